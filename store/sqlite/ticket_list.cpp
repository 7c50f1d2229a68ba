// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/ticket_list.h"

#include <utility>

#include "store/sqlite/row_readers.h"

namespace store::sqlite {
namespace {

constexpr size_t kMostStatements = 100;  // of about 10 KiB; an office uses a dozen

bool AtAPlace(const TicketFilter& f) {
  return !f.answered && (!f.site.empty() || !f.district.empty());
}

// One thing that a filter may ask. `+`: SQLite shall not conclude from it which index column is
// what.
struct Condition {
  bool (*asked)(const TicketFilter&);
  const char* sql;
  void (*bind)(Run&, const TicketFilter&);  // as many values as there are `?`
};
void Nothing(Run& /*run*/, const TicketFilter& /*filter*/) {}
constexpr Condition kConditions[] = {
    {[](const TicketFilter& f) { return f.answered; }, "answered > 0", Nothing},
    {AtAPlace, "site <> ''", Nothing},
    {[](const TicketFilter& f) { return f.severity_at_most.has_value(); }, "severity <= ?",
     [](Run& run, const TicketFilter& f) { run.Int(*f.severity_at_most); }},
    {[](const TicketFilter& f) { return !f.week.empty(); }, "+week = ?",
     [](Run& run, const TicketFilter& f) { run.Text(f.week); }},
    {[](const TicketFilter& f) { return !f.state.empty(); }, "+state = ?",
     [](Run& run, const TicketFilter& f) { run.Text(f.state); }},
    {[](const TicketFilter& f) { return !f.topic.empty(); }, "topic = ?",
     [](Run& run, const TicketFilter& f) { run.Text(f.topic); }},
    {[](const TicketFilter& f) { return !f.survey.empty(); }, "survey = ?",
     [](Run& run, const TicketFilter& f) { run.Text(f.survey); }},
    {[](const TicketFilter& f) { return f.quality != 0; }, "quality & ? <> 0",
     [](Run& run, const TicketFilter& f) { run.Int(f.quality); }},
    {[](const TicketFilter& f) { return !f.language.empty(); }, "language = ?",
     [](Run& run, const TicketFilter& f) { run.Text(f.language); }},
    {[](const TicketFilter& f) { return !f.site.empty(); }, "site = ? AND +state <> 'closed'",
     [](Run& run, const TicketFilter& f) { run.Text(f.site); }},
    {[](const TicketFilter& f) { return !f.district.empty(); },
     "site IN (SELECT code FROM sites WHERE district = ?)",
     [](Run& run, const TicketFilter& f) { run.Text(f.district); }},
};

// The list's order begins with whether a ticket is closed. Where all are one or the other the index
// is entered there.
std::optional<bool> AllClosed(const TicketFilter& filter,
                              const std::optional<TicketCursor>& after) {
  if (!filter.state.empty()) return filter.state == "closed";
  if (!filter.site.empty()) return false;
  return after && after->closed ? std::optional(true) : std::nullopt;
}

std::string From(const TicketFilter& filter,
                 const std::optional<TicketCursor>& after = std::nullopt) {
  std::string sql = " FROM tickets INDEXED BY ";
  sql += filter.answered ? "tickets_answered" : AtAPlace(filter) ? "tickets_site" : "tickets_inbox";
  const char* word = " WHERE ";
  const auto add = [&](const char* condition) {
    sql.append(std::exchange(word, " AND ")).append(condition);
  };
  const auto closed = AllClosed(filter, after);
  if (closed) add(*closed ? "(state = 'closed') = 1" : "(state = 'closed') = 0");
  if (!closed && filter.severity_at_most)
    add("(state = 'closed') IN (0, 1)");  // the index is entered at the class, twice
  for (const Condition& condition : kConditions) {
    if (condition.asked(filter)) add(condition.sql);
  }
  if (after)
    add(closed == after->closed ? "(severity, week, id) > (?, ?, ?)"
                                : "((state = 'closed'), severity, week, id) > (?, ?, ?, ?)");
  return sql;
}

void Bind(Run& run, const TicketFilter& filter) {
  for (const Condition& condition : kConditions) {
    if (condition.asked(filter)) condition.bind(run, filter);
  }
}

}  // namespace

// The page is found in the index alone (WITHOUT ROWID: there is no other way to put off reading the
// rows); then its rows are read.
std::string TicketPageSql(const TicketFilter& filter, const std::optional<TicketCursor>& after) {
  std::string columns = kTicketColumns;
  constexpr std::string_view kAnswers = "t.answers";
  if (!filter.answers) columns.replace(columns.find(kAnswers), kAnswers.size(), "'[]'");
  const char* const order =
      AllClosed(filter, after) ? "severity, week, id" : "(state = 'closed'), severity, week, id";
  return "WITH page AS MATERIALIZED (SELECT id" + From(filter, after) + " ORDER BY " + order +
         " LIMIT ?) SELECT " + columns + " FROM page p CROSS JOIN" + kTicketTables +
         " WHERE t.id = p.id ORDER BY (t.state = 'closed'), t.severity, t.week, t.id";
}

std::string TicketCountSql(const TicketFilter& filter) { return "SELECT count(*)" + From(filter); }

SQLite::Statement& TicketList::Prepared(const std::string& sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  if (statements_.size() >= kMostStatements) statements_.clear();
  return statements_.try_emplace(sql, db_, sql).first->second;
}

std::vector<TicketRow> TicketList::Page(const TicketFilter& filter,
                                        const std::optional<TicketCursor>& after, size_t limit) {
  std::vector<TicketRow> rows;
  Run run(Prepared(TicketPageSql(filter, after)));
  Bind(run, filter);
  if (after && AllClosed(filter, after) != after->closed) run.Bool(after->closed);
  if (after) run.Int(after->severity).Text(after->week).Key(after->id);
  run.Int(static_cast<int64_t>(limit));
  while (run.Next()) rows.push_back(ReadTicket(run));
  return rows;
}

int64_t TicketList::Count(const TicketFilter& filter) {
  Run run(Prepared(TicketCountSql(filter)));
  Bind(run, filter);
  return run.Next() ? run.GetInt() : 0;
}

}  // namespace store::sqlite
