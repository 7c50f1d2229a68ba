// SPDX-License-Identifier: Apache-2.0
// Messages of chats that can still be taken back. Most turns add one, hardly any looks for one:
// rows of a batch lie side by side, and which are a conversation's is known in memory (about 60
// bytes each, for two days).
#pragma once

#include <vector>

#include "store/commands.h"
#include "store/sqlite/by_conversation.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread, but for RowsOf(). Functions throw SQLite::Exception for what is not the command's
// fault.
class ChatMessages {
 public:
  explicit ChatMessages(Connection& connection);

  [[nodiscard]] core::Status Apply(const PutChatMessage& c);
  [[nodiscard]] core::Status Apply(const DropChatMessages& c);
  void Delete(const core::ConversationId& conversation);
  void DeleteBefore(core::Day key_day);

  // Rows of the table; any thread, under the store's lock.
  [[nodiscard]] std::vector<int64_t> RowsOf(const core::ConversationId& conversation) const;

  void Reload();  // at start, and when another program wrote
  [[nodiscard]] size_t Mark() const { return known_.Mark(); }
  void BackTo(size_t mark) { known_.BackTo(mark); }
  void Committed();

 private:
  struct Entry {
    core::MessageId id;
    int64_t row = 0;
  };
  [[nodiscard]] int64_t NextRow();

  SQLite::Statement insert_, update_, remove_, list_, list_before_;
  ByConversation<Entry> known_;
  int64_t next_row_ = 0;  // 0: not drawn yet for this batch
};

}  // namespace store::sqlite
