// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/cases.h"

#include "store/sqlite/row_readers.h"

namespace store::sqlite {
namespace {

constexpr const char* kUpdateTicket =
    "UPDATE tickets SET kind = ?, severity = ?, topic = ?, indicators = ?, ask_back = ?, points = "
    "?,"
    " site = iif(named_site IS NULL, ?7, site), named_site = iif(named_site IS NULL, NULL, ?7),"
    " language = ?, channel_kind = ?, week = coalesce(week, ?), survey = ?, survey_hash = ?, words "
    "= ?, answers = ?,"
    " quality = quality | ? WHERE id = ?";
constexpr const char* kInsertTicket =
    "INSERT INTO tickets (kind, severity, topic, indicators, ask_back, points, site, language, "
    "channel_kind, week,"
    " survey, survey_hash, words, answers, quality, id, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?, ?, ?, ?, ?)";

// JSON of a ticket's lists; lives as long as the statement that uses it.
struct TicketLists {
  explicit TicketLists(const TicketRow& row)
      : indicators(ToJson(row.indicators)),
        ask_back(ToJson(row.ask_back)),
        words(ToJson(row.words)),
        answers(ToJson(row.answers)) {}
  std::string indicators, ask_back, words, answers;
};

// The columns in the order that kUpdateTicket and kInsertTicket share.
void Bind(Run& run, const TicketRow& row, const TicketLists& lists) {
  run.Int(row.kind)
      .Int(row.severity)
      .Text(row.topic)
      .Text(lists.indicators)
      .Text(lists.ask_back)
      .Int(row.points)
      .Text(row.site)
      .Text(row.language)
      .Text(row.channel_kind)
      .Text(row.week)
      .Text(row.survey)
      .Text(row.survey_hash)
      .Text(lists.words)
      .Text(lists.answers)
      .Int(row.quality)
      .Key(row.id);
}

}  // namespace

Cases::Cases(Connection& connection)
    : connection_(connection),
      put_sealed_(connection.db(),
                  "INSERT INTO sealed (id, field, question, opened, envelope, original_removed) "
                  "VALUES (?, ?, ?, ?, ?, ?)"
                  " ON CONFLICT DO NOTHING"),
      drop_sealed_(connection.db(), "DELETE FROM sealed WHERE id = ? AND opened = 0"),
      drop_original_(connection.db(), "DELETE FROM sealed WHERE id = ? AND field = 'words'"),
      original_removed_(
          connection.db(),
          "UPDATE sealed SET original_removed = 1 WHERE id = ? AND field = 'scrubbed'"),
      mark_opened_(connection.db(), "UPDATE sealed SET opened = 1 WHERE id = ?"),
      update_ticket_(connection.db(), kUpdateTicket),
      insert_ticket_(connection.db(), kInsertTicket),
      insert_clock_(connection.db(),
                    "INSERT INTO ticket_clock (ticket, filed_on_day, due_at_ms) VALUES (?, ?, ?)"),
      // What was learned later can only hurry: the earlier due time counts. No clock comes back
      // once one was dropped.
      hurry_clock_(
          connection.db(),
          "INSERT INTO ticket_clock (ticket, filed_on_day, due_at_ms) SELECT ?1, ?2, ?3"
          " WHERE EXISTS (SELECT 1 FROM ticket_clock WHERE ticket = ?1)"
          " OR (SELECT state FROM tickets WHERE id = ?1) = 'new'"
          " ON CONFLICT (ticket) DO UPDATE SET due_at_ms = min(due_at_ms, excluded.due_at_ms)"),
      set_ticket_state_(connection.db(), "UPDATE tickets SET state = ? WHERE id = ?"),
      place_ticket_(
          connection.db(),
          "UPDATE tickets SET named_site = coalesce(named_site, site), site = ? WHERE id = ?"),
      unplace_ticket_(
          connection.db(),
          "UPDATE tickets SET site = coalesce(named_site, site), named_site = NULL WHERE id = ?"),
      drop_clock_(connection.db(), "DELETE FROM ticket_clock WHERE ticket = ?"),
      put_thread_(connection.db(),
                  "INSERT INTO threads (id, ticket, key_day, conversation) VALUES (?, ?, ?, ?) ON "
                  "CONFLICT DO UPDATE"
                  " SET ticket = excluded.ticket, key_day = excluded.key_day, conversation = "
                  "excluded.conversation"),
      drop_thread_(connection.db(), "DELETE FROM threads WHERE id = ?"),
      threads_before_(connection.db(), "DELETE FROM threads WHERE key_day < ?"),
      put_receipt_(
          connection.db(),
          "INSERT INTO receipts (hash, ticket, week) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
      put_response_(connection.db(),
                    "INSERT OR REPLACE INTO responses"
                    " (id, survey, survey_hash, week, language, channel_kind, complete, answers, "
                    "quality, pace)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {}

core::Status Cases::Apply(const PutSealed& c) {
  const SealedRow& row = c.row;
  Run(put_sealed_)
      .Key(row.id)
      .Text(row.field)
      .Text(row.question)
      .Bool(row.opened)
      .Blob(row.envelope)
      .Bool(row.original_removed)
      .Execute();
  if (connection_.changes() == 1) return {};
  return core::Err(core::ErrorCode::kConflict,
                   "sealed: this field of the record is stored already");
}

core::Status Cases::Apply(const DropSealed& c) {
  Run(drop_sealed_).Key(c.id).Execute();
  return {};
}

core::Status Cases::Apply(const RemoveOriginal& c) {
  Run(drop_original_).Key(c.id).Execute();
  if (connection_.changes() > 0) Run(original_removed_).Key(c.id).Execute();
  return {};
}

core::Status Cases::Apply(const MarkOpened& c) {
  Run(mark_opened_).Key(c.id).Execute();
  if (connection_.changes() > 0) return {};
  return core::Err(core::ErrorCode::kNotFound, "sealed: no such record");
}

bool Cases::UpdateTicket(const TicketRow& row) {
  const TicketLists lists(row);
  Run run(update_ticket_);
  Bind(run, row, lists);
  run.Execute();
  return connection_.changes() == 1;
}

void Cases::InsertTicket(const TicketRow& row) {
  const TicketLists lists(row);
  Run run(insert_ticket_);
  Bind(run, row, lists);
  run.Text(row.state).Execute();
  if (row.clock)
    Run(insert_clock_).Key(row.id).Date(row.clock->filed_on).Time(row.clock->due_at).Execute();
}

core::Status Cases::Apply(const PutTicket& c) {
  const TicketRow& row = c.row;
  if (!UpdateTicket(row)) {
    InsertTicket(row);
  } else if (row.clock) {
    Run(hurry_clock_).Key(row.id).Date(row.clock->filed_on).Time(row.clock->due_at).Execute();
  }
  return {};
}

core::Status Cases::Apply(const SetTicketState& c) {
  Run(set_ticket_state_).Text(c.state).Key(c.id).Execute();
  if (connection_.changes() == 0) return core::Err(core::ErrorCode::kNotFound, "no such ticket");
  if (c.drop_clock) Run(drop_clock_).Key(c.id).Execute();
  return {};
}

core::Status Cases::Apply(const SetTicketSite& c) {
  if (c.site) {
    Run(place_ticket_).Text(*c.site).Key(c.id).Execute();
  } else {
    Run(unplace_ticket_).Key(c.id).Execute();
  }
  if (connection_.changes() == 1) return {};
  return core::Err(core::ErrorCode::kNotFound, "no such ticket");
}

core::Status Cases::Apply(const PutThread& c) {
  const ThreadRow& row = c.row;
  Run(put_thread_).Key(row.id).Key(row.ticket).Date(row.key_day).Blob(row.conversation).Execute();
  return {};
}

core::Status Cases::Apply(const DropThread& c) {
  Run(drop_thread_).Key(c.id).Execute();
  return {};
}

core::Status Cases::Apply(const PutReceipt& c) {
  Run run(put_receipt_);
  run.Bytes16(c.hash);
  (c.ticket ? run.Key(*c.ticket) : run.Null()).Text(c.week).Execute();
  if (connection_.changes() == 1) return {};
  return core::Err(core::ErrorCode::kConflict, "receipt: this code is taken");
}

core::Status Cases::Apply(const PutResponse& c) {
  const ResponseRow& row = c.row;
  const std::string answers = ToJson(row.answers);
  Run(put_response_)
      .Key(row.id)
      .Text(row.survey)
      .Text(row.survey_hash)
      .Text(row.week)
      .Text(row.language)
      .Text(row.channel_kind)
      .Bool(row.complete)
      .Text(answers)
      .Int(row.quality)
      .Int(row.pace)
      .Execute();
  return {};
}

void Cases::DeleteThreadsBefore(core::Day key_day) { Run(threads_before_).Date(key_day).Execute(); }

}  // namespace store::sqlite
