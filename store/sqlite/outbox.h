// SPDX-License-Identifier: Apache-2.0
// Messages that wait to leave. Of one conversation at most one row is ready or being sent; the others wait.
#pragma once

#include <optional>
#include <vector>

#include "store/commands.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread. Functions throw SQLite::Exception for what is not the command's fault.
class Outbox {
 public:
  explicit Outbox(Connection& connection);

  [[nodiscard]] core::Status Apply(const Enqueue& c);
  [[nodiscard]] core::Status Apply(const CancelUnsent& c);
  [[nodiscard]] core::Status Apply(const SendDone& c);
  [[nodiscard]] core::Status Apply(const SendRetry& c);
  [[nodiscard]] core::Status Apply(const AwaitWorker& c);
  [[nodiscard]] core::Status Apply(const OpenWindow& c);
  [[nodiscard]] core::Status Apply(const SendGaveUp& c);
  [[nodiscard]] core::Status Apply(const SendParked& c);
  [[nodiscard]] core::Status Apply(const SendAcknowledged& c);
  [[nodiscard]] core::Status Apply(const ReplayDead& c);
  [[nodiscard]] core::Status Apply(const ExpireOutbox& c);
  void Delete(const core::ConversationId& conversation);
  // Rows under older day keys, and all of conversations under older day keys.
  void DeleteBefore(core::Day key_day);

  [[nodiscard]] std::vector<OutboxRow> Take(const Lease& lease);
  [[nodiscard]] int64_t RecoverInDoubt(const std::string& channel, core::Timestamp due_at);

 private:
  struct Place {
    int64_t row = 0;
    core::ConversationId conversation;
    int64_t turn = 0;
    int32_t part = 0;
    OutboxState state = OutboxState::kWaiting;
  };
  [[nodiscard]] std::optional<Place> Find(const core::MessageId& id);
  [[nodiscard]] std::optional<Place> FindSending(const core::MessageId& id);
  // The one row of the conversation that was ready or being sent has gone: its first waiting row becomes ready.
  void PromoteNext(const core::ConversationId& conversation);
  // The same, if nothing of the conversation is ready or being sent.
  void PromoteIfIdle(const core::ConversationId& conversation);
  void TakeLane(const Lease& lease, Lane lane, std::vector<OutboxRow>& taken);

  Connection& connection_;
  SQLite::Statement insert_, find_, remove_, promote_next_, promote_if_idle_, cancel_, retry_, await_, open_window_, give_up_, park_, replay_, list_expired_, expire_,
      delete_, list_before_, delete_before_, end_leases_, select_ready_, mark_sending_, recover_;
};

}  // namespace store::sqlite
