// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <mutex>
#include <set>
#include <tuple>

#include "store/clocks.h"
#include "store/memory/apply.h"
#include "store/memory/tickets.h"
#include "store/store.h"

namespace store {
namespace {

using core::Result;
using core::Timestamp;

template <class Map, class Key>
auto FindValue(const Map& map, const Key& key) -> std::optional<typename Map::mapped_type> {
  auto it = map.find(key);
  return it == map.end() ? std::nullopt : std::optional(it->second);
}

// Everything under one mutex; slow and plain on purpose.
class MemoryStore final : public Store, public ClockQueries {
 public:
  Result<Loaded> Load(const LoadRequest& request) override {
    std::lock_guard lock(mutex_);
    Loaded loaded;
    for (const Hash16& hash : request.provider_ids)
      loaded.seen.push_back(state_.provider_ids.contains(hash));
    for (const auto& id : request.conversations)
      loaded.conversations.push_back(FindValue(state_.conversations, id));
    return loaded;
  }

  Result<Committed> Commit(const Batch& batch) override {
    std::lock_guard lock(mutex_);
    Committed done;
    for (const CommandGroup& group : batch.groups) done.groups.push_back(ApplyGroup(group));
    for (const Lease& lease : batch.leases) done.leases.push_back(memory::TakeLease(state_, lease));
    return done;
  }

  core::Status CheckpointTruncate() override { return {}; }

  Result<int64_t> RecoverInDoubt(std::string_view channel, Timestamp due_at) override {
    std::lock_guard lock(mutex_);
    return memory::RecoverInDoubt(state_, channel, due_at);
  }

  bool Healthy() const override { return true; }

  Result<std::vector<core::ConversationId>> DueConversations(Timestamp now,
                                                             size_t limit) const override {
    std::lock_guard lock(mutex_);
    std::vector<std::pair<Timestamp, core::ConversationId>> due;
    for (const auto& [id, row] : state_.conversations) {
      if (row.wake_at && *row.wake_at <= now) due.emplace_back(*row.wake_at, id);
    }
    std::ranges::sort(due);
    if (due.size() > limit) due.resize(limit);
    std::vector<core::ConversationId> ids;
    ids.reserve(due.size());
    for (const auto& [at, id] : due) ids.push_back(id);
    return ids;
  }

  Result<TicketPage> ListTickets(const TicketFilter& filter) const override {
    std::lock_guard lock(mutex_);
    return memory::ListTickets(state_, filter);
  }

  Result<std::optional<TicketRow>> FindTicket(const core::TicketId& id) const override {
    std::lock_guard lock(mutex_);
    auto row = FindValue(state_.tickets, id);
    return row ? std::optional(memory::AsRead(state_, *std::move(row))) : std::nullopt;
  }

  Result<std::vector<core::TicketId>> ListAnswered() const override {
    std::lock_guard lock(mutex_);
    return memory::AnsweredTickets(state_);
  }

  Result<std::vector<TicketRow>> OpenTicketsAt(std::string_view site, std::string_view topic,
                                               size_t limit) const override {
    std::lock_guard lock(mutex_);
    return memory::OpenTicketsAt(state_, site, topic, limit);
  }

  Result<std::vector<SiteDayRow>> ListSiteDays(std::string_view site,
                                               std::string_view topic) const override {
    std::lock_guard lock(mutex_);
    std::vector<SiteDayRow> rows;
    for (const auto& [key, tickets] : state_.site_days) {
      const auto& [of_site, of_topic, day] = key;
      if (of_site == site && of_topic == topic) rows.push_back({of_site, of_topic, day, tickets});
    }
    return rows;
  }

  Result<std::vector<SealedRow>> FindSealed(const core::RecordId& id) const override {
    std::lock_guard lock(mutex_);
    std::vector<SealedRow> rows;
    for (const auto& [key, row] : state_.sealed) {
      if (row.id == id) rows.push_back(row);
    }
    return rows;
  }

  Result<std::vector<ChatMessageRow>> ListChatMessages(
      const core::ConversationId& id) const override {
    std::lock_guard lock(mutex_);
    std::vector<ChatMessageRow> rows;
    for (const auto& [key, row] : state_.chat_messages) {
      if (row.conversation == id) rows.push_back(row);
    }
    return rows;
  }

  Result<std::vector<ThreadRow>> FindThreads(const core::TicketId& id) const override {
    std::lock_guard lock(mutex_);
    std::vector<ThreadRow> rows;
    for (const auto& [key, row] : state_.threads) {
      if (row.ticket == id) rows.push_back(row);
    }
    return rows;
  }
  Result<std::optional<ThreadRow>> FindThread(const core::ThreadId& id) const override {
    std::lock_guard lock(mutex_);
    return FindValue(state_.threads, id);
  }
  Result<std::vector<ThreadEntryRow>> ListThreadEntries(const core::TicketId& id) const override {
    std::lock_guard lock(mutex_);
    return memory::ThreadEntriesOf(state_, id);
  }
  Result<std::optional<ReceiptRow>> FindReceipt(const Hash16& hash) const override {
    std::lock_guard lock(mutex_);
    return FindValue(state_.receipts, hash);
  }
  Result<std::optional<ClosingRow>> FindClosing(const core::TicketId& id) const override {
    std::lock_guard lock(mutex_);
    return FindValue(state_.closings, id);
  }
  Result<std::optional<AccountRow>> FindApiToken(const Hash16& hash) const override {
    std::lock_guard lock(mutex_);
    auto account = FindValue(state_.api_tokens, hash);
    return account ? FindValue(state_.accounts, *account) : std::nullopt;
  }

  Result<std::optional<AccountRow>> FindAccount(std::string_view name) const override {
    std::lock_guard lock(mutex_);
    for (const auto& [id, row] : state_.accounts) {
      if (row.name == name) return row;
    }
    return std::nullopt;
  }

  Result<std::vector<SurveyRow>> ListSurveys() const override {
    std::lock_guard lock(mutex_);
    std::vector<SurveyRow> rows;
    rows.reserve(state_.surveys.size());
    for (const auto& [hash, row] : state_.surveys) rows.push_back(row);
    std::ranges::sort(rows, {}, [](const SurveyRow& row) { return std::pair(row.id, row.hash); });
    return rows;
  }

  Result<std::vector<std::string>> ListNamedSurveys() const override {
    std::lock_guard lock(mutex_);
    std::set<std::string> named;
    for (const auto& [id, row] : state_.tickets) named.insert(row.survey_hash);
    for (const auto& [id, row] : state_.responses) named.insert(row.survey_hash);
    return std::vector<std::string>(named.begin(), named.end());
  }

  Result<std::vector<ConversationRow>> ListConversations(
      const std::optional<core::ConversationId>& after, size_t limit) const override {
    std::lock_guard lock(mutex_);
    std::vector<ConversationRow> rows;
    for (auto it = after ? state_.conversations.upper_bound(*after) : state_.conversations.begin();
         it != state_.conversations.end() && rows.size() < limit; ++it) {
      rows.push_back(it->second);
    }
    return rows;
  }

  Result<std::optional<std::string>> FindMeta(std::string_view key) const override {
    std::lock_guard lock(mutex_);
    return FindValue(state_.meta, std::string(key));
  }

  Result<std::optional<SiteRow>> FindSite(std::string_view code) const override {
    std::lock_guard lock(mutex_);
    for (const auto& [key, row] : state_.sites) {
      if (row.code == code) return row;
    }
    return std::nullopt;
  }

  Result<std::vector<SiteRow>> ListSites() const override {
    std::lock_guard lock(mutex_);
    std::vector<SiteRow> rows;
    rows.reserve(state_.sites.size());
    for (const auto& [key, row] : state_.sites) rows.push_back(row);
    return rows;
  }

  Result<std::vector<SiteSpellingRow>> ListSiteSpellings() const override {
    std::lock_guard lock(mutex_);
    std::vector<SiteSpellingRow> rows;
    rows.reserve(state_.site_spellings.size());
    for (const auto& [spelling, site] : state_.site_spellings) rows.push_back({spelling, site});
    return rows;
  }

  Result<std::optional<DocumentRow>> FindDocument(std::string_view kind,
                                                  std::string_view key) const override {
    std::lock_guard lock(mutex_);
    return FindValue(state_.documents, std::pair(std::string(kind), std::string(key)));
  }

  Result<std::vector<DocumentRow>> ListDocuments(std::string_view kind,
                                                 const std::optional<std::string>& parent,
                                                 std::string_view after,
                                                 size_t limit) const override {
    std::lock_guard lock(mutex_);
    std::vector<DocumentRow> rows;
    for (const auto& [key, row] : state_.documents) {
      if (rows.size() < limit && row.kind == kind && (!parent || row.parent == *parent) &&
          row.key > after)
        rows.push_back(row);
    }
    return rows;
  }

  Result<std::vector<AuditRow>> ListAudit(int64_t after, size_t limit) const override {
    std::lock_guard lock(mutex_);
    std::vector<AuditRow> rows;
    for (const AuditRow& row : state_.audit) {
      if (rows.size() < limit && row.number > after) rows.push_back(row);
    }
    return rows;
  }

  Result<std::vector<AccountRow>> ListAccounts() const override {
    std::lock_guard lock(mutex_);
    std::vector<AccountRow> rows;
    for (const auto& [id, row] : state_.accounts) rows.push_back(row);
    std::ranges::sort(rows, {}, &AccountRow::name);
    return rows;
  }

  Result<std::vector<ErasureRow>> ListErasures() const override {
    std::lock_guard lock(mutex_);
    std::vector<ErasureRow> rows;
    rows.reserve(state_.erasures.size());
    for (const auto& [id, row] : state_.erasures) rows.push_back(row);
    return rows;
  }

  Result<int64_t> CountUnsent(const core::ConversationId& conversation) const override {
    std::lock_guard lock(mutex_);
    return std::ranges::count_if(state_.outbox, [&](const auto& entry) {
      return entry.second.conversation == conversation && entry.second.state != OutboxState::kDead;
    });
  }

  Result<OutboxCounts> CountOutbox() const override {
    std::lock_guard lock(mutex_);
    OutboxCounts counts;
    for (const auto& [key, row] : state_.outbox) {
      if (row.state == OutboxState::kWaiting) ++counts.waiting;
      if (row.state == OutboxState::kReady) ++counts.ready;
      if (row.state == OutboxState::kSending) ++counts.sending;
      if (row.state == OutboxState::kDead) ++counts.dead;
    }
    return counts;
  }

  Result<std::vector<OutboxRow>> ListDead(size_t limit) const override {
    std::lock_guard lock(mutex_);
    std::vector<OutboxRow> rows;
    for (const auto& [key, row] : state_.outbox) {
      if (row.state != OutboxState::kDead) continue;
      rows.push_back(row);
      rows.back().sealed.clear();
    }
    std::ranges::sort(rows, {},
                      [](const OutboxRow& row) { return std::pair(row.due_at, KeyOf(row)); });
    if (rows.size() > limit) rows.resize(limit);
    return rows;
  }

  Result<std::optional<Timestamp>> NextDue(std::string_view channel) const override {
    std::lock_guard lock(mutex_);
    std::optional<Timestamp> next;
    for (const auto& [key, row] : state_.outbox) {
      if (row.channel != channel) continue;
      if (row.state != OutboxState::kReady && row.state != OutboxState::kSending) continue;
      const Timestamp at = row.state == OutboxState::kReady ? row.due_at : row.lease_until;
      if (!next || at < *next) next = at;
    }
    return next;
  }

  Result<int64_t> CountNewClocks(uint8_t gravest, uint8_t mildest, Timestamp after,
                                 Timestamp until) const override {
    std::lock_guard lock(mutex_);
    return memory::CountNewClocks(state_, gravest, mildest, after, until);
  }

  Result<int64_t> Counter(std::string_view name, std::string_view week) const override {
    std::lock_guard lock(mutex_);
    return FindValue(state_.counters, std::pair(std::string(name), std::string(week))).value_or(0);
  }

  std::string DumpForTests() const override {
    std::lock_guard lock(mutex_);
    return Dump(state_);
  }

 private:
  core::Status ApplyGroup(const CommandGroup& group) {
    Snapshot next = state_;
    for (const Command& command : group) RETURN_IF_ERROR(memory::Apply(next, command));
    state_ = std::move(next);
    return {};
  }

  mutable std::mutex mutex_;
  Snapshot state_;
};

}  // namespace

std::unique_ptr<Store> MakeMemoryStore() { return std::make_unique<MemoryStore>(); }

}  // namespace store
