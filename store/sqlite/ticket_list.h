// SPDX-License-Identifier: Apache-2.0
// A page of the inbox and its total, as SQL that asks a row only for what the filter asks: both are
// found in one index alone.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/store.h"
#include "store/ticket_cursor.h"

namespace store::sqlite {

// The texts, for those that look at SQLite's plan. Of the cursor only whether it is there and
// closed shows.
[[nodiscard]] std::string TicketPageSql(const TicketFilter& filter,
                                        const std::optional<TicketCursor>& after);
[[nodiscard]] std::string TicketCountSql(const TicketFilter& filter);

// Keeps the statements that it made. Used by one thread at a time. Throws SQLite::Exception.
class TicketList {
 public:
  explicit TicketList(SQLite::Database& db) : db_(db) {}

  // At most `limit`, without TicketRow::sealed_words.
  [[nodiscard]] std::vector<TicketRow> Page(const TicketFilter& filter,
                                            const std::optional<TicketCursor>& after, size_t limit);
  [[nodiscard]] int64_t Count(const TicketFilter& filter);

 private:
  [[nodiscard]] SQLite::Statement& Prepared(const std::string& sql);

  SQLite::Database& db_;
  std::unordered_map<std::string, SQLite::Statement> statements_;  // by their text
};

}  // namespace store::sqlite
