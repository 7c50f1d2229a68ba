// SPDX-License-Identifier: Apache-2.0
// The durability contract. One thread (the writer) calls Load and Commit; the queries may be called
// from any thread and see what was committed before they began.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/commands.h"
#include "store/rows.h"

namespace store {

struct LoadRequest {
  std::vector<Hash16> provider_ids;
  std::vector<core::ConversationId> conversations;
};
struct Loaded {
  std::vector<bool> seen;                                     // by provider_ids
  std::vector<std::optional<ConversationRow>> conversations;  // by conversations
};

struct Batch {
  std::vector<CommandGroup> groups;
  std::vector<Lease> leases;  // taken after the groups, in the same transaction
};
struct Committed {
  std::vector<core::Status> groups;  // by groups: ok, or why this one alone was rolled back
  std::vector<std::vector<OutboxRow>> leases;  // by leases
};

struct OutboxCounts {
  int64_t waiting = 0, ready = 0, sending = 0, dead = 0;
};
struct TicketFilter {
  std::optional<uint8_t> severity_at_most;  // 1 = P0 and P1
  std::string state, topic, survey;         // "" = any
  uint8_t quality = 0;                      // with any of these bits; 0 = whatever
  bool answered = false;  // only those with an answer in their thread that no officer has seen
  std::string site;       // code, of open ones alone: a closed ticket no longer names it. "" = any
  std::string district, language, week;  // "" = any
  bool answers = true;                   // false: TicketRow::answers stay empty
  std::string after;                     // opaque cursor from TicketPage::next; "" = first page
  size_t limit = 50;                     // at most 200
};
struct TicketPage {
  std::vector<TicketRow> tickets;  // open first, gravest, oldest week, id
  std::string next;                // "" = no more
  int64_t total = 0;               // matching, all pages
};

class Store {
 public:
  virtual ~Store() = default;

  // ---- writer thread only ----
  [[nodiscard]] virtual core::Result<Loaded> Load(const LoadRequest& request) = 0;
  // One transaction, durable (full sync) when it returns. If a group fails, the batch is repeated
  // with a savepoint per group, so that only that group's Status is an error. An error of the whole
  // (disk full, IO error) means nothing was stored; after one, every later Commit fails too (see
  // Healthy) until the program is started again. kUnavailable: another program held the file for 5
  // s; nothing was stored, and it may be repeated.
  [[nodiscard]] virtual core::Result<Committed> Commit(const Batch& batch) = 0;
  // After an erasure: moves everything into the main file and truncates the WAL. kUnavailable while
  // a reader is busy: repeat. Memory: nothing.
  [[nodiscard]] virtual core::Status CheckpointTruncate() = 0;
  // At start, for each channel: rows of it found in kSending (their outcome was swallowed by a stop
  // or crash) are ready again, due at `due_at`, attempts + 1. Returns how many.
  [[nodiscard]] virtual core::Result<int64_t> RecoverInDoubt(std::string_view channel,
                                                             core::Timestamp due_at) = 0;

  // ---- any thread ----
  [[nodiscard]] virtual bool Healthy() const = 0;
  // Ids of conversations whose wake_at <= now, at most `limit`, earliest first.
  [[nodiscard]] virtual core::Result<std::vector<core::ConversationId>> DueConversations(
      core::Timestamp now, size_t limit) const = 0;
  [[nodiscard]] virtual core::Result<TicketPage> ListTickets(const TicketFilter& filter) const = 0;
  [[nodiscard]] virtual core::Result<std::optional<TicketRow>> FindTicket(
      const core::TicketId& id) const = 0;
  // All with an answer in their thread that no officer has seen, by id.
  [[nodiscard]] virtual core::Result<std::vector<core::TicketId>> ListAnswered() const = 0;
  // Open ones (state not "closed") about that site and topic, by id, at most `limit`.
  [[nodiscard]] virtual core::Result<std::vector<TicketRow>> OpenTicketsAt(std::string_view site,
                                                                           std::string_view topic,
                                                                           size_t limit) const = 0;
  // By day.
  [[nodiscard]] virtual core::Result<std::vector<SiteDayRow>> ListSiteDays(
      std::string_view site, std::string_view topic) const = 0;
  [[nodiscard]] virtual core::Result<std::vector<SealedRow>> FindSealed(
      const core::RecordId& id) const = 0;
  [[nodiscard]] virtual core::Result<std::vector<ChatMessageRow>> ListChatMessages(
      const core::ConversationId& id) const = 0;
  [[nodiscard]] virtual core::Result<std::vector<ThreadRow>> FindThreads(
      const core::TicketId& id) const = 0;
  [[nodiscard]] virtual core::Result<std::optional<ThreadRow>> FindThread(
      const core::ThreadId& id) const = 0;
  [[nodiscard]] virtual core::Result<std::vector<ThreadEntryRow>> ListThreadEntries(
      const core::TicketId& id) const = 0;  // by number
  [[nodiscard]] virtual core::Result<std::optional<ReceiptRow>> FindReceipt(
      const Hash16& hash) const = 0;
  [[nodiscard]] virtual core::Result<std::optional<ClosingRow>> FindClosing(
      const core::TicketId& id) const = 0;
  [[nodiscard]] virtual core::Result<std::optional<AccountRow>> FindApiToken(
      const Hash16& hash) const = 0;
  [[nodiscard]] virtual core::Result<std::optional<AccountRow>> FindAccount(
      std::string_view name) const = 0;
  [[nodiscard]] virtual core::Result<std::vector<SurveyRow>> ListSurveys() const = 0;
  // Hashes of the versions that a ticket or a response names, in order. Reads all of both: for the
  // nightly job.
  [[nodiscard]] virtual core::Result<std::vector<std::string>> ListNamedSurveys() const = 0;
  // By id, those after `after` (nullopt = from the first), at most `limit`.
  [[nodiscard]] virtual core::Result<std::vector<ConversationRow>> ListConversations(
      const std::optional<core::ConversationId>& after, size_t limit) const = 0;
  [[nodiscard]] virtual core::Result<std::optional<std::string>> FindMeta(
      std::string_view key) const = 0;
  [[nodiscard]] virtual core::Result<std::optional<SiteRow>> FindSite(
      std::string_view code) const = 0;
  [[nodiscard]] virtual core::Result<std::vector<SiteRow>> ListSites() const = 0;  // by key
  [[nodiscard]] virtual core::Result<std::vector<SiteSpellingRow>> ListSiteSpellings()
      const = 0;  // by spelling
  [[nodiscard]] virtual core::Result<std::optional<DocumentRow>> FindDocument(
      std::string_view kind, std::string_view key) const = 0;
  // By key, those after `after` ("" = from the first), at most `limit`. Of `parent` only, "" of
  // none; nullopt = all of a kind.
  [[nodiscard]] virtual core::Result<std::vector<DocumentRow>> ListDocuments(
      std::string_view kind, const std::optional<std::string>& parent, std::string_view after,
      size_t limit) const = 0;
  // Entries with a number above `after`, in order, at most `limit`.
  [[nodiscard]] virtual core::Result<std::vector<AuditRow>> ListAudit(int64_t after,
                                                                      size_t limit) const = 0;
  [[nodiscard]] virtual core::Result<std::vector<AccountRow>> ListAccounts() const = 0;  // by name
  [[nodiscard]] virtual core::Result<std::vector<ErasureRow>> ListErasures() const = 0;
  // Rows of one conversation that have not left and are not dead (erasure step 2).
  [[nodiscard]] virtual core::Result<int64_t> CountUnsent(
      const core::ConversationId& conversation) const = 0;
  [[nodiscard]] virtual core::Result<OutboxCounts> CountOutbox() const = 0;
  [[nodiscard]] virtual core::Result<std::vector<OutboxRow>> ListDead(
      size_t limit) const = 0;  // without `sealed`
  [[nodiscard]] virtual core::Result<std::optional<core::Timestamp>> NextDue(
      std::string_view channel) const = 0;
  [[nodiscard]] virtual core::Result<int64_t> Counter(std::string_view name,
                                                      std::string_view week) const = 0;
  // Everything, as text lines in a fixed order, without blobs: for the conformance suite.
  [[nodiscard]] virtual std::string DumpForTests() const = 0;
};

// SQLite in one file. WAL, synchronous=FULL, foreign_keys=ON, secure_delete=ON, temp_store=MEMORY.
// Runs the numbered migrations (store/sqlite/schema/NNNN_*.sql); kInvalid for a newer schema than
// this program knows.
[[nodiscard]] core::Result<std::unique_ptr<Store>> OpenSqliteStore(const std::string& file);
// A copy of the database `from` as the new file `to` (owner alone may read it), beside a running
// service: one consistent state, durable when it returns, without what expires (conversations,
// outbox, threads, provider ids): a backup must not hold what a deleted key has made unreadable,
// and a restored program must not send old messages. kConflict: `to` is there.
[[nodiscard]] core::Status BackupSqliteStore(const std::string& from, const std::string& to);
// The reference for tests; "restart" = keep the object.
[[nodiscard]] std::unique_ptr<Store> MakeMemoryStore();

}  // namespace store
