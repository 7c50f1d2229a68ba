// SPDX-License-Identifier: Apache-2.0
// What each command does, on plain containers. This is the definition that other stores are
// compared with.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"
#include "store/commands.h"
#include "store/snapshot.h"

namespace store::memory {

// May leave `state` half changed on an error: apply to a copy.
[[nodiscard]] core::Status Apply(Snapshot& state, const Command& command);

// memory/outbox.cpp
[[nodiscard]] core::Status Apply(Snapshot& state, const Enqueue& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const CancelUnsent& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const SendDone& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const SendRetry& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const AwaitWorker& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const OpenWindow& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const SendGaveUp& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const SendParked& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const SendAcknowledged& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const ReplayDead& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const ExpireOutbox& c);

// memory/threads.cpp
[[nodiscard]] core::Status Apply(Snapshot& state, const PutThreadEntry& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const AnswersSeen& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const SetEntryState& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const PutClosing& c);
[[nodiscard]] core::Status Apply(Snapshot& state, const ForgetReceipts& c);
[[nodiscard]] std::vector<ThreadEntryRow> ThreadEntriesOf(
    const Snapshot& state, const core::TicketId& ticket);  // by number

// memory/outbox.cpp
// After rows were removed: where nothing of a conversation is ready or being sent, its first
// waiting row is ready.
void Promote(Snapshot& state);
[[nodiscard]] std::vector<OutboxRow> TakeLease(Snapshot& state, const Lease& lease);
[[nodiscard]] int64_t RecoverInDoubt(Snapshot& state, std::string_view channel,
                                     core::Timestamp due_at);

}  // namespace store::memory
