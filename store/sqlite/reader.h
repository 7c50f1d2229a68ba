// SPDX-License-Identifier: Apache-2.0
// The queries of Store on a read-only connection, and a small pool of these.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/sqlite/threads.h"
#include "store/sqlite/ticket_list.h"
#include "store/store.h"
#include "store/ticket_cursor.h"

namespace store::sqlite {

// Used by one thread at a time. Throws SQLite::Exception.
class Reader {
 public:
  explicit Reader(const std::string& file);

  // Bounds everything until the next call: a checkpoint waits for readers.
  void StartClock() { connection_.StartClock(); }

  [[nodiscard]] std::vector<core::ConversationId> DueConversations(core::Timestamp now,
                                                                   size_t limit);
  [[nodiscard]] TicketPage ListTickets(const TicketFilter& filter,
                                       const std::optional<TicketCursor>& after);
  [[nodiscard]] std::optional<TicketRow> FindTicket(const core::TicketId& id);
  [[nodiscard]] std::vector<core::TicketId> ListAnswered();
  [[nodiscard]] std::vector<TicketRow> OpenTicketsAt(const std::string& site,
                                                     const std::string& topic, size_t limit);
  [[nodiscard]] std::vector<SiteDayRow> ListSiteDays(const std::string& site,
                                                     const std::string& topic);
  [[nodiscard]] std::vector<SealedRow> FindSealed(const core::RecordId& id);
  [[nodiscard]] std::vector<ChatMessageRow> ListChatMessages(
      const std::vector<int64_t>& numbers);  // of rows; by id
  [[nodiscard]] std::vector<ThreadRow> FindThreads(const core::TicketId& id);
  [[nodiscard]] ThreadQueries& threads() { return thread_queries_; }
  [[nodiscard]] std::optional<AccountRow> FindApiToken(const Hash16& hash);
  [[nodiscard]] std::optional<AccountRow> FindAccount(const std::string& name);
  [[nodiscard]] std::vector<SurveyRow> ListSurveys();
  [[nodiscard]] std::vector<std::string> ListNamedSurveys();
  [[nodiscard]] std::vector<ConversationRow> ListConversations(
      const std::optional<core::ConversationId>& after, size_t limit);
  [[nodiscard]] std::optional<std::string> FindMeta(const std::string& key);
  [[nodiscard]] std::optional<SiteRow> FindSite(const std::string& code);
  [[nodiscard]] std::vector<SiteRow> ListSites();
  [[nodiscard]] std::vector<SiteSpellingRow> ListSiteSpellings();
  [[nodiscard]] std::optional<DocumentRow> FindDocument(const std::string& kind,
                                                        const std::string& key);
  [[nodiscard]] std::vector<DocumentRow> ListDocuments(const std::string& kind,
                                                       const std::optional<std::string>& parent,
                                                       const std::string& after, size_t limit);
  [[nodiscard]] std::vector<AuditRow> ListAudit(int64_t after, size_t limit);
  [[nodiscard]] std::vector<AccountRow> ListAccounts();
  [[nodiscard]] std::vector<ErasureRow> ListErasures();
  [[nodiscard]] int64_t CountUnsent(const std::vector<int64_t>& numbers);  // of those rows
  [[nodiscard]] OutboxCounts CountOutbox();
  [[nodiscard]] std::vector<OutboxRow> ListDead(size_t limit);
  [[nodiscard]] std::optional<core::Timestamp> NextDue(const std::string& channel);
  [[nodiscard]] int64_t CountNewClocks(uint8_t gravest, uint8_t mildest, core::Timestamp after,
                                       core::Timestamp until);
  [[nodiscard]] int64_t Counter(const std::string& name, const std::string& week);
  [[nodiscard]] std::string Dump();

 private:
  // Of a ticket's words: how many are still there. An erasure takes words away without touching the
  // ticket.
  void CountSealedWords(TicketRow& row);

  Connection connection_;
  TicketList tickets_;
  SQLite::Statement due_, answered_ids_, has_sealed_, site_days_, ticket_, tickets_at_, sealed_,
      threads_, chat_messages_, api_token_, account_, surveys_, named_surveys_, conversations_,
      meta_, site_, sites_, spellings_, document_, documents_, documents_of_, audit_, accounts_,
      erasures_, count_unsent_, count_outbox_, dead_, next_due_, new_clocks_, counter_;
  ThreadQueries thread_queries_;
};

// Thread-safe. Lends a reader; a caller waits while all are lent (each is lent for 5 s at most).
class ReaderPool {
 public:
  ReaderPool(const std::string& file, size_t readers);

  template <class F>
  auto With(std::string_view operation, F&& query)
      -> core::Result<decltype(query(std::declval<Reader&>()))> {
    Loan loan(*this);
    return Guarded(operation, [&]() -> core::Result<decltype(query(std::declval<Reader&>()))> {
      loan.reader->StartClock();
      return query(*loan.reader);
    });
  }

 private:
  struct Loan {
    explicit Loan(ReaderPool& from) : pool(from), reader(from.Take()) {}
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan() { pool.GiveBack(std::move(reader)); }
    ReaderPool& pool;
    std::unique_ptr<Reader> reader;
  };
  [[nodiscard]] std::unique_ptr<Reader> Take();
  void GiveBack(std::unique_ptr<Reader> reader);

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace store::sqlite
