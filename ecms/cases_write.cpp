// SPDX-License-Identifier: Apache-2.0
// Changes of a case that is there.
#include <algorithm>
#include <utility>

#include "dialogs/phrases.h"
#include "ecms/cases_desk.h"
#include "ecms/cases_rules.h"
#include "ecms/repeat_key.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMaxReason = 1000;

// Codes of the fields that differ, "site,severity"; for the timeline.
std::string Differences(const CaseRecord& a, const CaseRecord& b) {
  std::string out;
  auto note = [&](bool differs, const char* name) {
    if (differs) out += (out.empty() ? "" : ",") + std::string(name);
  };
  note(a.title != b.title, "title");
  note(a.type != b.type, "type");
  note(a.site != b.site || a.place != b.place, "site");
  note(a.issues != b.issues, "issues");
  note(a.severity != b.severity, "severity");
  return out;
}

}  // namespace

std::unique_ptr<Cases> MakeCases(CasesParts parts) {
  return std::make_unique<CaseDesk>(std::move(parts));
}

core::Status CaseDesk::Draft::CheckRoom() const {
  if (timeline.entries.size() < kMaxEntries) return {};
  return Err(ErrorCode::kInvalid, "the case has " + std::to_string(kMaxEntries) +
                                      " entries; open another one for what comes next");
}

core::Result<CaseDesk::Draft> CaseDesk::Begin(const Caller& caller, const CaseId& id,
                                              std::optional<int64_t> version) const {
  RETURN_IF_ERROR(MayRead(caller));
  Draft draft;
  ASSIGN_OR_RETURN(draft.record, Load(id));
  if (version && draft.record.version != *version)
    return Err(ErrorCode::kConflict, "somebody else has changed the case meanwhile");
  ASSIGN_OR_RETURN(draft.timeline, LoadTimeline(id));
  if (IsClosed(draft.record) && version)
    return Err(ErrorCode::kInvalid, "the case is closed; open a new one");
  return draft;
}

Entry CaseDesk::NewEntry(const Caller& caller, const Draft& draft, std::string kind) const {
  Entry entry;
  entry.id = EntryId::Random(p_.random);
  entry.kind = std::move(kind);
  entry.by = caller.name;
  entry.at = p_.clock.Now();
  entry.version = draft.record.version + 1;
  return entry;
}

core::Status CaseDesk::Finish(const Caller& caller, Draft draft, const Entry& added) {
  draft.more.push_back(PutEntry(draft.record.id, added, 0));
  draft.timeline.entries.push_back(added);
  return Commit(caller, std::move(draft));
}

core::Status CaseDesk::Commit(const Caller& caller, Draft draft) {
  WindClocks(profile_, p_.clock.Now(), draft.record);
  draft.record.tasks = OpenTasks(draft.timeline.entries);
  store::CommandGroup group{PutCase(draft.record, IsClosed(draft.record))};
  std::move(draft.more.begin(), draft.more.end(), std::back_inserter(group));
  group.emplace_back(store::AppendAudit{{0,
                                         p_.clock.Now(),
                                         caller.name,
                                         draft.audit_action,
                                         draft.record.id.Text(),
                                         draft.audit_detail,
                                         {}}});
  return p_.commit(std::move(group));
}

core::Status CaseDesk::CheckAssignee(const Caller& caller, const CaseRecord& before,
                                     const std::string& name) const {
  const bool own = name == caller.name || (name.empty() && before.assignee == caller.name);
  const auto& may = own ? profile_.may_take : profile_.may_give;
  if (may.empty() || !Among(may, caller.role))
    return Err(ErrorCode::kDenied,
               own ? "the role of this account may not take a case"
                   : "the role of this account may not give a case to somebody else");
  if (name.empty()) return {};
  ASSIGN_OR_RETURN(const auto account, p_.store.FindAccount(name));
  // An API token's caller is an account too: whoever may read cases can have one.
  if (!account || account->disabled || !MayReadTickets(account->role))
    return Err(ErrorCode::kInvalid,
               "assignee: must be the name of an account that works on cases, or \"\" for nobody");
  return {};
}

core::Status CaseDesk::Change(const Caller& caller, const CaseId& id, int64_t version,
                              const CaseChange& change) {
  ASSIGN_OR_RETURN(auto draft, Begin(caller, id, version));
  const CaseRecord before = draft.record;
  CaseRecord& record = draft.record;
  if (change.title) record.title = *change.title;
  if (change.type) record.type = *change.type;
  if (change.site) record.site = *change.site;
  if (change.place) record.place = *change.place;
  if (change.issues) record.issues = *change.issues;
  if (change.severity) record.severity = *change.severity;
  RETURN_IF_ERROR(Told(CheckFacts(record)));
  const bool assigned = change.assignee && *change.assignee != before.assignee;
  if (assigned) {
    RETURN_IF_ERROR(CheckAssignee(caller, before, *change.assignee));
    record.assignee = *change.assignee;
  }
  if (record.severity != before.severity) {
    ASSIGN_OR_RETURN(const auto tickets, TicketsOf(record));
    Learn(tickets, record);
  }
  const std::string fields = Differences(before, record);
  if (!assigned && fields.empty()) return {};
  Entry entry = NewEntry(caller, draft, assigned ? "assigned" : "changed");
  entry.code = assigned ? record.assignee : fields;
  entry.status = assigned ? fields : "";  // both at once: what else changed
  draft.audit_action = assigned ? "case.assign" : "case.change";
  draft.audit_detail = entry.code;
  return Finish(caller, std::move(draft), entry);
}

core::Result<EntryId> CaseDesk::Add(const Caller& caller, const CaseId& id, Entry entry,
                                    const std::string& repeat_key) {
  RETURN_IF_ERROR(MayRead(caller));
  RETURN_IF_ERROR(CheckRepeatKey(repeat_key));
  core::Problems problems = CheckWritten(entry);
  // Beside it the planned one would stay to be done.
  if (entry.kind == "visit" && entry.status == "cancelled")
    problems.push_back({"status", "a visit is cancelled by editing the one that was planned"});
  RETURN_IF_ERROR(Told(problems));
  std::optional<EntryId> keyed;
  if (!repeat_key.empty()) {
    keyed = IdOfRepeat<EntryId>(caller, "entry " + id.Text(), repeat_key);
    ASSIGN_OR_RETURN(const auto before, p_.store.FindDocument(kEntryKind, keyed->Text()));
    if (before) return *keyed;
  }
  EntryId made;
  RETURN_IF_ERROR(Record(caller, id, [&](Draft& draft, Entry& added) -> core::Status {
    if (auto room = draft.CheckRoom(); !room) return room;
    if (IsClosed(draft.record) && entry.kind != "note")
      return Err(ErrorCode::kInvalid, "the case is closed; only notes can be added");
    const Entry stamp = std::exchange(added, entry);
    added.id = made = keyed.value_or(stamp.id);
    added.by = stamp.by;
    added.at = stamp.at;
    added.version = stamp.version;
    draft.audit_action = "case.entry";
    draft.audit_detail = entry.kind;
    return {};
  }));
  return made;
}

core::Status CaseDesk::Edit(const Caller& caller, const CaseId& id, int64_t version,
                            const EntryId& which, Entry changed) {
  ASSIGN_OR_RETURN(auto draft, Begin(caller, id, version));
  auto& entries = draft.timeline.entries;
  const auto it = std::find_if(entries.begin(), entries.end(),
                               [&](const Entry& one) { return one.id == which; });
  if (it == entries.end()) return Err(ErrorCode::kNotFound, "there is no such entry");
  if (it->kind != "visit" && it->kind != "finding" && it->kind != "action" &&
      it->kind != "deadline")
    return Err(ErrorCode::kInvalid,
               "only visits, findings, actions and deadlines can be edited; add a note");
  const Entry old = *it;
  changed.kind = old.kind;
  RETURN_IF_ERROR(Told(CheckWritten(changed)));
  changed.id = old.id;
  changed.by = old.by;
  changed.at = old.at;
  changed.version = old.version;
  *it = changed;
  draft.more.push_back(
      PutEntry(id, changed, draft.timeline.versions.at(static_cast<size_t>(it - entries.begin()))));
  // The timeline keeps what stood there before.
  Entry entry = NewEntry(caller, draft, "edited");
  entry.code = old.kind;
  entry.status = old.status;
  entry.on = old.on;
  entry.text = old.text;
  draft.audit_action = "case.entry_edit";
  draft.audit_detail = old.kind;
  return Finish(caller, std::move(draft), entry);
}

core::Result<const Transition*> CaseDesk::FindMove(const Caller& caller, const CaseRecord& record,
                                                   const std::string& wanted) const {
  std::string possible;
  for (const Transition& one : profile_.transitions) {
    if (std::find(one.from.begin(), one.from.end(), record.state) == one.from.end() ||
        !Among(one.types, record.type))
      continue;
    if (one.id != wanted) {
      possible += (possible.empty() ? "" : ", ") + one.id;
      continue;
    }
    if (!Among(one.roles, caller.role))
      return Err(ErrorCode::kDenied, "the role of this account may not do this transition");
    return &one;
  }
  return Err(ErrorCode::kInvalid,
             "transition: from \"" + record.state + "\" a case can take: " + possible);
}

core::Problems CaseDesk::CheckMove(const Transition& move, const Draft& draft,
                                   const CaseMove& asked) const {
  core::Problems problems;
  for (const std::string& need : MissingFor(profile_, move, draft.record, draft.timeline.entries)) {
    const auto meaning = std::find_if(Needs().begin(), Needs().end(),
                                      [&](const Need& one) { return one.code == need; });
    problems.push_back(
        {need, "this transition is possible only if " + std::string(meaning->meaning)});
  }
  const bool wants_reason =
      std::find(move.needs.begin(), move.needs.end(), "reason") != move.needs.end();
  if ((wants_reason && asked.reason.empty()) || asked.reason.size() > kMaxReason)
    problems.push_back({"reason", "1 to 1000 bytes that say why"});
  CheckWords("reason", asked.reason, problems);
  if (profile_.FindState(move.to)->final) {
    for (core::Problem& one : CheckClosing(profile_, asked.closing))
      problems.push_back(std::move(one));
  } else if (asked.closing) {
    problems.push_back({"closing", "is for a transition that closes the case"});
  }
  return problems;
}

core::Status CaseDesk::Move(const Caller& caller, const CaseId& id, int64_t version,
                            const CaseMove& move) {
  ASSIGN_OR_RETURN(auto draft, Begin(caller, id, version));
  CaseRecord& record = draft.record;
  ASSIGN_OR_RETURN(const Transition* found, FindMove(caller, record, move.transition));
  RETURN_IF_ERROR(Told(CheckMove(*found, draft, move)));
  const bool closes = profile_.FindState(found->to)->final;
  Entry entry = NewEntry(caller, draft, closes ? "closed" : "moved");
  entry.code = found->id;
  entry.status = record.state;
  entry.text = move.reason;
  record.state = found->to;
  record.state_since = p_.clock.Now();
  record.closing = move.closing;
  draft.audit_action = closes ? "case.close" : "case.move";
  draft.audit_detail = found->id;
  if (closes)
    RETURN_IF_ERROR(LetTicketsGo(draft, Find(profile_.outcomes, move.closing->outcome)->tells));
  return Finish(caller, std::move(draft), entry);
}

// A closed ticket keeps no time finer than its week; PutClosing asks its worker in the same
// transaction.
core::Status CaseDesk::LetTicketsGo(Draft& draft, const std::string& tells) const {
  CaseRecord& record = draft.record;
  ASSIGN_OR_RETURN(const auto rows, TicketsOf(record));
  ASSIGN_OR_RETURN(record.voices, Voices(record.site, rows));
  const std::string week = core::IsoWeek(core::DayOf(p_.clock.Now()));
  for (const core::TicketId& ticket : record.tickets) {
    draft.more.emplace_back(store::DropDocument{kTicketCaseKind, ticket.Text()});
    draft.more.emplace_back(store::SetTicketState{ticket, "closed", true});
    draft.more.emplace_back(store::PutClosing{{ticket, week, tells}});
  }
  record.tickets.clear();
  record.known.clear();
  return {};
}

// The last answer of a worker counts.
core::Result<bool> CaseDesk::AgreedInThread(const std::vector<store::TicketRow>& tickets) const {
  for (const store::TicketRow& ticket : tickets) {
    ASSIGN_OR_RETURN(const auto entries, p_.store.ListThreadEntries(ticket.id));
    const auto last =
        std::find_if(entries.rbegin(), entries.rend(), [](const store::ThreadEntryRow& one) {
          return one.kind == store::EntryKind::kAnswer && one.phrase == dialogs::kAskComplaint;
        });
    if (last != entries.rend() && last->code == "yes") return true;
  }
  return false;
}

core::Status CaseDesk::Promote(const Caller& caller, const CaseId& id, int64_t version,
                               const Consent& consent) {
  ASSIGN_OR_RETURN(auto draft, Begin(caller, id, version));
  CaseRecord& record = draft.record;
  if (profile_.may_promote.empty() || !Among(profile_.may_promote, caller.role))
    return Err(ErrorCode::kDenied, "the role of this account may not make a complaint of a signal");
  core::Problems problems;
  const ConsentKind* how = Find(profile_.consents, consent.how);
  std::string allowed;
  for (const ConsentKind& one : profile_.consents)
    allowed += (allowed.empty() ? "" : ", ") + one.id;
  if (how == nullptr) problems.push_back({"how", "must be one of " + allowed});
  const auto day = core::DayFromText(consent.on);
  if (!day || *day > Today())
    problems.push_back({"on", "must be the day on which the worker agreed, today or before"});
  if (record.complaint) problems.push_back({"case", "is a complaint already"});
  ASSIGN_OR_RETURN(const auto tickets, TicketsOf(record));
  if (how != nullptr && how->thread) {
    ASSIGN_OR_RETURN(const bool agreed, AgreedInThread(tickets));
    if (!agreed)
      problems.push_back({"how",
                          "no worker of this case has answered yes there: ask through its ticket "
                          "whether the office may make a complaint of it"});
  }
  const Origin* origin = Find(profile_.origins, record.origin);
  if (tickets.empty() && (origin == nullptr || !origin->complaint))
    problems.push_back({"case", "has no worker who could consent"});
  RETURN_IF_ERROR(Told(problems));
  record.complaint = true;
  record.consent = consent;
  Entry entry = NewEntry(caller, draft, "promoted");
  entry.code = consent.how;
  entry.on = consent.on;
  draft.audit_action = "case.promote";
  draft.audit_detail = consent.how;
  return Finish(caller, std::move(draft), entry);
}

}  // namespace ecms
