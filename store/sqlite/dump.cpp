// SPDX-License-Identifier: Apache-2.0
// Reads the whole database into a Snapshot: for the conformance suite.
#include "store/snapshot.h"
#include "store/sqlite/reader.h"
#include "store/sqlite/row_readers.h"

namespace store::sqlite {
namespace {

// Runs `sql` and calls `each` once a row.
template <class F>
void ForEach(Connection& connection, const std::string& sql, F&& each) {
  SQLite::Statement statement(connection.db(), sql);
  Run run(statement);
  while (run.Next()) each(run);
}

ResponseRow ReadResponse(Run& run) {
  ResponseRow row;
  row.id = run.GetKey<core::ResponseId>();
  row.survey = run.GetText();
  row.survey_hash = run.GetText();
  row.week = run.GetText();
  row.language = run.GetText();
  row.channel_kind = run.GetText();
  row.complete = run.GetBool();
  row.answers = AnswersFromJson(run.GetText());
  row.quality = static_cast<uint8_t>(run.GetInt());
  row.pace = static_cast<uint8_t>(run.GetInt());
  return row;
}

void ReadTurns(Connection& connection, Snapshot& out) {
  ForEach(connection, "SELECT hashes, key_week FROM provider_log", [&](Run& run) {
    const core::Bytes hashes = run.GetBlob();
    const auto week = static_cast<int32_t>(run.GetInt());
    Hash16 hash;
    for (size_t at = 0; at + hash.size() <= hashes.size(); at += hash.size()) {
      std::copy_n(hashes.begin() + static_cast<ptrdiff_t>(at), hash.size(), hash.begin());
      out.provider_ids[hash] = week;
    }
  });
  ForEach(connection, "SELECT id, version, key_day, wake_at_ms, state FROM conversations",
          [&](Run& run) {
            ConversationRow row = ReadConversation(run);
            out.conversations.emplace(row.id, std::move(row));
          });
  ForEach(connection, std::string("SELECT ") + kOutboxColumns + " FROM outbox", [&](Run& run) {
    OutboxRow row = ReadOutbox(run);
    out.outbox.emplace(KeyOf(row), std::move(row));
  });
}

void ReadCases(Connection& connection, Snapshot& out) {
  ForEach(connection, "SELECT id, field, question, opened, envelope, original_removed FROM sealed",
          [&](Run& run) {
            SealedRow row = ReadSealed(run);
            out.sealed.emplace(std::pair(row.id, row.field), std::move(row));
          });
  ForEach(connection, std::string("SELECT ") + kTicketColumns + " FROM" + kTicketTables,
          [&](Run& run) {
            TicketRow row = ReadTicket(run);
            out.tickets.emplace(row.id, std::move(row));
          });
  ForEach(connection, "SELECT site, topic, day, tickets FROM site_days", [&](Run& run) {
    std::string site = run.GetText();
    std::string topic = run.GetText();
    const core::Day day = run.GetDate();
    out.site_days[{std::move(site), std::move(topic), day}] = static_cast<int32_t>(run.GetInt());
  });
  ForEach(connection, "SELECT conversation, id, key_day, sealed FROM chat_messages", [&](Run& run) {
    ChatMessageRow row = ReadChatMessage(run);
    out.chat_messages.emplace(std::pair(row.conversation, row.id), std::move(row));
  });
  ForEach(connection, "SELECT id, ticket, key_day, conversation FROM threads", [&](Run& run) {
    ThreadRow row = ReadThread(run);
    out.threads.emplace(row.id, std::move(row));
  });
  ForEach(connection, std::string("SELECT ") + kEntryColumns + " FROM thread_entries",
          [&](Run& run) {
            ThreadEntryRow row = ReadEntry(run);
            out.thread_entries.emplace(row.id, std::move(row));
          });
  ForEach(connection, "SELECT ticket, week, outcome FROM ticket_closings", [&](Run& run) {
    ClosingRow row;
    row.ticket = run.GetKey<core::TicketId>();
    row.week = run.GetText();
    row.outcome = run.GetText();
    out.closings.emplace(row.ticket, std::move(row));
  });
  ForEach(connection, "SELECT hash, week, ticket FROM receipts", [&](Run& run) {
    const Hash16 hash = run.GetBytes16();
    ReceiptRow row;
    row.week = run.GetText();
    if (!run.NextIsNull()) row.ticket = run.GetKey<core::TicketId>();
    out.receipts.emplace(hash, std::move(row));
  });
  ForEach(connection,
          "SELECT id, survey, survey_hash, week, language, channel_kind, complete, answers, "
          "quality, pace FROM responses",
          [&](Run& run) {
            ResponseRow row = ReadResponse(run);
            out.responses.emplace(row.id, std::move(row));
          });
}

void ReadOffice(Connection& connection, Snapshot& out) {
  ForEach(connection, "SELECT name, week, value FROM counters", [&](Run& run) {
    std::string name = run.GetText();
    std::string week = run.GetText();
    out.counters[{std::move(name), std::move(week)}] = run.GetInt();
  });
  ForEach(connection, "SELECT id, name, role, disabled, organisation FROM accounts", [&](Run& run) {
    AccountRow row = ReadAccount(run);
    out.accounts.emplace(row.id, std::move(row));
  });
  ForEach(connection, "SELECT hash, account FROM api_tokens", [&](Run& run) {
    const Hash16 hash = run.GetBytes16();
    out.api_tokens[hash] = run.GetKey<core::AccountId>();
  });
  ForEach(connection, "SELECT hash, id, format, json FROM surveys", [&](Run& run) {
    SurveyRow row = ReadSurvey(run);
    out.surveys.emplace(row.hash, std::move(row));
  });
  ForEach(connection, "SELECT key, value FROM meta", [&](Run& run) {
    std::string key = run.GetText();
    out.meta[std::move(key)] = run.GetText();
  });
  ForEach(connection, std::string("SELECT ") + kSiteColumns + " FROM sites", [&](Run& run) {
    SiteRow row = ReadSite(run);
    out.sites.emplace(row.key, std::move(row));
  });
  ForEach(connection, "SELECT spelling, site FROM site_spellings", [&](Run& run) {
    std::string spelling = run.GetText();
    out.site_spellings[std::move(spelling)] = run.GetText();
  });
  ForEach(connection, "SELECT conversation, step, since_ms FROM erasures", [&](Run& run) {
    ErasureRow row = ReadErasure(run);
    out.erasures.emplace(row.conversation, row);
  });
  ForEach(connection, "SELECT kind, key, parent, version, body FROM documents", [&](Run& run) {
    DocumentRow row = ReadDocument(run);
    std::pair key(row.kind, row.key);
    out.documents.emplace(std::move(key), std::move(row));
  });
  ForEach(connection,
          "SELECT number, at_ms, actor, action, object, detail, hash FROM audit ORDER BY number",
          [&](Run& run) { out.audit.push_back(ReadAudit(run)); });
}

}  // namespace

std::string Reader::Dump() {
  Snapshot snapshot;
  Transaction transaction(connection_, Transaction::Kind::kRead);
  ReadTurns(connection_, snapshot);
  ReadCases(connection_, snapshot);
  ReadOffice(connection_, snapshot);
  return store::Dump(snapshot);
}

}  // namespace store::sqlite
