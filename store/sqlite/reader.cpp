// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/reader.h"

#include <algorithm>
#include <limits>

#include "core/limits.h"
#include "store/sqlite/row_readers.h"

namespace store::sqlite {
namespace {

const std::string kTicketsFrom = std::string("SELECT ") + kTicketColumns + " FROM" + kTicketTables;
// Each count by its own index; waiting rows have none and are what is left.
constexpr const char* kCountOutbox =
    "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM outbox WHERE state = 1),"
    " (SELECT count(*) FROM outbox WHERE state = 2), (SELECT count(*) FROM outbox WHERE state = 3)";
constexpr const char* kNextDue =
    "SELECT min(at) FROM (SELECT min(due_at_ms) AS at FROM outbox WHERE state = 1 AND channel = ?1 "
    "AND lane = 0"
    " UNION ALL SELECT min(due_at_ms) FROM outbox WHERE state = 1 AND channel = ?1 AND lane = 1"
    " UNION ALL SELECT min(lease_until_ms) FROM outbox WHERE state = 2 AND channel = ?1)";

int64_t Bounded(size_t limit) {
  return static_cast<int64_t>(std::min<size_t>(limit, std::numeric_limits<int32_t>::max()));
}

}  // namespace

Reader::Reader(const std::string& file)
    : connection_(file, Access::kRead),
      tickets_(connection_.db()),
      due_(connection_.db(),
           "SELECT id FROM conversations WHERE wake_at_ms <= ? ORDER BY wake_at_ms, id LIMIT ?"),
      answered_ids_(
          connection_.db(),
          "SELECT id FROM tickets INDEXED BY tickets_answered WHERE answered > 0 ORDER BY id"),
      has_sealed_(connection_.db(),
                  "SELECT 1 FROM sealed INDEXED BY sealed_ids WHERE id = ? LIMIT 1"),
      site_days_(connection_.db(),
                 "SELECT site, topic, day, tickets FROM site_days WHERE site = ? AND topic = ? "
                 "ORDER BY day"),
      ticket_(connection_.db(), kTicketsFrom + " WHERE t.id = ?"),
      tickets_at_(connection_.db(), kTicketsFrom +
                                        " WHERE t.site = ? AND t.site <> '' AND (t.state = "
                                        "'closed') = 0 AND t.topic = ? ORDER BY t.id LIMIT ?"),
      sealed_(connection_.db(),
              "SELECT id, field, question, opened, envelope, original_removed FROM sealed WHERE id "
              "= ? ORDER BY field"),
      threads_(
          connection_.db(),
          "SELECT id, ticket, key_day, conversation FROM threads WHERE ticket = ? ORDER BY id"),
      chat_messages_(connection_.db(),
                     "SELECT conversation, id, key_day, sealed FROM chat_messages WHERE row = ?"),
      api_token_(connection_.db(),
                 "SELECT a.id, a.name, a.role, a.disabled, a.organisation FROM api_tokens t JOIN "
                 "accounts a ON a.id = t.account"
                 " WHERE t.hash = ?"),
      account_(connection_.db(),
               "SELECT id, name, role, disabled, organisation FROM accounts WHERE name = ?"),
      surveys_(connection_.db(), "SELECT hash, id, format, json FROM surveys ORDER BY id, hash"),
      named_surveys_(
          connection_.db(),
          "SELECT survey_hash FROM tickets UNION SELECT survey_hash FROM responses ORDER BY 1"),
      conversations_(connection_.db(),
                     "SELECT id, version, key_day, wake_at_ms, state FROM conversations WHERE ?1 "
                     "IS NULL OR id > ?1"
                     " ORDER BY id LIMIT ?2"),
      meta_(connection_.db(), "SELECT value FROM meta WHERE key = ?"),
      site_(connection_.db(), std::string("SELECT ") + kSiteColumns + " FROM sites WHERE code = ?"),
      sites_(connection_.db(),
             std::string("SELECT ") + kSiteColumns + " FROM sites ORDER BY own_key"),
      spellings_(connection_.db(), "SELECT spelling, site FROM site_spellings ORDER BY spelling"),
      document_(
          connection_.db(),
          "SELECT kind, key, parent, version, body FROM documents WHERE kind = ? AND key = ?"),
      documents_(connection_.db(),
                 "SELECT kind, key, parent, version, body FROM documents WHERE kind = ? AND key > "
                 "? ORDER BY key LIMIT ?"),
      documents_of_(connection_.db(),
                    "SELECT kind, key, parent, version, body FROM documents WHERE kind = ? AND "
                    "parent = ? AND key > ?"
                    " ORDER BY key LIMIT ?"),
      audit_(connection_.db(),
             "SELECT number, at_ms, actor, action, object, detail, hash FROM audit WHERE number > "
             "? ORDER BY number LIMIT ?"),
      accounts_(connection_.db(),
                "SELECT id, name, role, disabled, organisation FROM accounts ORDER BY name"),
      erasures_(connection_.db(),
                "SELECT conversation, step, since_ms FROM erasures ORDER BY conversation"),
      count_unsent_(connection_.db(), "SELECT count(*) FROM outbox WHERE row = ? AND state <> 3"),
      count_outbox_(connection_.db(), kCountOutbox),
      dead_(connection_.db(),
            "SELECT id, conversation, turn, part, channel, lane, key_day, due_at_ms, "
            "expires_at_ms, state, attempts,"
            " lease_until_ms, error, x'', free_until_ms FROM outbox WHERE state = 3"
            " ORDER BY due_at_ms, conversation, turn, part LIMIT ?"),
      next_due_(connection_.db(), kNextDue),
      new_clocks_(connection_.db(),
                  "SELECT count(*) FROM ticket_clock c JOIN tickets t ON t.id = c.ticket WHERE "
                  "c.due_at_ms > ? AND c.due_at_ms <= ?"
                  " AND t.state = 'new' AND t.severity BETWEEN ? AND ?"),
      counter_(connection_.db(), "SELECT value FROM counters WHERE name = ? AND week = ?"),
      thread_queries_(connection_) {
  connection_.LimitStatements(core::limits::kReadTransaction);
}

std::vector<core::ConversationId> Reader::DueConversations(core::Timestamp now, size_t limit) {
  std::vector<core::ConversationId> ids;
  Run run(due_);
  run.Time(now).Int(Bounded(limit));
  while (run.Next()) ids.push_back(run.GetKey<core::ConversationId>());
  return ids;
}

std::vector<SealedRow> Reader::FindSealed(const core::RecordId& id) {
  std::vector<SealedRow> rows;
  Run run(sealed_);
  run.Key(id);
  while (run.Next()) rows.push_back(ReadSealed(run));
  return rows;
}

std::vector<ChatMessageRow> Reader::ListChatMessages(const std::vector<int64_t>& numbers) {
  std::vector<ChatMessageRow> rows;
  for (const int64_t number : numbers) {
    Run run(chat_messages_);
    if (run.Int(number).Next()) rows.push_back(ReadChatMessage(run));
  }
  std::ranges::sort(rows, {}, &ChatMessageRow::id);
  return rows;
}

std::vector<ThreadRow> Reader::FindThreads(const core::TicketId& id) {
  std::vector<ThreadRow> rows;
  Run run(threads_);
  run.Key(id);
  while (run.Next()) rows.push_back(ReadThread(run));
  return rows;
}

std::optional<AccountRow> Reader::FindApiToken(const Hash16& hash) {
  Run run(api_token_);
  if (!run.Bytes16(hash).Next()) return std::nullopt;
  return ReadAccount(run);
}

std::optional<AccountRow> Reader::FindAccount(const std::string& name) {
  Run run(account_);
  if (!run.Text(name).Next()) return std::nullopt;
  return ReadAccount(run);
}

std::vector<SurveyRow> Reader::ListSurveys() {
  std::vector<SurveyRow> rows;
  Run run(surveys_);
  while (run.Next()) rows.push_back(ReadSurvey(run));
  return rows;
}

std::vector<std::string> Reader::ListNamedSurveys() {
  std::vector<std::string> hashes;
  Run run(named_surveys_);
  while (run.Next()) hashes.push_back(run.GetText());
  return hashes;
}

std::vector<ConversationRow> Reader::ListConversations(
    const std::optional<core::ConversationId>& after, size_t limit) {
  std::vector<ConversationRow> rows;
  Run run(conversations_);
  (after ? run.Key(*after) : run.Null()).Int(Bounded(limit));
  while (run.Next()) rows.push_back(ReadConversation(run));
  return rows;
}

std::optional<std::string> Reader::FindMeta(const std::string& key) {
  Run run(meta_);
  if (!run.Text(key).Next()) return std::nullopt;
  return run.GetText();
}

std::optional<DocumentRow> Reader::FindDocument(const std::string& kind, const std::string& key) {
  Run run(document_);
  if (!run.Text(kind).Text(key).Next()) return std::nullopt;
  return ReadDocument(run);
}

std::vector<DocumentRow> Reader::ListDocuments(const std::string& kind,
                                               const std::optional<std::string>& parent,
                                               const std::string& after, size_t limit) {
  std::vector<DocumentRow> rows;
  Run run(parent ? documents_of_ : documents_);
  run.Text(kind);
  if (parent) run.Text(*parent);
  run.Text(after).Int(Bounded(limit));
  while (run.Next()) rows.push_back(ReadDocument(run));
  return rows;
}

std::vector<AuditRow> Reader::ListAudit(int64_t after, size_t limit) {
  std::vector<AuditRow> rows;
  Run run(audit_);
  run.Int(after).Int(Bounded(limit));
  while (run.Next()) rows.push_back(ReadAudit(run));
  return rows;
}

std::vector<AccountRow> Reader::ListAccounts() {
  std::vector<AccountRow> rows;
  Run run(accounts_);
  while (run.Next()) rows.push_back(ReadAccount(run));
  return rows;
}

std::vector<ErasureRow> Reader::ListErasures() {
  std::vector<ErasureRow> rows;
  Run run(erasures_);
  while (run.Next()) rows.push_back(ReadErasure(run));
  return rows;
}

int64_t Reader::CountUnsent(const std::vector<int64_t>& numbers) {
  int64_t unsent = 0;
  for (const int64_t number : numbers) {
    Run run(count_unsent_);
    if (run.Int(number).Next()) unsent += run.GetInt();
  }
  return unsent;
}

OutboxCounts Reader::CountOutbox() {
  Run run(count_outbox_);
  OutboxCounts counts;
  if (!run.Next()) return counts;
  const int64_t all = run.GetInt();
  counts.ready = run.GetInt();
  counts.sending = run.GetInt();
  counts.dead = run.GetInt();
  counts.waiting = all - counts.ready - counts.sending - counts.dead;
  return counts;
}

std::vector<OutboxRow> Reader::ListDead(size_t limit) {
  std::vector<OutboxRow> rows;
  Run run(dead_);
  run.Int(Bounded(limit));
  while (run.Next()) rows.push_back(ReadOutbox(run));
  return rows;
}

std::optional<core::Timestamp> Reader::NextDue(const std::string& channel) {
  Run run(next_due_);
  if (!run.Text(channel).Next()) return std::nullopt;
  const auto at = run.GetOptional();
  return at ? std::optional(core::Timestamp{*at}) : std::nullopt;
}

int64_t Reader::CountNewClocks(uint8_t gravest, uint8_t mildest, core::Timestamp after,
                               core::Timestamp until) {
  Run run(new_clocks_);
  return run.Time(after).Time(until).Int(gravest).Int(mildest).Next() ? run.GetInt() : 0;
}

int64_t Reader::Counter(const std::string& name, const std::string& week) {
  Run run(counter_);
  return run.Text(name).Text(week).Next() ? run.GetInt() : 0;
}

ReaderPool::ReaderPool(const std::string& file, size_t readers) {
  for (size_t i = 0; i < readers; ++i) idle_.push_back(std::make_unique<Reader>(file));
}

std::unique_ptr<Reader> ReaderPool::Take() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [&] { return !idle_.empty(); });
  std::unique_ptr<Reader> reader = std::move(idle_.back());
  idle_.pop_back();
  return reader;
}

void ReaderPool::GiveBack(std::unique_ptr<Reader> reader) {
  {
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(reader));
  }
  returned_.notify_one();
}

}  // namespace store::sqlite
