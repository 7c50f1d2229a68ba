// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "store/clocks.h"
#include "store/sqlite/cases.h"
#include "store/sqlite/chat_messages.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/conversations.h"
#include "store/sqlite/documents.h"
#include "store/sqlite/office.h"
#include "store/sqlite/outbox.h"
#include "store/sqlite/provider_ids.h"
#include "store/sqlite/quality.h"
#include "store/sqlite/reader.h"
#include "store/store.h"

namespace store::sqlite {

// One writing connection, used by the writer thread alone, and a pool of reading ones.
class SqliteStore final : public Store, public ClockQueries {
 public:
  // `connection` is migrated. Throws SQLite::Exception.
  SqliteStore(std::unique_ptr<Connection> connection, const std::string& file);

  [[nodiscard]] core::Result<Loaded> Load(const LoadRequest& request) override;
  [[nodiscard]] core::Result<Committed> Commit(const Batch& batch) override;
  [[nodiscard]] core::Status CheckpointTruncate() override;
  [[nodiscard]] core::Result<int64_t> RecoverInDoubt(std::string_view channel,
                                                     core::Timestamp due_at) override;

  [[nodiscard]] bool Healthy() const override { return healthy_.load(); }
  [[nodiscard]] core::Result<std::vector<core::ConversationId>> DueConversations(
      core::Timestamp now, size_t limit) const override;
  [[nodiscard]] core::Result<TicketPage> ListTickets(const TicketFilter& filter) const override;
  [[nodiscard]] core::Result<std::vector<core::TicketId>> ListAnswered() const override;
  [[nodiscard]] core::Result<std::vector<TicketRow>> OpenTicketsAt(std::string_view site,
                                                                   std::string_view topic,
                                                                   size_t limit) const override;
  [[nodiscard]] core::Result<std::optional<TicketRow>> FindTicket(
      const core::TicketId& id) const override;
  [[nodiscard]] core::Result<std::vector<SiteDayRow>> ListSiteDays(
      std::string_view site, std::string_view topic) const override;
  [[nodiscard]] core::Result<std::vector<SealedRow>> FindSealed(
      const core::RecordId& id) const override;
  [[nodiscard]] core::Result<std::vector<ChatMessageRow>> ListChatMessages(
      const core::ConversationId& id) const override;
  [[nodiscard]] core::Result<std::vector<ThreadRow>> FindThreads(
      const core::TicketId& id) const override;
  [[nodiscard]] core::Result<std::optional<ThreadRow>> FindThread(
      const core::ThreadId& id) const override;
  [[nodiscard]] core::Result<std::vector<ThreadEntryRow>> ListThreadEntries(
      const core::TicketId& id) const override;
  [[nodiscard]] core::Result<std::optional<ReceiptRow>> FindReceipt(
      const Hash16& hash) const override;
  [[nodiscard]] core::Result<std::optional<ClosingRow>> FindClosing(
      const core::TicketId& id) const override;
  [[nodiscard]] core::Result<std::optional<AccountRow>> FindApiToken(
      const Hash16& hash) const override;
  [[nodiscard]] core::Result<std::optional<AccountRow>> FindAccount(
      std::string_view name) const override;
  [[nodiscard]] core::Result<std::vector<SurveyRow>> ListSurveys() const override;
  [[nodiscard]] core::Result<std::vector<std::string>> ListNamedSurveys() const override;
  [[nodiscard]] core::Result<std::vector<ConversationRow>> ListConversations(
      const std::optional<core::ConversationId>& after, size_t limit) const override;
  [[nodiscard]] core::Result<std::optional<std::string>> FindMeta(
      std::string_view key) const override;
  [[nodiscard]] core::Result<std::optional<SiteRow>> FindSite(std::string_view code) const override;
  [[nodiscard]] core::Result<std::vector<SiteRow>> ListSites() const override;
  [[nodiscard]] core::Result<std::vector<SiteSpellingRow>> ListSiteSpellings() const override;
  [[nodiscard]] core::Result<std::optional<DocumentRow>> FindDocument(
      std::string_view kind, std::string_view key) const override;
  [[nodiscard]] core::Result<std::vector<DocumentRow>> ListDocuments(
      std::string_view kind, const std::optional<std::string>& parent, std::string_view after,
      size_t limit) const override;
  [[nodiscard]] core::Result<std::vector<AuditRow>> ListAudit(int64_t after,
                                                              size_t limit) const override;
  [[nodiscard]] core::Result<std::vector<AccountRow>> ListAccounts() const override;
  [[nodiscard]] core::Result<std::vector<ErasureRow>> ListErasures() const override;
  [[nodiscard]] core::Result<int64_t> CountUnsent(
      const core::ConversationId& conversation) const override;
  [[nodiscard]] core::Result<OutboxCounts> CountOutbox() const override;
  [[nodiscard]] core::Result<std::vector<OutboxRow>> ListDead(size_t limit) const override;
  [[nodiscard]] core::Result<std::optional<core::Timestamp>> NextDue(
      std::string_view channel) const override;
  [[nodiscard]] core::Result<int64_t> CountNewClocks(uint8_t gravest, uint8_t mildest,
                                                     core::Timestamp after,
                                                     core::Timestamp until) const override;
  [[nodiscard]] core::Result<int64_t> Counter(std::string_view name,
                                              std::string_view week) const override;
  [[nodiscard]] std::string DumpForTests() const override;

 private:
  // False if a group failed; the transaction is then still open.
  [[nodiscard]] bool ApplyWhole(const Batch& batch, Committed& done);
  // Each group under a savepoint of its own.
  void ApplyPiecewise(const Batch& batch, Committed& done);
  void TakeLeases(const Batch& batch, Committed& done);
  [[nodiscard]] core::Status ApplyGroup(const CommandGroup& group);
  [[nodiscard]] core::Status Apply(const Command& command);
  // What is known in memory follows the transaction.
  struct Mark;
  [[nodiscard]] Mark MemoryMark() const;
  void MemoryBackTo(Mark mark);
  void MemoryCommitted();
  void ReloadIfOthersWrote();
  void CheckpointIfLong();
  // Rolls back, and refuses every later write.
  [[nodiscard]] core::Error Fail(std::string_view operation, const SQLite::Exception& error);
  [[nodiscard]] static core::Error Stopped();

  const std::unique_ptr<Connection> connection_;
  SQLite::Statement data_version_, begin_read_, begin_write_, commit_, rollback_, savepoint_,
      release_, rollback_to_;
  ProviderIds provider_ids_;
  Conversations conversations_;
  mutable std::mutex
      memory_;  // outbox_ and chat_messages_, beside their tables; held while a commit runs
  Outbox outbox_;
  ChatMessages chat_messages_;
  int64_t known_version_ = -1;  // of the file, as far as memory follows it
  Cases cases_;
  Quality quality_;
  Threads threads_;
  Office office_;
  Documents documents_;
  mutable ReaderPool readers_;
  std::atomic<bool> healthy_{true};
};

}  // namespace store::sqlite
