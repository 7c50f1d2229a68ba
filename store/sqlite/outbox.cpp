// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/outbox.h"

#include <algorithm>
#include <tuple>

#include "store/sqlite/row_readers.h"

namespace store::sqlite {
namespace {

// NOTE: 0 waiting, 1 ready, 2 sending, 3 dead: OutboxState, spelt out because the partial indexes
// need literals.
#define EXPIRED "expires_at_ms <= ?1 AND (state <> 2 OR lease_until_ms <= ?1)"
#define UNDER_OLD_KEY \
  "key_day < ?1 OR conversation IN (SELECT id FROM conversations WHERE key_day < ?1)"

core::Status NotSending() {
  return core::Err(core::ErrorCode::kNotFound, "outbox: this message is not being sent (any more)");
}

}  // namespace

Outbox::Outbox(Connection& connection)
    : connection_(connection),
      insert_(connection.db(),
              "INSERT INTO outbox (id, conversation, turn, part, channel, lane, key_day, "
              "due_at_ms, expires_at_ms, sealed,"
              " free_until_ms, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      find_(connection.db(), "SELECT row, conversation FROM outbox WHERE id = ? AND handed = 1"),
      list_all_(connection.db(),
                "SELECT row, conversation, turn, part, state FROM outbox ORDER BY row"),
      remove_(connection.db(), "DELETE FROM outbox WHERE row = ?"),
      promote_(connection.db(), "UPDATE outbox SET state = 1 WHERE row = ?"),
      retry_(connection.db(),
             "UPDATE outbox SET state = 1, attempts = attempts + ?, due_at_ms = ?, lease_until_ms "
             "= 0, error = ?"
             " WHERE row = ?"),
      await_(connection.db(),
             "UPDATE outbox SET state = 1, lease_until_ms = 0, due_at_ms = iif(free_until_ms > ?2, "
             "due_at_ms, ?3),"
             " error = iif(free_until_ms > ?2, error, ?4) WHERE row = ?1"),
      open_window_(
          connection.db(),
          "UPDATE outbox SET free_until_ms = ?3, due_at_ms = iif(error = ?4, ?2, due_at_ms),"
          " error = iif(error = ?4, '', error) WHERE row = ?1 AND free_until_ms <> 0"),
      give_up_(connection.db(),
               "UPDATE outbox SET state = 3, handed = 1, attempts = attempts + ?, lease_until_ms = "
               "0, error = ? WHERE row = ?"),
      park_(connection.db(), "UPDATE outbox SET lease_until_ms = ? WHERE row = ?"),
      replay_(connection.db(),
              "UPDATE outbox SET due_at_ms = ?, attempts = 0, error = '', state = ? WHERE row = ?"),
      list_expired_(connection.db(), "SELECT row, conversation FROM outbox WHERE " EXPIRED),
      list_before_(connection.db(), "SELECT row, conversation FROM outbox WHERE " UNDER_OLD_KEY),
      list_ended_(connection.db(),
                  "SELECT row, conversation FROM outbox WHERE state = 2 AND channel = ? AND "
                  "lease_until_ms <= ?"),
      end_lease_(connection.db(), "UPDATE outbox SET state = 1, lease_until_ms = 0 WHERE row = ?"),
      select_ready_(
          connection.db(),
          std::string("SELECT row, ") + kOutboxColumns +
              " FROM outbox WHERE state = 1 AND channel = ? AND lane = ? AND due_at_ms <= ?"
              " ORDER BY due_at_ms, conversation LIMIT ?"),
      mark_sending_(connection.db(),
                    "UPDATE outbox SET state = 2, handed = 1, lease_until_ms = ? WHERE row = ?"),
      list_sending_(connection.db(),
                    "SELECT row, conversation FROM outbox WHERE state = 2 AND channel = ?"),
      recover_(connection.db(),
               "UPDATE outbox SET state = 1, due_at_ms = ?, attempts = attempts + 1, "
               "lease_until_ms = 0 WHERE row = ?") {}

// ---- the turn ----

core::Status Outbox::Apply(const Enqueue& c) {
  const OutboxRow& row = c.row;
  const Entries& known = queued_.Of(row.conversation);
  const auto place = std::tie(row.turn, row.part);
  const auto later = std::ranges::find_if(
      known, [&](const Entry& entry) { return std::tie(entry.turn, entry.part) >= place; });
  if (later != known.end() && std::tie(later->turn, later->part) == place) {
    return core::Err(core::ErrorCode::kConflict, "outbox: this message is queued already");
  }
  const auto index = later - known.begin();
  const OutboxState state =
      AnyQueued(row.conversation) ? OutboxState::kWaiting : OutboxState::kReady;
  Run(insert_)
      .Key(row.id)
      .Key(row.conversation)
      .Int(row.turn)
      .Int(row.part)
      .Text(row.channel)
      .Int(static_cast<int64_t>(row.lane))
      .Date(row.key_day)
      .Time(row.due_at)
      .Time(row.expires_at)
      .Blob(row.sealed)
      .Time(row.free_until)
      .Int(static_cast<int64_t>(state))
      .Execute();
  Entries& entries = queued_.Change(row.conversation);
  entries.insert(entries.begin() + index,
                 {row.turn, row.part, state, connection_.db().getLastInsertRowid()});
  return {};
}

core::Status Outbox::Apply(const CancelUnsent& c) {
  Places gone;
  for (const Entry& entry : queued_.Of(c.conversation)) {
    if (entry.turn != c.except_turn && entry.state != OutboxState::kSending)
      gone.push_back({c.conversation, entry});
  }
  Remove(gone);
  return {};
}

core::Status Outbox::Apply(const OpenWindow& c) {
  for (const Entry& entry : queued_.Of(c.conversation)) {
    if (entry.state == OutboxState::kDead) continue;
    Run(open_window_).Int(entry.row).Time(c.now).Time(c.until).Text(kAwaitsWorker).Execute();
  }
  return {};
}

// ---- what the sender found ----

core::Status Outbox::Apply(const SendDone& c) {
  const auto place = FindSending(c.id);
  if (!place) return NotSending();
  Remove(Places{*place});
  return {};
}

core::Status Outbox::Apply(const SendRetry& c) {
  const auto place = FindSending(c.id);
  if (!place) return NotSending();
  Run(retry_).Int(c.attempted ? 1 : 0).Time(c.due_at).Text(c.error).Int(place->entry.row).Execute();
  Note(*place, OutboxState::kReady);
  return {};
}

core::Status Outbox::Apply(const AwaitWorker& c) {
  const auto place = FindSending(c.id);
  if (!place) return NotSending();
  Run(await_).Int(place->entry.row).Time(c.seen).Time(c.until).Text(kAwaitsWorker).Execute();
  Note(*place, OutboxState::kReady);
  return {};
}

core::Status Outbox::Apply(const SendGaveUp& c) {
  const auto place = FindSending(c.id);
  if (!place) return NotSending();
  for (Entry& entry : queued_.Change(place->conversation)) {
    const bool same = entry.row == place->entry.row;
    const bool later = entry.turn == place->entry.turn && entry.part >= place->entry.part;
    if (!later || entry.state == OutboxState::kDead) continue;
    Run(give_up_).Int(same ? 1 : 0).Text(c.error).Int(entry.row).Execute();
    entry.state = OutboxState::kDead;
  }
  Promote(place->conversation);
  return {};
}

core::Status Outbox::Apply(const SendParked& c) {
  const auto place = FindSending(c.id);
  if (!place) return NotSending();
  Run(park_).Time(c.lease_until).Int(place->entry.row).Execute();
  return {};
}

core::Status Outbox::Apply(const SendAcknowledged& c) {
  if (const auto place = Find(c.id)) Remove(Places{*place});
  return {};
}

core::Status Outbox::Apply(const ReplayDead& c) {
  const auto place = Find(c.id);
  if (!place || place->entry.state != OutboxState::kDead) {
    return core::Err(core::ErrorCode::kNotFound, "outbox: this message is not dead (any more)");
  }
  const OutboxState state =
      AnyQueued(place->conversation) ? OutboxState::kWaiting : OutboxState::kReady;
  Run(replay_).Time(c.due_at).Int(static_cast<int64_t>(state)).Int(place->entry.row).Execute();
  Note(*place, state);
  return {};
}

// ---- retention and erasure ----

core::Status Outbox::Apply(const ExpireOutbox& c) {
  Run list(list_expired_);
  Remove(List(list.Time(c.now)));
  return {};
}

void Outbox::Delete(const core::ConversationId& conversation) {
  if (queued_.Of(conversation).empty()) return;
  Entries& entries = queued_.Change(conversation);
  for (const Entry& entry : entries) Run(remove_).Int(entry.row).Execute();
  entries.clear();
}

void Outbox::DeleteBefore(core::Day key_day) {
  Run list(list_before_);
  Remove(List(list.Date(key_day)));
}

// ---- leases ----

void Outbox::TakeLane(const Lease& lease, Lane lane, std::vector<OutboxRow>& taken) {
  if (taken.size() >= lease.limit) return;
  Places places;
  {
    Run run(select_ready_);
    run.Text(lease.channel).Int(static_cast<int64_t>(lane)).Time(lease.now);
    run.Int(static_cast<int64_t>(lease.limit - taken.size()));
    while (run.Next()) {
      const int64_t row = run.GetInt();
      taken.push_back(ReadOutbox(run));
      taken.back().state = OutboxState::kSending;
      taken.back().lease_until = lease.until;
      places.push_back(PlaceOf(taken.back().conversation, row));
    }
  }
  for (const Place& place : places) {
    Run(mark_sending_).Time(lease.until).Int(place.entry.row).Execute();
    Note(place, OutboxState::kSending);
  }
}

std::vector<OutboxRow> Outbox::Take(const Lease& lease) {
  Places ended;
  {
    Run list(list_ended_);
    ended = List(list.Text(lease.channel).Time(lease.now));
  }
  for (const Place& place : ended) {
    Run(end_lease_).Int(place.entry.row).Execute();
    Note(place, OutboxState::kReady);
  }
  std::vector<OutboxRow> taken;
  TakeLane(lease, Lane::kReply, taken);
  TakeLane(lease, Lane::kBulk, taken);
  return taken;
}

int64_t Outbox::RecoverInDoubt(const std::string& channel, core::Timestamp due_at) {
  Places sending;
  {
    Run list(list_sending_);
    sending = List(list.Text(channel));
  }
  for (const Place& place : sending) {
    Run(recover_).Time(due_at).Int(place.entry.row).Execute();
    Note(place, OutboxState::kReady);
  }
  return static_cast<int64_t>(sending.size());
}

}  // namespace store::sqlite
