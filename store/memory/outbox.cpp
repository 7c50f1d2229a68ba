// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "store/memory/apply.h"

namespace store::memory {
namespace {

OutboxRow* Find(Snapshot& state, const core::MessageId& id) {
  for (auto& [key, row] : state.outbox) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

OutboxRow* FindIn(Snapshot& state, const core::MessageId& id, OutboxState wanted) {
  OutboxRow* row = Find(state, id);
  return row != nullptr && row->state == wanted ? row : nullptr;
}

bool OnItsWay(const OutboxRow& row) {
  return row.state == OutboxState::kReady || row.state == OutboxState::kSending;
}

// States in which a row still wants to leave.
bool Live(const OutboxRow& row) { return row.state != OutboxState::kDead; }

bool AnyLive(const Snapshot& state, const core::ConversationId& conversation) {
  return std::ranges::any_of(state.outbox, [&](const auto& entry) {
    return entry.second.conversation == conversation && Live(entry.second);
  });
}

core::Status NotSending() {
  return core::Err(core::ErrorCode::kNotFound, "outbox: this message is not being sent (any more)");
}

}  // namespace

void Promote(Snapshot& state) {
  std::set<core::ConversationId> busy;
  for (const auto& [key, row] : state.outbox) {
    if (OnItsWay(row)) busy.insert(row.conversation);
  }
  for (auto& [key, row] : state.outbox) {  // in (conversation, turn, part) order
    if (row.state == OutboxState::kWaiting && busy.insert(row.conversation).second)
      row.state = OutboxState::kReady;
  }
}

core::Status Apply(Snapshot& state, const Enqueue& c) {
  if (state.outbox.contains(KeyOf(c.row))) {
    return core::Err(core::ErrorCode::kConflict, "outbox: this message is queued already");
  }
  OutboxRow row = c.row;
  row.state = AnyLive(state, row.conversation) ? OutboxState::kWaiting : OutboxState::kReady;
  row.attempts = 0;
  row.lease_until = {};
  row.error.clear();
  state.outbox.emplace(KeyOf(row), std::move(row));
  return {};
}

core::Status Apply(Snapshot& state, const CancelUnsent& c) {
  std::erase_if(state.outbox, [&](const auto& entry) {
    const OutboxRow& row = entry.second;
    return row.conversation == c.conversation && row.turn != c.except_turn &&
           row.state != OutboxState::kSending;
  });
  Promote(state);
  return {};
}

core::Status Apply(Snapshot& state, const SendDone& c) {
  const OutboxRow* row = FindIn(state, c.id, OutboxState::kSending);
  if (row == nullptr) return NotSending();
  state.outbox.erase(KeyOf(*row));
  Promote(state);
  return {};
}

core::Status Apply(Snapshot& state, const SendRetry& c) {
  OutboxRow* row = FindIn(state, c.id, OutboxState::kSending);
  if (row == nullptr) return NotSending();
  row->state = OutboxState::kReady;
  row->due_at = c.due_at;
  row->attempts += c.attempted ? 1 : 0;
  row->lease_until = {};
  row->error = c.error;
  return {};
}

core::Status Apply(Snapshot& state, const AwaitWorker& c) {
  OutboxRow* row = FindIn(state, c.id, OutboxState::kSending);
  if (row == nullptr) return NotSending();
  row->state = OutboxState::kReady;
  row->lease_until = {};
  if (row->free_until > c.seen) return {};
  row->due_at = c.until;
  row->error = kAwaitsWorker;
  return {};
}

core::Status Apply(Snapshot& state, const OpenWindow& c) {
  for (auto& [key, row] : state.outbox) {
    if (row.conversation != c.conversation || !Live(row) || row.free_until == core::Timestamp{})
      continue;
    row.free_until = c.until;
    if (row.error != kAwaitsWorker) continue;
    row.due_at = c.now;
    row.error.clear();
  }
  return {};
}

core::Status Apply(Snapshot& state, const SendGaveUp& c) {
  OutboxRow* row = FindIn(state, c.id, OutboxState::kSending);
  if (row == nullptr) return NotSending();
  row->attempts += 1;
  for (auto& [key, later] : state.outbox) {
    if (later.conversation != row->conversation || later.turn != row->turn ||
        later.part < row->part)
      continue;
    if (!Live(later)) continue;
    later.state = OutboxState::kDead;
    state.handed.insert(later.id);
    later.lease_until = {};
    later.error = c.error;
  }
  Promote(state);
  return {};
}

core::Status Apply(Snapshot& state, const SendParked& c) {
  OutboxRow* row = FindIn(state, c.id, OutboxState::kSending);
  if (row == nullptr) return NotSending();
  row->lease_until = c.lease_until;
  return {};
}

core::Status Apply(Snapshot& state, const SendAcknowledged& c) {
  const OutboxRow* row = Find(state, c.id);
  if (row == nullptr || !state.handed.contains(c.id)) return {};
  state.outbox.erase(KeyOf(*row));
  Promote(state);
  return {};
}

core::Status Apply(Snapshot& state, const ReplayDead& c) {
  OutboxRow* row = FindIn(state, c.id, OutboxState::kDead);
  if (row == nullptr)
    return core::Err(core::ErrorCode::kNotFound, "outbox: this message is not dead (any more)");
  row->state = AnyLive(state, row->conversation) ? OutboxState::kWaiting : OutboxState::kReady;
  row->due_at = c.due_at;
  row->attempts = 0;
  row->error.clear();
  return {};
}

core::Status Apply(Snapshot& state, const ExpireOutbox& c) {
  std::erase_if(state.outbox, [&](const auto& entry) {
    const OutboxRow& row = entry.second;
    return row.expires_at <= c.now &&
           (row.state != OutboxState::kSending || row.lease_until <= c.now);
  });
  Promote(state);
  return {};
}

std::vector<OutboxRow> TakeLease(Snapshot& state, const Lease& lease) {
  std::vector<OutboxRow*> due;
  for (auto& [key, row] : state.outbox) {
    if (row.channel != lease.channel) continue;
    if (row.state == OutboxState::kSending && row.lease_until <= lease.now) {
      row.state = OutboxState::kReady;
      row.lease_until = {};
    }
    if (row.state == OutboxState::kReady && row.due_at <= lease.now) due.push_back(&row);
  }
  std::ranges::sort(due, {}, [](const OutboxRow* row) {
    return std::tuple(row->lane, row->due_at, KeyOf(*row));
  });
  if (due.size() > lease.limit) due.resize(lease.limit);
  std::vector<OutboxRow> taken;
  for (OutboxRow* row : due) {
    row->state = OutboxState::kSending;
    row->lease_until = lease.until;
    state.handed.insert(row->id);
    taken.push_back(*row);
  }
  return taken;
}

int64_t RecoverInDoubt(Snapshot& state, std::string_view channel, core::Timestamp due_at) {
  int64_t count = 0;
  for (auto& [key, row] : state.outbox) {
    if (row.state != OutboxState::kSending || row.channel != channel) continue;
    row.state = OutboxState::kReady;
    row.due_at = due_at;
    row.attempts += 1;
    row.lease_until = {};
    ++count;
  }
  return count;
}

}  // namespace store::memory
