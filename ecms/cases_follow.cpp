// SPDX-License-Identifier: Apache-2.0
// What happens to a case from outside it: its files, and tickets that go on without it.
#include <algorithm>

#include "ecms/cases_desk.h"
#include "ecms/closing.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr int kAttempts = 5;
constexpr const char* kProgram = "system";  // who, in the timeline and the audit

// That all of them name that name one: a gate files a ticket before its conversation has said
// where.
std::string SiteOf(const std::vector<store::TicketRow>& rows) {
  std::string site;
  for (const store::TicketRow& row : rows) {
    if (row.site.empty() || row.site == site) continue;
    if (!site.empty()) return "";
    site = row.site;
  }
  return site;
}

}  // namespace

void CaseDesk::Learn(const std::vector<store::TicketRow>& rows, CaseRecord& record) {
  for (const store::TicketRow& row : rows) {
    const auto it = std::find(record.tickets.begin(), record.tickets.end(), row.id);
    record.known.at(static_cast<size_t>(it - record.tickets.begin())) = row.severity;
  }
}

core::Status CaseDesk::Exists(const CaseId& id) const {
  ASSIGN_OR_RETURN(const CaseRecord record, Load(id));
  (void)record;
  return {};
}

core::Status CaseDesk::IsOpen(const CaseId& id) const {
  ASSIGN_OR_RETURN(const CaseRecord record, Load(id));
  if (IsClosed(record))
    return Err(ErrorCode::kInvalid, "the case is closed; only notes can be added");
  return {};
}

core::Status CaseDesk::Record(const Caller& caller, const CaseId& id, const Plan& plan) {
  core::Status done = Err(ErrorCode::kConflict, "");
  // Somebody else may write at the same moment: then what was written is added behind it.
  for (int attempt = 0; !done && done.error().code == ErrorCode::kConflict && attempt < kAttempts;
       ++attempt) {
    ASSIGN_OR_RETURN(Draft draft, Begin(caller, id, std::nullopt));
    Entry entry = NewEntry(caller, draft, "");
    RETURN_IF_ERROR(plan(draft, entry));
    done = Finish(caller, std::move(draft), entry);
  }
  return done;
}

core::Status CaseDesk::CloseTicket(const Caller& caller, const core::TicketId& ticket,
                                   std::string_view outcome, bool leave_case) {
  RETURN_IF_ERROR(MayRead(caller));
  if (!IsOutcome(outcome))
    return Err(ErrorCode::kInvalid, "outcome: one of acted, passed, no_action");
  ASSIGN_OR_RETURN(const auto row, p_.store.FindTicket(ticket));
  if (!row) return Err(ErrorCode::kNotFound, "there is no such ticket");
  if (row->state == "closed") return Err(ErrorCode::kConflict, "this ticket is closed already");
  store::CommandGroup closing = ClosingCommands(ticket, outcome, caller.name, p_.clock.Now());
  ASSIGN_OR_RETURN(const auto link, p_.store.FindDocument(kTicketCaseKind, ticket.Text()));
  const auto in = link ? CaseId::FromText(link->parent) : std::nullopt;
  if (!in) return p_.commit(std::move(closing));
  if (!leave_case)
    return Err(ErrorCode::kConflict,
               "this ticket belongs to an open case: close the case, or say that the ticket leaves "
               "it (leave_case)");
  return Record(caller, *in, [&](Draft& draft, Entry& entry) -> core::Status {
    if (!draft.record.Forget(ticket))
      return Err(ErrorCode::kConflict,
                 "somebody has taken the ticket out of its case meanwhile; try again");
    draft.more = closing;
    draft.more.emplace_back(store::DropDocument{kTicketCaseKind, ticket.Text()});
    draft.audit_action = "case.unlink";
    entry.kind = "unlinked";
    entry.code = outcome;  // it was closed alone
    return {};
  });
}

core::Status CaseDesk::FollowTickets() {
  const uint64_t last = p_.changes.LastOf(
      {ChangeKind::kTickets,
       ChangeKind::kCases});  // before reading: what comes meanwhile is looked at again
  if (followed_ == last) return {};
  ASSIGN_OR_RETURN(const auto records, LoadAll(false));
  core::Status first;
  // One that cannot be read or written must not keep the others waiting.
  for (const CaseRecord& record : records) {
    core::Status done = Follow(record);
    if (!done && first) first = std::move(done);
  }
  if (first) followed_ = last;
  return first;
}

core::Status CaseDesk::Follow(const CaseRecord& seen) {
  ASSIGN_OR_RETURN(const auto rows, TicketsOf(seen));
  uint8_t gravest = seen.severity;
  for (const store::TicketRow& row : rows) {
    const auto at = static_cast<size_t>(
        std::find(seen.tickets.begin(), seen.tickets.end(), row.id) - seen.tickets.begin());
    // A class that an officer lowered stays until a ticket rises above what it was then.
    if (row.severity < seen.known.at(at)) gravest = std::min(gravest, row.severity);
  }
  const std::string site = seen.site.empty() && seen.place.empty() ? SiteOf(rows) : "";
  if (gravest == seen.severity && site.empty()) return {};
  const bool raised = gravest != seen.severity;  // the site then comes with the next round
  CaseRecord now = seen;
  if (raised) {
    now.severity = gravest;
    Learn(rows, now);
  } else {
    now.site = site;
  }
  ASSIGN_OR_RETURN(Timeline timeline, LoadTimeline(now.id));
  Draft draft{std::move(now),
              std::move(timeline),
              raised ? "case.raise" : "case.change",
              raised ? "P" + std::to_string(gravest) : "site",
              {}};
  const Caller program{{}, kProgram, ""};
  Entry entry = NewEntry(program, draft, raised ? "raised" : "changed");
  entry.code = draft.audit_detail;
  return Finish(program, std::move(draft), entry);
}

}  // namespace ecms
