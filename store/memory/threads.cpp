// SPDX-License-Identifier: Apache-2.0
#include "store/memory/apply.h"

#include <algorithm>

namespace store::memory {

using core::Status;

Status Apply(Snapshot& state, const PutThreadEntry& c) {
  if (state.thread_entries.contains(c.row.id))
    return core::Err(core::ErrorCode::kConflict, "thread: this entry is stored already");
  ThreadEntryRow row = c.row;
  row.number = 1;
  for (const auto& [id, other] : state.thread_entries) {
    if (other.ticket == row.ticket) row.number = std::max(row.number, other.number + 1);
  }
  const auto ticket = state.tickets.find(row.ticket);
  if (row.kind == EntryKind::kAnswer && ticket != state.tickets.end())
    ticket->second.answered = row.number;
  state.thread_entries.emplace(row.id, std::move(row));
  return {};
}

Status Apply(Snapshot& state, const AnswersSeen& c) {
  const auto ticket = state.tickets.find(c.ticket);
  if (ticket != state.tickets.end() && ticket->second.answered <= c.number)
    ticket->second.answered = 0;
  return {};
}

Status Apply(Snapshot& state, const SetEntryState& c) {
  auto it = state.thread_entries.find(c.id);
  if (it != state.thread_entries.end() && it->second.state != EntryState::kAnswered)
    it->second.state = c.state;
  return {};
}

std::vector<ThreadEntryRow> ThreadEntriesOf(const Snapshot& state, const core::TicketId& ticket) {
  std::vector<ThreadEntryRow> rows;
  for (const auto& [key, row] : state.thread_entries) {
    if (row.ticket == ticket) rows.push_back(row);
  }
  std::ranges::sort(rows, {}, &ThreadEntryRow::number);
  return rows;
}

Status Apply(Snapshot& state, const PutClosing& c) {
  state.closings.insert_or_assign(c.row.ticket, c.row);
  return {};
}

Status Apply(Snapshot& state, const ForgetReceipts& c) {
  std::erase_if(state.receipts, [&](const auto& entry) {
    if (!entry.second.ticket) return false;
    auto closing = state.closings.find(*entry.second.ticket);
    return closing != state.closings.end() && closing->second.week < c.closed_before_week;
  });
  return {};
}

}  // namespace store::memory
