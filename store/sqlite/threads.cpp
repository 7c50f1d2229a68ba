// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/threads.h"

#include "store/sqlite/row_readers.h"

namespace store::sqlite {

Threads::Threads(Connection& connection)
    : connection_(connection),
      put_entry_(connection.db(),
                 "INSERT INTO thread_entries (id, ticket, number, kind, phrase, code, state, week, "
                 "author, words)"
                 " SELECT ?1, ?2, 1 + coalesce((SELECT max(number) FROM thread_entries WHERE "
                 "ticket = ?2), 0),"
                 " ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE true ON CONFLICT (id) DO NOTHING"),
      answered_(connection.db(),
                "UPDATE tickets SET answered = (SELECT max(number) FROM thread_entries WHERE "
                "ticket = ?1) WHERE id = ?1"),
      seen_(connection.db(),
            "UPDATE tickets SET answered = 0 WHERE id = ? AND answered BETWEEN 1 AND ?"),
      set_state_(connection.db(),
                 "UPDATE thread_entries SET state = ?2 WHERE id = ?1 AND state <> ?3"),
      put_closing_(
          connection.db(),
          "INSERT OR REPLACE INTO ticket_closings (ticket, week, outcome) VALUES (?, ?, ?)"),
      forget_receipts_(connection.db(),
                       "DELETE FROM receipts WHERE ticket IN (SELECT ticket FROM ticket_closings "
                       "WHERE week < ?)") {}

core::Status Threads::Apply(const PutThreadEntry& c) {
  const ThreadEntryRow& row = c.row;
  Run run(put_entry_);
  run.Key(row.id)
      .Key(row.ticket)
      .Int(static_cast<int64_t>(row.kind))
      .Text(row.phrase)
      .Text(row.code)
      .Int(static_cast<int64_t>(row.state))
      .Text(row.week)
      .Text(row.author);
  (row.words ? run.Key(*row.words) : run.Null()).Execute();
  if (connection_.changes() != 1)
    return core::Err(core::ErrorCode::kConflict, "thread: this entry is stored already");
  if (row.kind == EntryKind::kAnswer) Run(answered_).Key(row.ticket).Execute();
  return {};
}

core::Status Threads::Apply(const AnswersSeen& c) {
  Run(seen_).Key(c.ticket).Int(c.number).Execute();
  return {};
}

core::Status Threads::Apply(const SetEntryState& c) {
  Run(set_state_)
      .Key(c.id)
      .Int(static_cast<int64_t>(c.state))
      .Int(static_cast<int64_t>(EntryState::kAnswered))
      .Execute();
  return {};
}

core::Status Threads::Apply(const PutClosing& c) {
  Run(put_closing_).Key(c.row.ticket).Text(c.row.week).Text(c.row.outcome).Execute();
  return {};
}

core::Status Threads::Apply(const ForgetReceipts& c) {
  Run(forget_receipts_).Text(c.closed_before_week).Execute();
  return {};
}

ThreadQueries::ThreadQueries(Connection& connection)
    : thread_(connection.db(),
              "SELECT id, ticket, key_day, conversation FROM threads WHERE id = ?"),
      entries_(connection.db(), std::string("SELECT ") + kEntryColumns +
                                    " FROM thread_entries WHERE ticket = ? ORDER BY number"),
      receipt_(connection.db(), "SELECT week, ticket FROM receipts WHERE hash = ?"),
      closing_(connection.db(),
               "SELECT ticket, week, outcome FROM ticket_closings WHERE ticket = ?") {}

std::optional<ThreadRow> ThreadQueries::FindThread(const core::ThreadId& id) {
  Run run(thread_);
  if (!run.Key(id).Next()) return std::nullopt;
  return ReadThread(run);
}

std::vector<ThreadEntryRow> ThreadQueries::ListEntries(const core::TicketId& ticket) {
  std::vector<ThreadEntryRow> rows;
  Run run(entries_);
  run.Key(ticket);
  while (run.Next()) rows.push_back(ReadEntry(run));
  return rows;
}

std::optional<ReceiptRow> ThreadQueries::FindReceipt(const Hash16& hash) {
  Run run(receipt_);
  if (!run.Bytes16(hash).Next()) return std::nullopt;
  ReceiptRow row;
  row.week = run.GetText();
  if (!run.NextIsNull()) row.ticket = run.GetKey<core::TicketId>();
  return row;
}

std::optional<ClosingRow> ThreadQueries::FindClosing(const core::TicketId& ticket) {
  Run run(closing_);
  if (!run.Key(ticket).Next()) return std::nullopt;
  ClosingRow row;
  row.ticket = run.GetKey<core::TicketId>();
  row.week = run.GetText();
  row.outcome = run.GetText();
  return row;
}

ThreadEntryRow ReadEntry(Run& run) {
  ThreadEntryRow row;
  row.id = run.GetKey<core::EntryId>();
  row.ticket = run.GetKey<core::TicketId>();
  row.number = static_cast<int32_t>(run.GetInt());
  row.kind = static_cast<EntryKind>(run.GetInt());
  row.phrase = run.GetText();
  row.code = run.GetText();
  row.state = static_cast<EntryState>(run.GetInt());
  row.week = run.GetText();
  row.author = run.GetText();
  if (!run.NextIsNull()) row.words = run.GetKey<core::RecordId>();
  return row;
}

}  // namespace store::sqlite
