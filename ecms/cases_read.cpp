// SPDX-License-Identifier: Apache-2.0
// Loading, lists, what a ticket's page offers.
#include <algorithm>
#include <set>

#include "ecms/cases_desk.h"
#include "ecms/cases_rules.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kChunk = 500;
constexpr size_t kMaxNear = 20;

// `answered`: in order.
bool HasAnswer(const CaseRecord& record, const std::vector<core::TicketId>& answered) {
  return std::any_of(record.tickets.begin(), record.tickets.end(), [&](const core::TicketId& one) {
    return std::binary_search(answered.begin(), answered.end(), one);
  });
}

}  // namespace

core::Status CaseDesk::MayRead(const Caller& caller) const {
  if (MayReadTickets(caller.role)) return {};
  return Err(ErrorCode::kDenied, "the role of this account may not work on cases");
}

bool CaseDesk::IsClosed(const CaseRecord& record) const {
  const State* state = profile_.FindState(record.state);
  return record.closing.has_value() || (state != nullptr && state->final);
}

core::Result<CaseRecord> CaseDesk::Load(const CaseId& id) const {
  ASSIGN_OR_RETURN(const auto row, p_.store.FindDocument(kCaseKind, id.Text()));
  if (!row) return Err(ErrorCode::kNotFound, "there is no such case");
  return CaseFrom(*row);
}

core::Result<CaseDesk::Timeline> CaseDesk::LoadTimeline(const CaseId& id) const {
  ASSIGN_OR_RETURN(auto rows, p_.store.ListDocuments(kEntryKind, id.Text(), "", kMaxEntries * 4));
  std::vector<std::pair<Entry, int64_t>> read;
  for (const store::DocumentRow& row : rows) {
    ASSIGN_OR_RETURN(auto entry, EntryFrom(row));
    read.emplace_back(std::move(entry), row.version);
  }
  std::sort(read.begin(), read.end(),
            [](const auto& a, const auto& b) { return a.first.version < b.first.version; });
  Timeline out;
  for (auto& [entry, version] : read) {
    out.entries.push_back(std::move(entry));
    out.versions.push_back(version);
  }
  return out;
}

core::Result<std::vector<CaseRecord>> CaseDesk::LoadAll(bool closed) const {
  std::vector<CaseRecord> out;
  for (std::string after;;) {
    ASSIGN_OR_RETURN(
        auto rows, p_.store.ListDocuments(
                       kCaseKind, std::string(closed ? kClosedCases : kOpenCases), after, kChunk));
    for (const store::DocumentRow& row : rows) {
      ASSIGN_OR_RETURN(auto record, CaseFrom(row));
      out.push_back(std::move(record));
    }
    if (rows.size() < kChunk) return out;
    after = rows.back().key;
  }
}

core::Result<std::vector<store::TicketRow>> CaseDesk::TicketsOf(const CaseRecord& record) const {
  std::vector<store::TicketRow> out;
  for (const core::TicketId& id : record.tickets) {
    ASSIGN_OR_RETURN(auto row, p_.store.FindTicket(id));
    if (row) out.push_back(std::move(*row));
  }
  return out;
}

std::optional<core::Timestamp> CaseDesk::DueOf(const CaseRecord& record) const {
  std::optional<core::Timestamp> due;
  for (const ClockRecord& clock : record.clocks) {
    if (!clock.met && (!due || clock.due < *due)) due = clock.due;
  }
  if (const auto day = core::DayFromText(record.tasks.empty() ? "" : record.tasks.front());
      day && !IsClosed(record)) {
    const core::Timestamp end = calendar_.StartOfLocal(*day + 1);
    if (!due || end < *due) due = end;
  }
  return due;
}

core::Result<CaseSummary> CaseDesk::Summary(const CaseRecord& record,
                                            const std::vector<core::TicketId>& answered,
                                            std::string_view language) const {
  CaseSummary out;
  out.id = record.id;
  out.reference = ReferenceOf(record.id);
  out.version = record.version;
  out.title = record.title;
  if (out.title.empty() && !record.issues.empty())
    out.title = IssueTitle(record.issues.front(), language);
  out.complaint = record.complaint;
  out.severity = record.severity;
  out.type = NameOf(profile_.case_types, record.type, language);
  out.state = NameOf(profile_.states, record.state, language);
  out.closed = IsClosed(record);
  out.site = record.site;
  out.site_name = record.place;
  if (!record.site.empty()) {
    ASSIGN_OR_RETURN(const auto site, p_.store.FindSite(record.site));
    if (site) out.site_name = site->name;
    if (site) out.district = site->district;
  }
  out.assignee = record.assignee;
  out.due_at = DueOf(record);
  out.opened_on = core::ToText(calendar_.LocalDay(record.opened_at));
  out.answered = HasAnswer(record, answered);
  return out;
}

core::Result<CasePage> CaseDesk::List(const Caller& caller, const CaseQuery& query,
                                      std::string_view language) const {
  RETURN_IF_ERROR(MayRead(caller));
  ASSIGN_OR_RETURN(auto records, LoadAll(query.closed));
  ASSIGN_OR_RETURN(const auto answered, p_.store.ListAnswered());
  const std::string assignee = query.assignee == "me" ? caller.name : query.assignee;
  std::erase_if(records, [&](const CaseRecord& one) {
    const bool fits = (query.state.empty() || one.state == query.state) &&
                      (query.type.empty() || one.type == query.type) &&
                      (query.site.empty() || one.site == query.site) &&
                      (!query.answered || HasAnswer(one, answered)) &&
                      (assignee.empty() ||
                       (assignee == "nobody" ? one.assignee.empty() : one.assignee == assignee));
    return !fits;
  });
  const auto order = [this](const CaseRecord& one) {
    const auto due = DueOf(one);
    return std::tuple(due ? due->ms : INT64_MAX, one.severity, one.id);
  };
  std::sort(records.begin(), records.end(),
            [&](const CaseRecord& a, const CaseRecord& b) { return order(a) < order(b); });
  CasePage page;
  page.total = static_cast<int64_t>(records.size());
  auto at = records.begin();
  if (!query.after.empty()) {
    at = std::find_if(records.begin(), records.end(),
                      [&](const CaseRecord& one) { return one.id.Text() == query.after; });
    if (at == records.end())
      return Err(ErrorCode::kInvalid,
                 "after: the case has gone from this list; begin again without it");
    ++at;
  }
  for (; at != records.end() && page.cases.size() < query.limit; ++at) {
    ASSIGN_OR_RETURN(auto summary, Summary(*at, answered, language));
    page.cases.push_back(std::move(summary));
  }
  if (at != records.end()) page.next = page.cases.back().id.Text();
  return page;
}

core::Result<std::optional<Corroboration>> CaseDesk::Voices(
    const std::string& site, const std::vector<store::TicketRow>& tickets) const {
  // Of one topic: somebody who speaks of two topics makes two tickets.
  std::map<std::string, int64_t> by_topic;
  int64_t most = 0;
  for (const store::TicketRow& ticket : tickets) most = std::max(most, ++by_topic[ticket.topic]);
  int64_t workers = 0;
  if (!site.empty()) {
    ASSIGN_OR_RETURN(const auto row, p_.store.FindSite(site));
    if (row) workers = row->workers;
  }
  return BandOf(profile_, most, workers);
}

core::Result<TicketCase> CaseDesk::About(const Caller& caller, const core::TicketId& ticket,
                                         std::string_view language) const {
  RETURN_IF_ERROR(MayRead(caller));
  ASSIGN_OR_RETURN(const auto row, p_.store.FindTicket(ticket));
  if (!row) return Err(ErrorCode::kNotFound, "there is no such ticket");
  TicketCase out;
  ASSIGN_OR_RETURN(const auto link, p_.store.FindDocument(kTicketCaseKind, ticket.Text()));
  if (link) out.in = CaseId::FromText(link->parent);
  if (auto it = profile_.topics.find(row->topic); it != profile_.topics.end())
    out.issues = {it->second};
  ASSIGN_OR_RETURN(auto same, p_.store.OpenTicketsAt(row->site, row->topic, kMaxLinked));
  if (same.empty()) same.push_back(*row);
  ASSIGN_OR_RETURN(out.corroboration, Voices(row->site, same));
  ASSIGN_OR_RETURN(const auto answered, p_.store.ListAnswered());
  std::set<std::string> cases;
  for (const store::TicketRow& one : same) {
    if (one.id == ticket) continue;
    ASSIGN_OR_RETURN(const auto other, p_.store.FindDocument(kTicketCaseKind, one.id.Text()));
    if (other)
      cases.insert(other->parent);
    else
      out.others = true;
  }
  for (const std::string& text : cases) {
    const auto id = CaseId::FromText(text);
    if (!id || id == out.in || out.near.size() == kMaxNear) continue;
    ASSIGN_OR_RETURN(const auto record, Load(*id));
    ASSIGN_OR_RETURN(auto summary, Summary(record, answered, language));
    if (!summary.closed) out.near.push_back(std::move(summary));
  }
  return out;
}

}  // namespace ecms
