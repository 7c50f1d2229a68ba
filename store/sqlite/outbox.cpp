// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/outbox.h"

#include "store/sqlite/row_readers.h"

namespace store::sqlite {
namespace {

// NOTE: 0 waiting, 1 ready, 2 sending, 3 dead: OutboxState, spelt out because the partial indexes need literals.
// EXISTS is answered by outbox_order alone, without a look at the table.
#define QUEUED "EXISTS (SELECT 1 FROM outbox WHERE conversation = ?2 AND state <> 3)"
// A NULL state is refused by NOT NULL, that is ignored: the way to say "not if a dead row has this place" with VALUES.
// (INSERT ... SELECT from the same table goes through a temporary one and costs three times as much.)
constexpr const char* kInsert =
    "INSERT OR IGNORE INTO outbox"
    " (id, conversation, turn, part, channel, lane, key_day, due_at_ms, expires_at_ms, sealed, free_until_ms, state)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, CASE"
    " WHEN EXISTS (SELECT 1 FROM outbox WHERE conversation = ?2 AND turn = ?3 AND part = ?4 AND state = 3) THEN NULL"
    " WHEN " QUEUED " THEN 0 ELSE 1 END)";
#define PROMOTE_FIRST \
  "UPDATE outbox SET state = 1 WHERE row =" \
  " (SELECT row FROM outbox WHERE conversation = ?1 AND state <> 3 ORDER BY turn, part LIMIT 1)"
constexpr const char* kPromoteIfIdle =
    PROMOTE_FIRST " AND NOT EXISTS (SELECT 1 FROM outbox WHERE conversation = ?1 AND state <> 3 AND state IN (1, 2))";
constexpr const char* kReplay =
    "UPDATE outbox SET due_at_ms = ?3, attempts = 0, error = '',"
    " state = CASE WHEN " QUEUED " THEN 0 ELSE 1 END WHERE row = ?1";
#define EXPIRED "expires_at_ms <= ?1 AND (state <> 2 OR lease_until_ms <= ?1)"
#define UNDER_OLD_KEY "key_day < ?1 OR conversation IN (SELECT id FROM conversations WHERE key_day < ?1)"

core::Status NotSending() {
  return core::Err(core::ErrorCode::kNotFound, "outbox: this message is not being sent (any more)");
}

std::vector<core::ConversationId> ReadConversations(Run& run) {
  std::vector<core::ConversationId> ids;
  while (run.Next()) ids.push_back(run.GetKey<core::ConversationId>());
  return ids;
}

}  // namespace

Outbox::Outbox(Connection& connection)
    : connection_(connection),
      insert_(connection.db(), kInsert),
      find_(connection.db(), "SELECT row, conversation, turn, part, state FROM outbox WHERE id = ? AND handed = 1"),
      remove_(connection.db(), "DELETE FROM outbox WHERE row = ?"),
      promote_next_(connection.db(), PROMOTE_FIRST),
      promote_if_idle_(connection.db(), kPromoteIfIdle),
      cancel_(connection.db(), "DELETE FROM outbox WHERE conversation = ? AND turn <> ? AND state <> 2"),
      retry_(connection.db(),
             "UPDATE outbox SET state = 1, attempts = attempts + ?, due_at_ms = ?, lease_until_ms = 0, error = ?"
             " WHERE row = ?"),
      await_(connection.db(),
             "UPDATE outbox SET state = 1, lease_until_ms = 0, due_at_ms = iif(free_until_ms > ?2, due_at_ms, ?3),"
             " error = iif(free_until_ms > ?2, error, ?4) WHERE row = ?1"),
      open_window_(connection.db(),
                   "UPDATE outbox SET free_until_ms = ?3, due_at_ms = iif(error = ?4, ?2, due_at_ms),"
                   " error = iif(error = ?4, '', error) WHERE conversation = ?1 AND state <> 3 AND free_until_ms <> 0"),
      give_up_(connection.db(),
               "UPDATE outbox SET state = 3, handed = 1, attempts = attempts + (row = ?1), lease_until_ms = 0, error = ?2"
               " WHERE conversation = ?3 AND turn = ?4 AND part >= ?5 AND state <> 3"),
      park_(connection.db(), "UPDATE outbox SET lease_until_ms = ? WHERE row = ?"),
      replay_(connection.db(), kReplay),
      list_expired_(connection.db(), "SELECT DISTINCT conversation FROM outbox WHERE " EXPIRED),
      expire_(connection.db(), "DELETE FROM outbox WHERE " EXPIRED),
      delete_(connection.db(), "DELETE FROM outbox WHERE conversation = ?"),
      list_before_(connection.db(), "SELECT DISTINCT conversation FROM outbox WHERE " UNDER_OLD_KEY),
      delete_before_(connection.db(), "DELETE FROM outbox WHERE " UNDER_OLD_KEY),
      end_leases_(connection.db(),
                  "UPDATE outbox SET state = 1, lease_until_ms = 0"
                  " WHERE state = 2 AND channel = ? AND lease_until_ms <= ?"),
      select_ready_(connection.db(), std::string("SELECT row, ") + kOutboxColumns +
                                         " FROM outbox WHERE state = 1 AND channel = ? AND lane = ? AND due_at_ms <= ?"
                                         " ORDER BY due_at_ms, conversation LIMIT ?"),
      mark_sending_(connection.db(), "UPDATE outbox SET state = 2, handed = 1, lease_until_ms = ? WHERE row = ?"),
      recover_(connection.db(),
               "UPDATE outbox SET state = 1, due_at_ms = ?, attempts = attempts + 1, lease_until_ms = 0"
               " WHERE state = 2 AND channel = ?") {}

core::Status Outbox::Apply(const Enqueue& c) {
  const OutboxRow& row = c.row;
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
      .Execute();
  if (connection_.changes() == 1) return {};
  return core::Err(core::ErrorCode::kConflict, "outbox: this message is queued already");
}

core::Status Outbox::Apply(const CancelUnsent& c) {
  Run(cancel_).Key(c.conversation).Int(c.except_turn).Execute();
  if (connection_.changes() > 0) PromoteIfIdle(c.conversation);
  return {};
}

std::optional<Outbox::Place> Outbox::Find(const core::MessageId& id) {
  Run run(find_);
  if (!run.Key(id).Next()) return std::nullopt;
  Place place;
  place.row = run.GetInt();
  place.conversation = run.GetKey<core::ConversationId>();
  place.turn = run.GetInt();
  place.part = static_cast<int32_t>(run.GetInt());
  place.state = static_cast<OutboxState>(run.GetInt());
  return place;
}

std::optional<Outbox::Place> Outbox::FindSending(const core::MessageId& id) {
  auto place = Find(id);
  return place && place->state == OutboxState::kSending ? place : std::nullopt;
}

void Outbox::PromoteNext(const core::ConversationId& conversation) { Run(promote_next_).Key(conversation).Execute(); }

void Outbox::PromoteIfIdle(const core::ConversationId& conversation) {
  Run(promote_if_idle_).Key(conversation).Execute();
}

core::Status Outbox::Apply(const SendDone& c) {
  auto place = FindSending(c.id);
  if (!place) return NotSending();
  Run(remove_).Int(place->row).Execute();
  PromoteNext(place->conversation);
  return {};
}

core::Status Outbox::Apply(const SendRetry& c) {
  auto place = FindSending(c.id);
  if (!place) return NotSending();
  Run(retry_).Int(c.attempted ? 1 : 0).Time(c.due_at).Text(c.error).Int(place->row).Execute();
  return {};
}

core::Status Outbox::Apply(const AwaitWorker& c) {
  auto place = FindSending(c.id);
  if (!place) return NotSending();
  Run(await_).Int(place->row).Time(c.seen).Time(c.until).Text(kAwaitsWorker).Execute();
  return {};
}

core::Status Outbox::Apply(const OpenWindow& c) {
  Run(open_window_).Key(c.conversation).Time(c.now).Time(c.until).Text(kAwaitsWorker).Execute();
  return {};
}

core::Status Outbox::Apply(const SendGaveUp& c) {
  auto place = FindSending(c.id);
  if (!place) return NotSending();
  Run(give_up_).Int(place->row).Text(c.error).Key(place->conversation).Int(place->turn).Int(place->part).Execute();
  PromoteNext(place->conversation);
  return {};
}

core::Status Outbox::Apply(const SendParked& c) {
  auto place = FindSending(c.id);
  if (!place) return NotSending();
  Run(park_).Time(c.lease_until).Int(place->row).Execute();
  return {};
}

core::Status Outbox::Apply(const SendAcknowledged& c) {
  auto place = Find(c.id);
  if (!place) return {};
  Run(remove_).Int(place->row).Execute();
  if (place->state == OutboxState::kReady || place->state == OutboxState::kSending) PromoteNext(place->conversation);
  return {};
}

core::Status Outbox::Apply(const ReplayDead& c) {
  auto place = Find(c.id);
  if (!place || place->state != OutboxState::kDead) {
    return core::Err(core::ErrorCode::kNotFound, "outbox: this message is not dead (any more)");
  }
  Run(replay_).Int(place->row).Key(place->conversation).Time(c.due_at).Execute();
  return {};
}

core::Status Outbox::Apply(const ExpireOutbox& c) {
  Run list(list_expired_);
  const auto conversations = ReadConversations(list.Time(c.now));
  if (conversations.empty()) return {};
  Run(expire_).Time(c.now).Execute();
  for (const auto& conversation : conversations) PromoteIfIdle(conversation);
  return {};
}

void Outbox::Delete(const core::ConversationId& conversation) { Run(delete_).Key(conversation).Execute(); }

void Outbox::DeleteBefore(core::Day key_day) {
  Run list(list_before_);
  const auto conversations = ReadConversations(list.Date(key_day));
  if (conversations.empty()) return;
  Run(delete_before_).Date(key_day).Execute();
  for (const auto& conversation : conversations) PromoteIfIdle(conversation);
}

void Outbox::TakeLane(const Lease& lease, Lane lane, std::vector<OutboxRow>& taken) {
  if (taken.size() >= lease.limit) return;
  std::vector<int64_t> rows;
  {
    Run run(select_ready_);
    run.Text(lease.channel).Int(static_cast<int64_t>(lane)).Time(lease.now);
    run.Int(static_cast<int64_t>(lease.limit - taken.size()));
    while (run.Next()) {
      rows.push_back(run.GetInt());
      taken.push_back(ReadOutbox(run));
      taken.back().state = OutboxState::kSending;
      taken.back().lease_until = lease.until;
    }
  }
  for (int64_t row : rows) Run(mark_sending_).Time(lease.until).Int(row).Execute();
}

std::vector<OutboxRow> Outbox::Take(const Lease& lease) {
  Run(end_leases_).Text(lease.channel).Time(lease.now).Execute();
  std::vector<OutboxRow> taken;
  TakeLane(lease, Lane::kReply, taken);
  TakeLane(lease, Lane::kBulk, taken);
  return taken;
}

int64_t Outbox::RecoverInDoubt(const std::string& channel, core::Timestamp due_at) {
  Run(recover_).Time(due_at).Text(channel).Execute();
  return connection_.changes();
}

}  // namespace store::sqlite
