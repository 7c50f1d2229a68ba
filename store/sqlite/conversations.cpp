// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/conversations.h"

namespace store::sqlite {

Conversations::Conversations(Connection& connection)
    : connection_(connection),
      find_(connection.db(),
            "SELECT version, key_day, wake_at_ms, state FROM conversations WHERE id = ?"),
      insert_(connection.db(),
              "INSERT INTO conversations (id, version, key_day, wake_at_ms, state) VALUES (?, 1, "
              "?, ?, ?)"
              " ON CONFLICT DO NOTHING"),
      // An index is written when its column is named in SET, changed or not: so most turns use this
      // one.
      update_state_(connection.db(),
                    "UPDATE conversations SET version = version + 1, state = ?"
                    " WHERE id = ? AND version = ? AND key_day = ? AND wake_at_ms IS ?"),
      update_all_(
          connection.db(),
          "UPDATE conversations SET version = version + 1, key_day = ?, wake_at_ms = ?, state = ?"
          " WHERE id = ? AND version = ?"),
      delete_(connection.db(), "DELETE FROM conversations WHERE id = ?"),
      delete_before_(connection.db(), "DELETE FROM conversations WHERE key_day < ?") {}

std::optional<ConversationRow> Conversations::Find(const core::ConversationId& id) {
  Run run(find_);
  if (!run.Key(id).Next()) return std::nullopt;
  ConversationRow row;
  row.id = id;
  row.version = run.GetInt();
  row.key_day = run.GetDate();
  if (auto wake = run.GetOptional()) row.wake_at = core::Timestamp{*wake};
  row.state = run.GetBlob();
  return row;
}

bool Conversations::Insert(const ConversationRow& row) {
  Run(insert_).Key(row.id).Date(row.key_day).Time(row.wake_at).Blob(row.state).Execute();
  return connection_.changes() == 1;
}

bool Conversations::Update(const PutConversation& c) {
  const ConversationRow& row = c.row;
  Run(update_state_)
      .Blob(row.state)
      .Key(row.id)
      .Int(c.expected_version)
      .Date(row.key_day)
      .Time(row.wake_at)
      .Execute();
  if (connection_.changes() == 1) return true;
  Run(update_all_)
      .Date(row.key_day)
      .Time(row.wake_at)
      .Blob(row.state)
      .Key(row.id)
      .Int(c.expected_version)
      .Execute();
  return connection_.changes() == 1;
}

core::Status Conversations::Apply(const PutConversation& c) {
  if (c.expected_version == 0 ? Insert(c.row) : Update(c)) return {};
  return core::Err(core::ErrorCode::kConflict, "conversation: another version is stored");
}

void Conversations::Delete(const core::ConversationId& id) { Run(delete_).Key(id).Execute(); }

void Conversations::DeleteBefore(core::Day key_day) { Run(delete_before_).Date(key_day).Execute(); }

}  // namespace store::sqlite
