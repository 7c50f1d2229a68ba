// SPDX-License-Identifier: Apache-2.0
#include "ecms/cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecms/cases_rules.h"
#include "ecms/test_office.h"

namespace ecms {
namespace {

using core::ErrorCode;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ACase : public ::testing::Test {
 protected:
  ACase() {
    office_.Commit({store::PutSite{{"A-11", "1", "Blue Reef Cannery", "Apia", "fishing", "", "1 Beach Road", 80}},
                    store::PutSite{{"T-22", "2", "Tiny Shop", "Apia", "retail", "", "", 3}}});
    for (uint8_t id = 1; id <= 3; ++id) PutTicket(id, "wages", "A-11", id == 2 ? 1 : 3);
    PutTicket(4, "hours", "A-11", 3);
    PutTicket(5, "wages", "T-22", 3);
    PutTicket(6, "wages", "", 2);
  }
  void PutTicket(uint8_t id, const char* topic, const char* site, uint8_t severity) {
    auto row = office_.Ticket(id, severity);
    row.topic = topic;
    row.site = site;
    office_.Put(row);
  }
  static core::TicketId Ticket(uint8_t id) { return core::TicketId{{id}}; }
  Caller By(const std::string& role) const { return {{}, "name of " + role, role}; }
  NewCase FromTickets(std::vector<core::TicketId> tickets, bool whole = false) const {
    NewCase wanted;
    wanted.type = "industrial_relations";
    wanted.tickets = std::move(tickets);
    wanted.whole_signal = whole;
    return wanted;
  }
  NewCase ByHand(const char* origin, const char* type = "industrial_relations") const {
    NewCase wanted;
    wanted.type = type;
    wanted.origin = origin;
    wanted.severity = 2;
    wanted.place = "The bakery behind the market";
    return wanted;
  }
  CaseId Open(const NewCase& wanted, const std::string& role = "officer") {
    auto id = office_.cases->Open(By(role), wanted);
    EXPECT_TRUE(id) << id.error().message;
    return id.value_or(CaseId{});
  }
  CaseView View(const CaseId& id, const std::string& role = "officer") { return office_.cases->Get(By(role), id, "en").value(); }
  int64_t Version(const CaseId& id) { return View(id).version; }
  std::string Moved(const CaseId& id, const char* transition, const std::string& role = "officer", const std::string& reason = "",
                    std::optional<Closing> closing = std::nullopt) {
    auto done = office_.cases->Move(By(role), id, Version(id), {transition, reason, std::move(closing)});
    return done ? "" : done.error().message;
  }
  void Take(const CaseId& id) {
    CaseChange change;
    change.assignee = "name of officer";
    ASSERT_TRUE(office_.cases->Change(By("officer"), id, Version(id), change));
  }
  EntryId Write(const CaseId& id, Entry entry) {
    auto added = office_.cases->Add(By("officer"), id, std::move(entry));
    EXPECT_TRUE(added) << added.error().message;
    return added.value_or(EntryId{});
  }
  static Entry Of(const char* kind, const char* status = "", const char* on = "", const char* code = "", const char* text = "") {
    Entry entry;
    entry.kind = kind;
    entry.status = status;
    entry.on = on;
    entry.code = code;
    entry.text = text;
    if (entry.kind == "visit") entry.mode = "on_site";
    return entry;
  }
  std::vector<std::string> Missing(const CaseId& id, const std::string& transition) {
    for (const MoveView& move : View(id).moves) {
      if (move.id == transition) return move.missing;
    }
    return {"no such transition"};
  }
  std::vector<std::string> AuditActions() {
    std::vector<std::string> out;
    for (const store::AuditRow& row : office_.store->ListAudit(0, 100).value()) out.push_back(row.action);
    return out;
  }
  TestOffice office_;  // now: early on 19 November 2026 in Apia
};

TEST_F(ACase, OfTicketsTakesTheirSiteIssueAndGravestClass) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(2)}));
  const CaseView view = View(id);
  EXPECT_FALSE(view.complaint) << "an anonymous report is a signal";
  EXPECT_EQ(view.origin.id, "tickets");
  EXPECT_EQ(view.site_name, "Blue Reef Cannery");
  EXPECT_EQ(view.severity, 1);
  EXPECT_EQ(view.issues.at(0).title, "Method of payment");
  EXPECT_EQ(view.state.title, "Opened");
  EXPECT_EQ(view.corroboration->from, 2);
  EXPECT_EQ(view.corroboration->to, 4);
  EXPECT_EQ(office_.store->FindTicket(Ticket(1)).value()->state, "in_case");
  EXPECT_EQ(office_.cases->Open(By("officer"), FromTickets({Ticket(2)})).error().code, ErrorCode::kConflict) << "a ticket is in one case";
  EXPECT_THAT(AuditActions(), ElementsAre("case.open"));
}

TEST_F(ACase, OffersTheTicketsOfOneSiteAndTopicAsOneSignalInBands) {
  auto about = office_.cases->About(By("officer"), Ticket(1), "en").value();
  EXPECT_EQ(about.corroboration->from, 2);
  EXPECT_EQ(about.corroboration->to, 4) << "never the exact count";
  EXPECT_TRUE(about.others);
  EXPECT_THAT(about.issues, ElementsAre("compensation.payment_method"));
  const CaseId id = Open(FromTickets({Ticket(1)}, true));
  EXPECT_EQ(View(id).tickets.size(), 3U) << "hours, another site and none stay out";
  about = office_.cases->About(By("officer"), Ticket(1), "en").value();
  EXPECT_EQ(about.in, id);
  EXPECT_FALSE(about.others);
  PutTicket(9, "wages", "A-11", 4);
  about = office_.cases->About(By("officer"), Ticket(9), "en").value();
  ASSERT_EQ(about.near.size(), 1U);
  EXPECT_EQ(about.near[0].id, id);
  EXPECT_TRUE(office_.cases->Link(By("officer"), id, Version(id), Ticket(9)));
  EXPECT_EQ(View(id).tickets.size(), 4U);
  EXPECT_TRUE(office_.cases->Unlink(By("officer"), id, Version(id), Ticket(9)));
  EXPECT_EQ(office_.store->FindTicket(Ticket(9)).value()->state, "new");
  EXPECT_EQ(office_.cases->About(By("officer"), Ticket(6), "en").value().corroboration->to, 1) << "without a site: itself alone";
}

TEST_F(ACase, TellsNoCorroborationOfASmallWorkplace) {
  EXPECT_FALSE(office_.cases->About(By("officer"), Ticket(5), "en").value().corroboration);
  EXPECT_FALSE(View(Open(FromTickets({Ticket(5)}))).corroboration);
}

TEST(Corroborated, InBandsOfTheProfile) {
  const auto profile = ParseProfile(*ShippedProfile("generic")).profile;
  auto band = [&](int64_t voices, int64_t workers = 0) {
    const auto out = BandOf(*profile, voices, workers);
    return !out ? std::string("none") : std::to_string(out->from) + "-" + (out->to ? std::to_string(*out->to) : "");
  };
  EXPECT_EQ(band(0), "none");
  EXPECT_EQ(band(1), "1-1");
  for (int64_t n = 2; n <= 4; ++n) EXPECT_EQ(band(n), "2-4");
  EXPECT_EQ(band(5), "5-");
  EXPECT_EQ(band(500), "5-");
  EXPECT_EQ(band(3, 4), "none");
  EXPECT_EQ(band(3, 5), "2-4");
}

TEST_F(ACase, ByHandNeedsWhatTicketsWouldHaveTold) {
  NewCase wanted = ByHand("walk_in");
  EXPECT_EQ(View(Open(wanted)).site_name, "The bakery behind the market");
  wanted.severity.reset();
  EXPECT_THAT(office_.cases->Open(By("officer"), wanted).error().message, HasSubstr("severity"));
  EXPECT_THAT(office_.cases->Open(By("officer"), ByHand("tickets")).error().message, HasSubstr("origin: must be one of walk_in, telephone, letter, own_plan"));
  EXPECT_THAT(office_.cases->Open(By("officer"), ByHand("accident_notice", "work_permits")).error().message, HasSubstr("permit_check"));
  EXPECT_THAT(office_.cases->Open(By("officer"), ByHand("walk_in", "tax")).error().message, HasSubstr("type: must be one of industrial_relations, work_permits, safety_and_health"));
  wanted = ByHand("letter");
  wanted.site = "Z-99";
  wanted.issues = {"compensation.unknown"};
  EXPECT_THAT(office_.cases->Open(By("officer"), wanted).error().message, AllOf(HasSubstr("site: is no code of the register"), HasSubstr("issues:")));
}

TEST_F(ACase, GoesFromTicketToClosureByTheProfilesGuards) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(2)}));
  EXPECT_THAT(Missing(id, "assess"), ElementsAre("assignee"));
  EXPECT_THAT(Moved(id, "assess"), HasSubstr("assignee: this transition is possible only if an officer has the case"));
  Take(id);
  EXPECT_EQ(Moved(id, "assess"), "");
  EXPECT_THAT(Moved(id, "visit_done"), HasSubstr("from \"assessment\" a case can take: conciliate, plan_visit, refer, no_action"));
  EXPECT_THAT(Missing(id, "plan_visit"), ElementsAre("visit_planned"));
  const EntryId visit = Write(id, Of("visit", "planned", "2026-11-20"));
  EXPECT_EQ(Moved(id, "plan_visit"), "");
  EXPECT_THAT(Missing(id, "visit_done"), ElementsAre("visit_done", "finding"));
  Entry done = Of("visit", "done", "2026-11-20");
  EXPECT_THAT(office_.cases->Edit(By("officer"), id, Version(id), visit, done).error().message, HasSubstr("cannot lie in the future"));
  done.on = "2026-11-18";
  ASSERT_TRUE(office_.cases->Edit(By("officer"), id, Version(id), visit, done));
  Write(id, Of("finding", "violation", "", "compensation.payment_method", "Wages of May are not paid."));
  EXPECT_EQ(Moved(id, "visit_done"), "");
  EXPECT_THAT(Missing(id, "require_correction"), ElementsAre("open_action"));
  const EntryId action = Write(id, Of("action", "open", "2026-12-15", "payment", "Pay the wages of May."));
  EXPECT_EQ(Moved(id, "require_correction"), "");
  const Closing closing{"remedied", "few", 4200};
  EXPECT_THAT(Moved(id, "corrected", "officer", "", closing), HasSubstr("no_open_action"));
  ASSERT_TRUE(office_.cases->Edit(By("officer"), id, Version(id), action, Of("action", "done", "2026-12-15", "payment", "Paid.")));
  EXPECT_THAT(Moved(id, "corrected"), HasSubstr("closing: is missing"));
  EXPECT_THAT(Moved(id, "corrected", "officer", "", Closing{"won", "12", -1}),
              AllOf(HasSubstr("closing.outcome: must be one of remedied"), HasSubstr("closing.gained: must be one of none, few"), HasSubstr("closing.paid")));
  EXPECT_EQ(Moved(id, "corrected", "officer", "", closing), "");

  const CaseView view = View(id);
  EXPECT_TRUE(view.closed);
  EXPECT_EQ(view.closing->paid, 4200);
  EXPECT_THAT(view.moves, IsEmpty());
  for (const ClockView& clock : view.clocks) EXPECT_TRUE(clock.met_at) << clock.title;
  for (const uint8_t ticket : {uint8_t{1}, uint8_t{2}}) {
    const auto row = office_.store->FindTicket(Ticket(ticket)).value();
    EXPECT_EQ(row->state, "closed");
    EXPECT_FALSE(row->clock) << "a closed ticket keeps its week alone";
  }
  EXPECT_EQ(office_.cases->List(By("officer"), {}, "en")->total, 0);
  CaseQuery closed;
  closed.closed = true;
  EXPECT_EQ(office_.cases->List(By("officer"), closed, "en")->total, 1);
  EXPECT_THAT(office_.cases->Change(By("officer"), id, view.version, {}).error().message, HasSubstr("is closed"));
  Write(id, Of("note", "", "", "", "A letter came afterwards."));
  EXPECT_THAT(office_.cases->Add(By("officer"), id, Of("deadline", "open", "2026-12-01", "", "x")).error().message, HasSubstr("only notes"));
  const auto actions = AuditActions();
  EXPECT_EQ(actions.size(), static_cast<size_t>(Version(id))) << "one audit entry for each version";
  EXPECT_EQ(View(id).timeline.size(), actions.size()) << "and one of the timeline";
}

TEST_F(ACase, ARoleOutsideTheTransitionIsRefused) {
  const CaseId id = Open(ByHand("walk_in"));
  const Closing closing{"unfounded", "none", 0};
  EXPECT_EQ(office_.cases->Move(By("officer"), id, Version(id), {"no_action", "nothing in it", closing}).error().code, ErrorCode::kDenied);
  EXPECT_THAT(Moved(id, "no_action", "supervisor", "", closing), HasSubstr("reason"));
  EXPECT_EQ(Moved(id, "no_action", "supervisor", "nothing in it", closing), "");
  for (const char* role : {"author", "auditor"}) {
    EXPECT_EQ(office_.cases->Get(By(role), id, "en").error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->List(By(role), {}, "en").error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->NoticeOf(By(role), id, "en").error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->About(By(role), Ticket(1), "en").error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->Open(By(role), ByHand("walk_in")).error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->Add(By(role), id, Of("note", "", "", "", "x")).error().code, ErrorCode::kDenied);
  }
}

TEST_F(ACase, IsTakenByOfficersAndGivenBySupervisors) {
  const CaseId id = Open(ByHand("walk_in"));
  CaseChange change;
  change.assignee = "name of supervisor";
  EXPECT_EQ(office_.cases->Change(By("officer"), id, 1, change).error().code, ErrorCode::kDenied);
  change.assignee = "name of auditor";
  EXPECT_THAT(office_.cases->Change(By("supervisor"), id, 1, change).error().message, HasSubstr("assignee"));
  change.assignee = "name of disabled";
  EXPECT_FALSE(office_.cases->Change(By("supervisor"), id, 1, change));
  change.assignee = "name of officer";
  EXPECT_TRUE(office_.cases->Change(By("supervisor"), id, 1, change));
  EXPECT_EQ(View(id).assignee, "name of officer");
  change.assignee = "";
  EXPECT_TRUE(office_.cases->Change(By("officer"), id, 2, change)) << "to put down what is one's own";
  CaseQuery mine;
  mine.assignee = "me";
  EXPECT_EQ(office_.cases->List(By("officer"), mine, "en")->total, 0);
  mine.assignee = "nobody";
  EXPECT_EQ(office_.cases->List(By("officer"), mine, "en")->total, 1);
}

TEST_F(ACase, TwoOfficersGetAConflictAndLoseNothing) {
  const CaseId id = Open(ByHand("walk_in"));
  CaseChange first, second;
  first.title = "Unpaid wages";
  second.severity = 0;
  ASSERT_TRUE(office_.cases->Change(By("supervisor"), id, 1, first));
  Write(id, Of("note", "", "", "", "Somebody called."));
  const auto refused = office_.cases->Change(By("officer"), id, 1, second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  const auto changes = office_.cases->ChangesSince(By("officer"), id, 1).value();
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].kind, "changed");
  EXPECT_EQ(changes[0].code, "title");
  EXPECT_EQ(changes[0].by, "name of supervisor");
  EXPECT_EQ(changes[1].kind, "note");
  ASSERT_TRUE(office_.cases->Change(By("officer"), id, 3, second));
  EXPECT_EQ(View(id).title, "Unpaid wages");
  EXPECT_EQ(View(id).severity, 0);
}

TEST_F(ACase, WhatAnEditReplacedStaysInTheTimeline) {
  const CaseId id = Open(ByHand("walk_in"));
  const EntryId visit = Write(id, Of("visit", "planned", "2026-11-20", "", "With the police."));
  ASSERT_TRUE(office_.cases->Edit(By("supervisor"), id, 2, visit, Of("visit", "cancelled", "2026-11-20", "", "The road is closed.")));
  const auto timeline = View(id).timeline;
  ASSERT_EQ(timeline.size(), 3U);
  EXPECT_EQ(timeline[1].status, "cancelled");
  EXPECT_EQ(timeline[1].by, "name of officer");
  EXPECT_EQ(timeline[2].kind, "edited");
  EXPECT_EQ(timeline[2].by, "name of supervisor");
  EXPECT_EQ(timeline[2].text, "With the police.");
  EXPECT_EQ(timeline[2].status, "planned");
  EXPECT_FALSE(office_.cases->Edit(By("officer"), id, 3, timeline[0].id, Of("note", "", "", "", "x"))) << "what the program wrote stays";
}

TEST_F(ACase, EntriesSayEverythingThatIsWrongWithThem) {
  const CaseId id = Open(ByHand("walk_in"));
  auto wrong = [&](Entry entry) {
    auto added = office_.cases->Add(By("officer"), id, std::move(entry));
    return added ? std::string() : added.error().message;
  };
  EXPECT_THAT(wrong(Of("memo")), HasSubstr("kind: must be one of note, visit, finding, action, deadline"));
  EXPECT_THAT(wrong(Of("note")), HasSubstr("text: is missing"));
  EXPECT_THAT(wrong(Of("note", "open", "2026-11-20", "fine", "x")), AllOf(HasSubstr("status: a note has none"), HasSubstr("on:"), HasSubstr("code:")));
  EXPECT_THAT(wrong(Of("visit", "open", "tomorrow")), AllOf(HasSubstr("status: must be one of planned, done, cancelled"), HasSubstr("on: must be a day")));
  EXPECT_THAT(wrong(Of("finding", "violation", "", "wages")), HasSubstr("code: must be an issue of the profile"));
  EXPECT_THAT(wrong(Of("action", "open", "2026-12-01", "jail")), HasSubstr("code: must be one of advice, warning"));
  EXPECT_THAT(wrong(Of("note", "", "", "", std::string(4001, 'x').c_str())), HasSubstr("4000"));
  EXPECT_EQ(View(id).timeline.size(), 1U);
}

TEST_F(ACase, ASignalBecomesAComplaintOnlyWithConsent) {
  const CaseId id = Open(FromTickets({Ticket(1)}));
  auto promote = [&](const char* how, const char* on, const char* role = "officer") {
    auto done = office_.cases->Promote(By(role), id, Version(id), {how, on});
    return done ? std::string() : done.error().message;
  };
  EXPECT_THAT(promote("thread", "2026-11-17"), HasSubstr("no worker of this case agreed to be asked"));
  EXPECT_THAT(promote("rumour", "2027-01-01"), AllOf(HasSubstr("how: must be one of thread, in_person, in_writing"), HasSubstr("on:")));
  EXPECT_FALSE(View(id).complaint);
  EXPECT_FALSE(office_.cases->Promote(By("administrator"), id, 1, {"in_person", "2026-11-17"}));
  office_.Commit({store::PutThread{{core::ThreadId{{1}}, Ticket(1), core::Day{20800}, {1}}}});
  EXPECT_EQ(promote("thread", "2026-11-17"), "");
  EXPECT_TRUE(View(id).complaint);
  EXPECT_EQ(View(id).consent->on, "2026-11-17");
  EXPECT_THAT(promote("in_person", "2026-11-17"), HasSubstr("complaint already"));
  const CaseId planned = Open(ByHand("own_plan"));
  EXPECT_FALSE(View(planned).may_promote);
  EXPECT_THAT(office_.cases->Promote(By("officer"), planned, 1, {"in_person", "2026-11-17"}).error().message, HasSubstr("no worker who could consent"));
}

TEST_F(ACase, ClocksFollowStateTypeAndClass) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(2)}));
  auto running = [&] {
    std::vector<std::string> out;
    for (const ClockView& clock : View(id).clocks) {
      if (!clock.met_at) out.push_back(clock.title + " " + clock.due_on);
    }
    return out;
  };
  // Opened on Thursday 19 November 2026 in Apia.
  EXPECT_EQ(View(id).opened_on, "2026-11-19");
  EXPECT_THAT(running(), ElementsAre("Decide 2026-11-20", "Handle the grievance 2027-01-18"));
  CaseChange change;
  change.severity = 3;
  ASSERT_TRUE(office_.cases->Change(By("officer"), id, Version(id), change));
  EXPECT_THAT(running(), ElementsAre("Handle the grievance 2027-01-18", "Decide 2026-11-26"));
  change = {};
  change.type = "safety_and_health";
  ASSERT_TRUE(office_.cases->Change(By("officer"), id, Version(id), change));
  EXPECT_THAT(running(), ElementsAre("Decide 2026-11-26"));
  Write(id, Of("deadline", "open", "2026-11-23", "", "Call the union."));
  EXPECT_EQ(core::Rfc3339(View(id).due_at.value()), "2026-11-23T11:00:00.000Z") << "the end of that day in Apia";
}

TEST_F(ACase, TheListIsByWhatIsDueFirstInPages) {
  std::vector<CaseId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(Open(ByHand("walk_in")));
  Write(ids[3], Of("deadline", "open", "2026-11-19", "", "Now."));
  CaseQuery query;
  query.limit = 2;
  std::vector<CaseId> seen;
  for (;;) {
    const auto page = office_.cases->List(By("officer"), query, "en").value();
    EXPECT_EQ(page.total, 5);
    for (const CaseSummary& one : page.cases) seen.push_back(one.id);
    if (page.next.empty()) break;
    query.after = page.next;
  }
  ASSERT_EQ(seen.size(), 5U);
  EXPECT_EQ(seen.front(), ids[3]);
  query.after = "gone";
  EXPECT_EQ(office_.cases->List(By("officer"), query, "en").error().code, ErrorCode::kInvalid);
  query = {};
  query.type = "work_permits";
  EXPECT_EQ(office_.cases->List(By("officer"), query, "en")->total, 0);
}

TEST_F(ACase, TheNoticeTellsNothingOfWhereTheVisitCameFrom) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(2)}));
  Take(id);
  CaseChange change;
  change.title = "SECRET-TITLE";
  ASSERT_TRUE(office_.cases->Change(By("officer"), id, Version(id), change));
  Write(id, Of("note", "", "", "", "SECRET-NOTE"));
  Write(id, Of("visit", "done", "2026-11-18", "", "SECRET-VISIT"));
  Write(id, Of("finding", "violation", "", "compensation.payment_method", "Wages of May are not paid."));
  Write(id, Of("finding", "not_checked", "", "time.overtime", "SECRET-UNCHECKED"));
  Write(id, Of("action", "open", "2026-12-15", "payment", "Pay them."));
  Write(id, Of("deadline", "open", "2026-11-23", "", "SECRET-TASK"));
  const Notice notice = office_.cases->NoticeOf(By("officer"), id, "en").value();
  std::string all = notice.reference + notice.place + notice.district + notice.address + notice.officer + notice.currency;
  for (const std::string& day : notice.visited_on) all += day;
  for (const auto& one : notice.findings) all += one.issue + one.text + one.status;
  for (const auto& one : notice.required) all += one.measure + one.text + one.until + one.status;
  EXPECT_THAT(all, AllOf(HasSubstr("Blue Reef Cannery"), HasSubstr("Wages of May are not paid."), HasSubstr("Pay them."), HasSubstr("2026-11-18")));
  for (const char* secret : {"SECRET", "ticket", "answers", "signal", "complaint"}) EXPECT_THAT(all, Not(HasSubstr(secret)));
  EXPECT_THAT(all, Not(HasSubstr(Ticket(1).Text())));
}

TEST(References, AreShortAndRandom) {
  core::SeededRandom random(3);
  const CaseId id = CaseId::Random(random);
  EXPECT_THAT(ReferenceOf(id), ::testing::MatchesRegex("[0-9A-Z]{4}-[0-9A-Z]{4}"));
  EXPECT_NE(ReferenceOf(id), ReferenceOf(CaseId::Random(random)));
}

}  // namespace
}  // namespace ecms
