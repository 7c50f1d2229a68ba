// SPDX-License-Identifier: Apache-2.0
// What closed cases add up to, and what of open ones people must hear of.
#include <algorithm>

#include "ecms/cases_desk.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

// Deadlines of days end at midnight: two hours before it nobody could do anything.
constexpr core::Millis kDay = std::chrono::hours(24);

// "2026-11-21" is in "2026-11", "2026-Q4" or "2026".
std::string PeriodOf(const std::string& day, const std::string& by) {
  if (by == "year") return day.substr(0, 4);
  if (by == "month") return day.substr(0, 7);
  const int month = (day[5] - '0') * 10 + (day[6] - '0');
  return day.substr(0, 4) + "-Q" + std::to_string((month + 2) / 3);
}

core::Status Check(const RemedyQuery& query) {
  if (query.by != "month" && query.by != "quarter" && query.by != "year")
    return Err(ErrorCode::kInvalid, "by: month, quarter or year");
  for (const std::string* day : {&query.from, &query.to}) {
    if (!day->empty() && !core::DayFromText(*day))
      return Err(ErrorCode::kInvalid, "from, to: days like 2026-01-01");
  }
  if (!query.from.empty() && !query.to.empty() && query.from > query.to)
    return Err(ErrorCode::kInvalid, "from: is after to");
  return {};
}

template <class T>
std::vector<RemedyLine> Names(const std::vector<T>& items, std::string_view language) {
  std::vector<RemedyLine> out;
  for (const T& item : items) out.push_back({item.id, TextIn(item.title, language), ""});
  return out;
}

}  // namespace

core::Result<Remedy> CaseDesk::Totals(const Caller& caller, const RemedyQuery& query,
                                      std::string_view language) const {
  RETURN_IF_ERROR(MayRead(caller));
  RETURN_IF_ERROR(Check(query));
  ASSIGN_OR_RETURN(const auto records, LoadAll(true));
  std::vector<ClosedCase> cases;
  for (const CaseRecord& record : records) {
    if (!record.closing) continue;
    const std::string period =
        PeriodOf(core::ToText(calendar_.LocalDay(record.state_since)), query.by);
    if ((!query.from.empty() && period < PeriodOf(query.from, query.by)) ||
        (!query.to.empty() && period > PeriodOf(query.to, query.by)))
      continue;
    cases.push_back(
        {period, record.closing->outcome, record.closing->gained, record.closing->paid});
  }
  return Remedy{profile_.currency, SumUp(cases, {Names(profile_.outcomes, language),
                                                 Names(profile_.gained, language)})};
}

core::Result<Table> CaseDesk::TotalsTable(const Caller& caller, const RemedyQuery& query,
                                          std::string_view language, std::string_view format) {
  ASSIGN_OR_RETURN(const Remedy remedy, Totals(caller, query, language));
  const std::string days = query.from + ".." + query.to;
  store::AuditRow entry{0,           p_.clock.Now(),
                        caller.name, "cases.export",
                        days,        std::string(format) + ", by " + query.by,
                        {}};
  RETURN_IF_ERROR(p_.commit({store::AppendAudit{std::move(entry)}}));
  return TableOf(remedy);
}

core::Result<CaseAlarms> CaseDesk::CountAlarms(core::Timestamp after, core::Timestamp until,
                                               core::Millis ending) {
  RETURN_IF_ERROR(LookForDeadlines());
  CaseAlarms out;
  const auto falls = [&](core::Timestamp at) { return at > after && at <= until; };
  for (const OpenDeadline& one : deadlines_) {
    const core::Millis lead = one.due - one.started > kDay ? kDay : ending;
    if (falls(std::max(one.due - lead, one.known)) && one.due > until) ++out.ending;
    if (falls(std::max(one.due, one.known))) ++out.over;
  }
  return out;
}

core::Status CaseDesk::LookForDeadlines() {
  const uint64_t last = p_.changes.LastOf(
      {ChangeKind::kCases});  // before reading: what comes meanwhile is looked at again
  if (looked_ == last) return {};
  ASSIGN_OR_RETURN(const auto records, LoadAll(false));
  deadlines_.clear();
  for (const CaseRecord& record : records) {
    for (const ClockRecord& clock : record.clocks) {
      if (!clock.met) deadlines_.push_back({clock.started, clock.due, clock.known});
    }
    for (const std::string& task : record.tasks) {
      const auto day = core::DayFromText(task);
      if (day) deadlines_.push_back({{}, calendar_.StartOfLocal(*day + 1), {}});
    }
  }
  looked_ = last;
  return {};
}

}  // namespace ecms
