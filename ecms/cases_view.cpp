// SPDX-License-Identifier: Apache-2.0
// One case: for officers, and for the employer.
#include <algorithm>

#include "ecms/cases_desk.h"
#include "ecms/cases_rules.h"

namespace ecms {

std::string CaseDesk::IssueTitle(const std::string& issue, std::string_view language) const {
  const Item* point = profile_.FindPoint(issue);
  return point == nullptr ? issue : TextIn(point->title, language);
}

std::string CaseDesk::TopicTitle(const std::string& topic, std::string_view language) const {
  const auto it = profile_.topics.find(topic);
  return it == profile_.topics.end() ? topic : IssueTitle(it->second, language);
}

std::vector<MoveView> CaseDesk::Moves(const Caller& caller, const CaseRecord& record,
                                      const Timeline& timeline, std::string_view language) const {
  std::vector<MoveView> out;
  if (IsClosed(record)) return out;
  for (const Transition& move : profile_.transitions) {
    const bool leads_out =
        std::find(move.from.begin(), move.from.end(), record.state) != move.from.end();
    if (!leads_out || !Among(move.types, record.type)) continue;
    const State* to = profile_.FindState(move.to);
    const auto& needs = move.needs;
    out.push_back({move.id, TextIn(move.title, language),
                   NameOf(profile_.states, move.to, language), Among(move.roles, caller.role),
                   std::find(needs.begin(), needs.end(), "reason") != needs.end(),
                   to != nullptr && to->final,
                   MissingFor(profile_, move, record, timeline.entries)});
  }
  return out;
}

core::Result<CaseView> CaseDesk::Get(const Caller& caller, const CaseId& id,
                                     std::string_view language) const {
  RETURN_IF_ERROR(MayRead(caller));
  ASSIGN_OR_RETURN(const auto record, Load(id));
  ASSIGN_OR_RETURN(auto timeline, LoadTimeline(id));
  ASSIGN_OR_RETURN(const auto answered, p_.store.ListAnswered());
  ASSIGN_OR_RETURN(auto summary, Summary(record, answered, language));
  CaseView out{std::move(summary), {}, {}, {}, {}, {}, {}, false, false, false, {}, {}, {}};
  out.origin = NameOf(profile_.origins, record.origin, language);
  for (const std::string& issue : record.issues)
    out.issues.push_back({issue, IssueTitle(issue, language)});
  ASSIGN_OR_RETURN(const auto tickets, TicketsOf(record));
  for (const store::TicketRow& ticket : tickets)
    out.tickets.push_back({ticket.id,
                           {ticket.topic, TopicTitle(ticket.topic, language)},
                           ticket.severity,
                           ticket.week,
                           ticket.has_thread,
                           ticket.answered > 0});
  ASSIGN_OR_RETURN(out.corroboration, Voices(record.site, tickets));
  if (record.voices) out.corroboration = record.voices;
  for (const ClockRecord& clock : record.clocks) {
    const Deadline* deadline = Find(profile_.deadlines, clock.id);
    out.clocks.push_back({deadline == nullptr ? clock.id : TextIn(deadline->title, language),
                          deadline == nullptr ? "" : deadline->source, clock.due,
                          core::ToText(calendar_.LastDayOf(clock.due)), clock.met});
  }
  out.consent = record.consent;
  out.closing = record.closing;
  const Origin* origin = Find(profile_.origins, record.origin);
  const bool somebody = origin != nullptr && (origin->complaint || !record.tickets.empty());
  out.may_promote = !out.closed && !record.complaint && somebody && !profile_.may_promote.empty() &&
                    Among(profile_.may_promote, caller.role);
  out.may_take = !profile_.may_take.empty() && Among(profile_.may_take, caller.role);
  out.may_give = !profile_.may_give.empty() && Among(profile_.may_give, caller.role);
  out.moves = Moves(caller, record, timeline, language);
  out.timeline = std::move(timeline.entries);
  return out;
}

core::Result<Notice> CaseDesk::NoticeOf(const Caller& caller, const CaseId& id,
                                        std::string_view language) const {
  RETURN_IF_ERROR(MayRead(caller));
  ASSIGN_OR_RETURN(const auto record, Load(id));
  ASSIGN_OR_RETURN(const auto timeline, LoadTimeline(id));
  Notice out;
  out.reference = ReferenceOf(id);
  out.place = record.place;
  if (!record.site.empty()) {
    ASSIGN_OR_RETURN(const auto site, p_.store.FindSite(record.site));
    if (site) out.place = site->name, out.district = site->district, out.address = site->address;
  }
  out.officer = record.assignee;
  out.currency = profile_.currency;
  for (const Entry& one : timeline.entries) {
    if (one.kind == "visit" && one.status == "done") out.visited_on.push_back(one.on);
    if (one.kind == "finding" && one.status != "not_checked")
      out.findings.push_back({IssueTitle(one.code, language), one.text, one.status});
    if (one.kind == "action")
      out.required.push_back({NameOf(profile_.measures, one.code, language).title, one.text, one.on,
                              one.status, one.amount});
  }
  return out;
}

core::Result<std::vector<Entry>> CaseDesk::ChangesSince(const Caller& caller, const CaseId& id,
                                                        int64_t version) const {
  RETURN_IF_ERROR(MayRead(caller));
  ASSIGN_OR_RETURN(auto timeline, LoadTimeline(id));
  std::erase_if(timeline.entries, [&](const Entry& one) { return one.version <= version; });
  return std::move(timeline.entries);
}

}  // namespace ecms
