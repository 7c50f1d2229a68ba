// SPDX-License-Identifier: Apache-2.0
// Threads: what officers ask and workers answer, how tickets ended, and what a receipt code stands
// for.
#pragma once

#include <optional>
#include <vector>

#include "store/commands.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread. Functions throw SQLite::Exception for what is not the command's fault.
class Threads {
 public:
  explicit Threads(Connection& connection);

  [[nodiscard]] core::Status Apply(const PutThreadEntry& c);
  [[nodiscard]] core::Status Apply(const AnswersSeen& c);
  [[nodiscard]] core::Status Apply(const SetEntryState& c);
  [[nodiscard]] core::Status Apply(const PutClosing& c);
  [[nodiscard]] core::Status Apply(const ForgetReceipts& c);

 private:
  Connection& connection_;
  SQLite::Statement put_entry_, answered_, seen_, set_state_, put_closing_, forget_receipts_;
};

// The queries of one reader.
class ThreadQueries {
 public:
  explicit ThreadQueries(Connection& connection);

  [[nodiscard]] std::optional<ThreadRow> FindThread(const core::ThreadId& id);
  [[nodiscard]] std::vector<ThreadEntryRow> ListEntries(const core::TicketId& ticket);
  [[nodiscard]] std::optional<ReceiptRow> FindReceipt(const Hash16& hash);
  [[nodiscard]] std::optional<ClosingRow> FindClosing(const core::TicketId& ticket);

 private:
  SQLite::Statement thread_, entries_, receipt_, closing_;
};

inline constexpr const char* kEntryColumns =
    "id, ticket, number, kind, phrase, code, state, week, author, words";
[[nodiscard]] ThreadEntryRow ReadEntry(Run& run);

}  // namespace store::sqlite
