// SPDX-License-Identifier: Apache-2.0
// Messages that wait to leave. Of one conversation at most one row is ready or being sent; the
// others wait. Which rows are a conversation's is known in memory (about 100 bytes each).
#pragma once

#include <optional>
#include <vector>

#include "store/commands.h"
#include "store/sqlite/by_conversation.h"
#include "store/sqlite/connection.h"

namespace store::sqlite {

// Writer thread, but for RowsOf(). Functions throw SQLite::Exception for what is not the command's
// fault.
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

  // Rows of the table, dead ones too; any thread, under the store's lock.
  [[nodiscard]] std::vector<int64_t> RowsOf(const core::ConversationId& conversation) const;

  void Reload();  // at start, and when another program wrote
  [[nodiscard]] size_t Mark() const { return queued_.Mark(); }
  void BackTo(size_t mark) { queued_.BackTo(mark); }
  void Committed() { queued_.Committed(); }

 private:
  struct Entry {
    int64_t turn = 0;
    int32_t part = 0;
    OutboxState state = OutboxState::kWaiting;
    int64_t row = 0;
  };
  using Entries = ByConversation<Entry>::Entries;  // in (turn, part) order
  struct Place {
    core::ConversationId conversation;
    Entry entry;
  };
  using Places = std::vector<Place>;

  [[nodiscard]] std::optional<Place> Find(const core::MessageId& id);
  [[nodiscard]] std::optional<Place> FindSending(const core::MessageId& id);
  [[nodiscard]] Place PlaceOf(const core::ConversationId& conversation, int64_t row) const;
  // Those of a query for (row, conversation).
  [[nodiscard]] Places List(Run& run) const;
  [[nodiscard]] bool AnyQueued(const core::ConversationId& conversation) const;
  void Note(const Place& place, OutboxState state);
  void Remove(const Place& place);
  void Remove(const Places& places);
  // The one row of the conversation that was ready or being sent has gone: its first waiting row
  // becomes ready. Nothing happens while another is ready or being sent.
  void Promote(const core::ConversationId& conversation);
  void TakeLane(const Lease& lease, Lane lane, std::vector<OutboxRow>& taken);

  Connection& connection_;
  SQLite::Statement insert_, find_, list_all_, remove_, promote_, retry_, await_, open_window_,
      give_up_, park_, replay_, list_expired_, list_before_, list_ended_, end_lease_, select_ready_,
      mark_sending_, list_sending_, recover_;
  ByConversation<Entry> queued_;
};

}  // namespace store::sqlite
