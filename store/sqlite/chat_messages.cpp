// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/chat_messages.h"

#include <algorithm>

#include "core/random.h"

namespace store::sqlite {

ChatMessages::ChatMessages(Connection& connection)
    : insert_(connection.db(),
              "INSERT INTO chat_messages (row, conversation, id, key_day, sealed) VALUES (?, ?, ?, "
              "?, ?)"),
      update_(connection.db(), "UPDATE chat_messages SET key_day = ?, sealed = ? WHERE row = ?"),
      remove_(connection.db(), "DELETE FROM chat_messages WHERE row = ?"),
      list_(connection.db(), "SELECT row, conversation, id FROM chat_messages"),
      list_before_(connection.db(),
                   "SELECT row, conversation FROM chat_messages WHERE key_day < ?") {}

void ChatMessages::Reload() {
  known_.Clear();
  Run list(list_);
  while (list.Next()) {
    const int64_t row = list.GetInt();
    const auto conversation = list.GetKey<core::ConversationId>();
    known_.Fill(conversation).push_back({list.GetKey<core::MessageId>(), row});
  }
}

// Batches lie in random order, so that the table does not tell who wrote before whom.
int64_t ChatMessages::NextRow() {
  if (next_row_ == 0)
    next_row_ = static_cast<int64_t>(core::SystemRandom().Below(uint64_t{1} << 62)) + 1;
  return next_row_++;
}

core::Status ChatMessages::Apply(const PutChatMessage& c) {
  const ChatMessageRow& row = c.row;
  for (const Entry& known : known_.Of(row.conversation)) {
    if (known.id != row.id) continue;
    Run(update_).Date(row.key_day).Blob(row.sealed).Int(known.row).Execute();
    return {};
  }
  const int64_t number = NextRow();
  Run(insert_)
      .Int(number)
      .Key(row.conversation)
      .Key(row.id)
      .Date(row.key_day)
      .Blob(row.sealed)
      .Execute();
  known_.Change(row.conversation).push_back({row.id, number});
  return {};
}

core::Status ChatMessages::Apply(const DropChatMessages& c) {
  if (!c.only) {
    Delete(c.conversation);
    return {};
  }
  for (const Entry& known : known_.Of(c.conversation)) {
    if (known.id != *c.only) continue;
    Run(remove_).Int(known.row).Execute();
    std::erase_if(known_.Change(c.conversation),
                  [&](const Entry& entry) { return entry.id == *c.only; });
    break;
  }
  return {};
}

void ChatMessages::Delete(const core::ConversationId& conversation) {
  if (known_.Of(conversation).empty()) return;
  auto& entries = known_.Change(conversation);
  for (const Entry& entry : entries) Run(remove_).Int(entry.row).Execute();
  entries.clear();
}

void ChatMessages::DeleteBefore(core::Day key_day) {
  std::vector<std::pair<int64_t, core::ConversationId>> rows;
  {
    Run list(list_before_);
    list.Date(key_day);
    while (list.Next()) {
      const int64_t row = list.GetInt();
      rows.emplace_back(row, list.GetKey<core::ConversationId>());
    }
  }
  for (const auto& [row, conversation] : rows) {
    Run(remove_).Int(row).Execute();
    std::erase_if(known_.Change(conversation),
                  [number = row](const Entry& entry) { return entry.row == number; });
  }
}

std::vector<int64_t> ChatMessages::RowsOf(const core::ConversationId& conversation) const {
  std::vector<int64_t> rows;
  for (const Entry& entry : known_.Of(conversation)) rows.push_back(entry.row);
  return rows;
}

void ChatMessages::Committed() {
  known_.Committed();
  next_row_ = 0;
}

}  // namespace store::sqlite
