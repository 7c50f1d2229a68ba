// SPDX-License-Identifier: Apache-2.0
// Conversations: what every turn reads and writes.
#pragma once

#include <optional>

#include "store/commands.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread. Functions throw SQLite::Exception for what is not the command's fault.
class Conversations {
 public:
  explicit Conversations(Connection& connection);

  [[nodiscard]] std::optional<ConversationRow> Find(const core::ConversationId& id);

  [[nodiscard]] core::Status Apply(const PutConversation& c);
  void Delete(const core::ConversationId& id);
  void DeleteBefore(core::Day key_day);

 private:
  [[nodiscard]] bool Insert(const ConversationRow& row);
  [[nodiscard]] bool Update(const PutConversation& c);

  Connection& connection_;
  SQLite::Statement find_, insert_, update_state_, update_all_, delete_, delete_before_;
};

}  // namespace store::sqlite
