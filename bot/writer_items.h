// SPDX-License-Identifier: Apache-2.0
// Everything that writes passes the writer as one of these.
#pragma once

#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "bot/turn/prepared.h"
#include "ecms/thread_delivery.h"
#include "store/commands.h"
#include "store/store.h"

namespace bot {

// A worker's message.
using TurnItem = std::unique_ptr<PreparedTurn>;
// Plain commands; `done` on the writer thread after COMMIT.
struct CommandItem {
  store::CommandGroup group;
  std::function<void(core::Status)> done;
};
// Rows to send; `done` on the writer thread after COMMIT.
struct LeaseItem {
  store::Lease lease;
  std::function<void(core::Result<std::vector<store::OutboxRow>>)> done;
};
// Time passed for a conversation.
struct WakeItem {
  core::ConversationId conversation;
};
// An officer asks or says something through a ticket; `done` on the writer thread after COMMIT.
struct AskItem {
  ecms::ThreadMessage message;
  std::function<void(core::Result<store::EntryState>)> done;
};
// The provider said that this person cannot be reached or wants no more: `message` is dead, the
// contact stopped.
struct BlockedItem {
  core::ConversationId conversation;
  core::MessageId message;
  std::string error;
};
// Work on vault and files between batches (erasure steps, retention).
struct TaskItem {
  std::function<void()> run;
};

using WriteItem =
    std::variant<TurnItem, CommandItem, LeaseItem, WakeItem, AskItem, BlockedItem, TaskItem>;

}  // namespace bot
