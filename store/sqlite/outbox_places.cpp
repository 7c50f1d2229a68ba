// SPDX-License-Identifier: Apache-2.0
// What the outbox knows in memory: where each conversation's rows are, and in which state.
#include <sqlite3.h>

#include <algorithm>
#include <tuple>

#include "store/sqlite/outbox.h"

namespace store::sqlite {

void Outbox::Reload() {
  queued_.Clear();
  Run list(list_all_);
  while (list.Next()) {
    Entry entry;
    entry.row = list.GetInt();
    Entries& entries = queued_.Fill(list.GetKey<core::ConversationId>());
    entry.turn = list.GetInt();
    entry.part = static_cast<int32_t>(list.GetInt());
    entry.state = static_cast<OutboxState>(list.GetInt());
    entries.push_back(entry);
    // Rows lie about in this order already.
    for (size_t i = entries.size() - 1; i > 0; --i) {
      if (std::tie(entries[i - 1].turn, entries[i - 1].part) <
          std::tie(entries[i].turn, entries[i].part))
        break;
      std::swap(entries[i - 1], entries[i]);
    }
  }
}

std::vector<int64_t> Outbox::RowsOf(const core::ConversationId& conversation) const {
  std::vector<int64_t> rows;
  for (const Entry& entry : queued_.Of(conversation)) rows.push_back(entry.row);
  return rows;
}

Outbox::Place Outbox::PlaceOf(const core::ConversationId& conversation, int64_t row) const {
  const Entries& entries = queued_.Of(conversation);
  const auto it = std::ranges::find(entries, row, &Entry::row);
  if (it == entries.end())
    throw SQLite::Exception("an outbox row that is not known", SQLITE_CORRUPT);
  return {conversation, *it};
}

Outbox::Places Outbox::List(Run& run) const {
  Places places;
  while (run.Next()) {
    const int64_t row = run.GetInt();
    places.push_back(PlaceOf(run.GetKey<core::ConversationId>(), row));
  }
  return places;
}

std::optional<Outbox::Place> Outbox::Find(const core::MessageId& id) {
  Run run(find_);
  const Places places = List(run.Key(id));
  return places.empty() ? std::nullopt : std::optional(places.front());
}

std::optional<Outbox::Place> Outbox::FindSending(const core::MessageId& id) {
  auto place = Find(id);
  return place && place->entry.state == OutboxState::kSending ? place : std::nullopt;
}

bool Outbox::AnyQueued(const core::ConversationId& conversation) const {
  return std::ranges::any_of(queued_.Of(conversation),
                             [](const Entry& entry) { return entry.state != OutboxState::kDead; });
}

void Outbox::Note(const Place& place, OutboxState state) {
  Entries& entries = queued_.Change(place.conversation);
  std::ranges::find(entries, place.entry.row, &Entry::row)->state = state;
}

void Outbox::Remove(const Place& place) {
  Run(remove_).Int(place.entry.row).Execute();
  std::erase_if(queued_.Change(place.conversation),
                [&](const Entry& entry) { return entry.row == place.entry.row; });
}

void Outbox::Remove(const Places& places) {
  for (const Place& place : places) Remove(place);
  for (const Place& place : places) Promote(place.conversation);
}

void Outbox::Promote(const core::ConversationId& conversation) {
  const Entry* first = nullptr;
  for (const Entry& entry : queued_.Of(conversation)) {
    if (entry.state == OutboxState::kReady || entry.state == OutboxState::kSending) return;
    if (entry.state == OutboxState::kWaiting && first == nullptr) first = &entry;
  }
  if (first == nullptr) return;
  Run(promote_).Int(first->row).Execute();
  Note({conversation, *first}, OutboxState::kReady);
}

}  // namespace store::sqlite
