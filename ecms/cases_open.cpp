// SPDX-License-Identifier: Apache-2.0
// A new case, from tickets or by hand; tickets that join or leave it.
#include <algorithm>
#include <set>

#include "core/utf8.h"
#include "ecms/cases_desk.h"
#include "ecms/cases_rules.h"
#include "ecms/repeat_key.h"
#include "privacy/scrub.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMaxTitle = 200;
constexpr const char* kTicketInCase = "in_case";  // NOTE: persistent value

std::string TypesOf(const Profile& profile) {
  std::string out;
  for (const Item& type : profile.case_types) out += (out.empty() ? "" : ", ") + type.id;
  return out;
}
std::string OriginsFor(const Profile& profile, const std::string& type, bool tickets) {
  std::string out;
  for (const Origin& one : profile.origins) {
    if (one.tickets == tickets && Among(one.types, type)) out += (out.empty() ? "" : ", ") + one.id;
  }
  return out;
}

}  // namespace

core::Status Told(const core::Problems& problems) {
  if (problems.empty()) return {};
  return Err(ErrorCode::kInvalid, core::Describe(problems));
}

void CaseDesk::CheckWords(std::string_view field, const std::string& text,
                          core::Problems& problems) const {
  if (!privacy::NeedsScrub(text)) return;
  const std::string scrubbed = privacy::Scrub({p_.country, "", {}}, text).text;
  for (const auto& [mark, what] :
       {std::pair("[phone]", "a telephone number"), std::pair("[email]", "an e-mail address")}) {
    if (scrubbed.find(mark) != std::string::npos && text.find(mark) == std::string::npos)
      problems.push_back(
          {std::string(field),
           std::string("holds ") + what + "; take it out: what officers write is not sealed"});
  }
}

core::Problems CaseDesk::CheckWritten(const Entry& entry) const {
  core::Problems problems = CheckEntry(profile_, entry, Today());
  CheckWords("text", entry.text, problems);
  return problems;
}

core::Problems CaseDesk::CheckFacts(const CaseRecord& record) const {
  core::Problems problems;
  if (Find(profile_.case_types, record.type) == nullptr)
    problems.push_back({"type", "must be one of " + TypesOf(profile_)});
  if (core::Utf16Length(record.title) > kMaxTitle)
    problems.push_back({"title", "at most 200 characters"});
  if (core::Utf16Length(record.place) > kMaxTitle)
    problems.push_back({"place", "at most 200 characters"});
  CheckWords("title", record.title, problems);
  CheckWords("place", record.place, problems);
  if (record.issues.size() > 20) problems.push_back({"issues", "at most 20"});
  for (const std::string& issue : record.issues) {
    if (profile_.FindPoint(issue) == nullptr)
      problems.push_back({"issues", "each must be an issue of the profile, \"cluster.point\""});
  }
  if (!record.site.empty()) {
    const auto site = p_.store.FindSite(record.site);
    if (!site || !*site)
      problems.push_back(
          {"site", "is no code of the register; for a place that is not in it use \"place\""});
  }
  return problems;
}

core::Result<std::vector<store::TicketRow>> CaseDesk::Wanted(const NewCase& wanted) const {
  std::vector<store::TicketRow> out;
  std::set<core::TicketId> seen;
  for (const core::TicketId& id : wanted.tickets) {
    ASSIGN_OR_RETURN(auto row, p_.store.FindTicket(id));
    if (!row) return Err(ErrorCode::kInvalid, "tickets: one of them is not there");
    if (row->state == "closed") return Err(ErrorCode::kInvalid, "tickets: one of them is closed");
    if (seen.insert(id).second) out.push_back(std::move(*row));
  }
  const size_t named = out.size();
  for (size_t i = 0; wanted.whole_signal && i < named; ++i) {
    ASSIGN_OR_RETURN(auto same, p_.store.OpenTicketsAt(out[i].site, out[i].topic, kMaxLinked));
    for (store::TicketRow& row : same) {
      ASSIGN_OR_RETURN(const auto taken, p_.store.FindDocument(kTicketCaseKind, row.id.Text()));
      if (!taken && seen.insert(row.id).second) out.push_back(std::move(row));
    }
  }
  if (out.size() > kMaxLinked)
    return Err(ErrorCode::kInvalid,
               "tickets: at most " + std::to_string(kMaxLinked) + " in one case");
  return out;
}

void CaseDesk::TakeIn(const store::TicketRow& ticket, Draft& draft) const {
  CaseRecord& record = draft.record;
  record.tickets.push_back(ticket.id);
  record.known.push_back(ticket.severity);
  record.severity = std::min(record.severity, ticket.severity);
  if (record.site.empty() && record.place.empty()) record.site = ticket.site;
  if (auto it = profile_.topics.find(ticket.topic); it != profile_.topics.end()) {
    if (std::find(record.issues.begin(), record.issues.end(), it->second) == record.issues.end())
      record.issues.push_back(it->second);
  }
  // Fails with kConflict where another case has it already.
  draft.more.emplace_back(
      store::PutDocument{{kTicketCaseKind, ticket.id.Text(), record.id.Text(), 0, "{}"}, 0});
  draft.more.emplace_back(store::SetTicketState{ticket.id, kTicketInCase});
}

core::Result<CaseId> CaseDesk::Open(const Caller& caller, const NewCase& wanted) {
  RETURN_IF_ERROR(MayRead(caller));
  RETURN_IF_ERROR(CheckRepeatKey(wanted.repeat_key));
  const auto id = wanted.repeat_key.empty() ? CaseId::Random(p_.random)
                                            : IdOfRepeat<CaseId>(caller, "case", wanted.repeat_key);
  if (!wanted.repeat_key.empty()) {
    ASSIGN_OR_RETURN(const auto before, p_.store.FindDocument(kCaseKind, id.Text()));
    if (before) return id;
  }
  ASSIGN_OR_RETURN(const auto tickets, Wanted(wanted));
  const auto ticket_origin = std::find_if(profile_.origins.begin(), profile_.origins.end(),
                                          [](const Origin& one) { return one.tickets; });
  Draft draft;
  CaseRecord& record = draft.record;
  record.id = id;
  record.type = wanted.type;
  record.origin = wanted.origin.empty() && !tickets.empty() ? ticket_origin->id : wanted.origin;
  record.title = wanted.title;
  record.site = wanted.site;
  record.place = wanted.place;
  record.issues = wanted.issues;
  for (const store::TicketRow& ticket : tickets) TakeIn(ticket, draft);
  if (wanted.severity) record.severity = *wanted.severity;
  record.state = profile_.start;
  record.opened_at = record.state_since = p_.clock.Now();
  core::Problems problems = CheckFacts(record);
  const Origin* origin = Find(profile_.origins, record.origin);
  if (origin == nullptr || origin->tickets == tickets.empty() || !Among(origin->types, record.type))
    problems.push_back(
        {"origin", "must be one of " + OriginsFor(profile_, record.type, !tickets.empty())});
  if (!wanted.severity && tickets.empty()) problems.push_back({"severity", "is missing: P0 to P4"});
  RETURN_IF_ERROR(Told(problems));
  draft.audit_action = "case.open";
  RETURN_IF_ERROR(Finish(caller, draft, NewEntry(caller, draft, "opened")));
  return record.id;
}

core::Status CaseDesk::Link(const Caller& caller, const CaseId& id, int64_t version,
                            const core::TicketId& ticket) {
  ASSIGN_OR_RETURN(auto draft, Begin(caller, id, version));
  NewCase one;
  one.tickets = {ticket};
  ASSIGN_OR_RETURN(const auto rows, Wanted(one));
  if (draft.record.tickets.size() >= kMaxLinked)
    return Err(ErrorCode::kInvalid,
               "tickets: at most " + std::to_string(kMaxLinked) + " in one case");
  TakeIn(rows.front(), draft);
  draft.audit_action = "case.link";
  Entry entry = NewEntry(caller, draft, "linked");
  return Finish(caller, std::move(draft), entry);
}

core::Status CaseDesk::Unlink(const Caller& caller, const CaseId& id, int64_t version,
                              const core::TicketId& ticket) {
  ASSIGN_OR_RETURN(auto draft, Begin(caller, id, version));
  if (!draft.record.Forget(ticket))
    return Err(ErrorCode::kNotFound, "the ticket is not in this case");
  draft.more.emplace_back(store::DropDocument{kTicketCaseKind, ticket.Text()});
  draft.more.emplace_back(store::SetTicketState{ticket, "new"});
  draft.audit_action = "case.unlink";
  Entry entry = NewEntry(caller, draft, "unlinked");
  return Finish(caller, std::move(draft), entry);
}

}  // namespace ecms
