// SPDX-License-Identifier: Apache-2.0
#include "ecms/test_case.h"

namespace ecms {
namespace {

using core::ErrorCode;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(ACase, IsTakenByOfficersAndGivenBySupervisors) {
  const CaseId id = Open(ByHand("walk_in"));
  CaseChange change;
  change.assignee = "name of supervisor";
  EXPECT_EQ(office_.cases->Change(By("officer"), id, 1, change).error().code, ErrorCode::kDenied);
  change.assignee = "name of auditor";
  EXPECT_THAT(office_.cases->Change(By("supervisor"), id, 1, change).error().message,
              HasSubstr("assignee"));
  change.assignee = "name of disabled";
  EXPECT_FALSE(office_.cases->Change(By("supervisor"), id, 1, change));
  change.assignee = "name of officer";
  EXPECT_TRUE(office_.cases->Change(By("supervisor"), id, 1, change));
  EXPECT_EQ(View(id).assignee, "name of officer");
  change.assignee = "";
  EXPECT_TRUE(office_.cases->Change(By("officer"), id, 2, change))
      << "to put down what is one's own";
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
  ASSERT_TRUE(
      office_.cases->Edit(By("supervisor"), id, 2, visit,
                          Of("visit", "cancelled", "2026-11-20", "", "The road is closed.")));
  const auto timeline = View(id).timeline;
  ASSERT_EQ(timeline.size(), 3U);
  EXPECT_EQ(timeline[1].status, "cancelled");
  EXPECT_EQ(timeline[1].by, "name of officer");
  EXPECT_EQ(timeline[2].kind, "edited");
  EXPECT_EQ(timeline[2].by, "name of supervisor");
  EXPECT_EQ(timeline[2].text, "With the police.");
  EXPECT_EQ(timeline[2].status, "planned");
  EXPECT_FALSE(
      office_.cases->Edit(By("officer"), id, 3, timeline[0].id, Of("note", "", "", "", "x")))
      << "what the program wrote stays";
}

TEST_F(ACase, EntriesSayEverythingThatIsWrongWithThem) {
  const CaseId id = Open(ByHand("walk_in"));
  auto wrong = [&](Entry entry) {
    auto added = office_.cases->Add(By("officer"), id, std::move(entry), "");
    return added ? std::string() : added.error().message;
  };
  EXPECT_THAT(wrong(Of("memo")),
              HasSubstr("kind: must be one of note, visit, finding, action, deadline"));
  EXPECT_THAT(wrong(Of("note")), HasSubstr("text: is missing"));
  EXPECT_THAT(wrong(Of("note", "open", "2026-11-20", "fine", "x")),
              AllOf(HasSubstr("status: a note has none"), HasSubstr("on:"), HasSubstr("code:")));
  EXPECT_THAT(wrong(Of("visit", "open", "tomorrow")),
              AllOf(HasSubstr("status: must be one of planned, done, cancelled"),
                    HasSubstr("on: must be a day")));
  EXPECT_THAT(wrong(Of("finding", "violation", "", "wages")),
              HasSubstr("code: must be an issue of the profile"));
  EXPECT_THAT(wrong(Of("action", "open", "2026-12-01", "jail")),
              HasSubstr("code: must be one of advice, warning"));
  EXPECT_THAT(wrong(Of("note", "", "", "", std::string(4001, 'x').c_str())), HasSubstr("4000"));
  EXPECT_EQ(View(id).timeline.size(), 1U);
}

TEST_F(ACase, ASignalBecomesAComplaintOnlyWithConsent) {
  const CaseId id = Open(FromTickets({Ticket(1)}));
  auto promote = [&](const char* how, const char* on, const char* role = "officer") {
    auto done = office_.cases->Promote(By(role), id, Version(id), {how, on});
    return done ? std::string() : done.error().message;
  };
  EXPECT_THAT(promote("thread", "2026-11-17"),
              HasSubstr("no worker of this case has answered yes there"));
  EXPECT_THAT(
      promote("rumour", "2027-01-01"),
      AllOf(HasSubstr("how: must be one of thread, in_person, in_writing"), HasSubstr("on:")));
  EXPECT_FALSE(View(id).complaint);
  EXPECT_FALSE(office_.cases->Promote(By("auditor"), id, 1, {"in_person", "2026-11-17"}));
  office_.Commit({store::PutThread{{core::ThreadId{{1}}, Ticket(1), core::Day{20800}, {1}}}});
  EXPECT_NE(promote("thread", "2026-11-17"), "") << "to be asked is not to agree";
  const auto answer = [&](uint8_t entry, const char* code) {
    office_.Commit({store::PutThreadEntry{
        {core::EntryId{{entry}}, Ticket(1), 0, store::EntryKind::kAnswer, "ask_complaint", code,
         std::nullopt, store::EntryState::kNone, "2026-W47", ""}}});
  };
  answer(1, "yes");
  answer(2, "no");
  EXPECT_NE(promote("thread", "2026-11-17"), "") << "the last answer counts";
  answer(3, "yes");
  EXPECT_EQ(promote("thread", "2026-11-17"), "");
  EXPECT_TRUE(View(id).complaint);
  EXPECT_EQ(View(id).consent->on, "2026-11-17");
  EXPECT_THAT(promote("in_person", "2026-11-17"), HasSubstr("complaint already"));
  const CaseId planned = Open(ByHand("own_plan"));
  EXPECT_FALSE(View(planned).may_promote);
  EXPECT_THAT(office_.cases->Promote(By("officer"), planned, 1, {"in_person", "2026-11-17"})
                  .error()
                  .message,
              HasSubstr("no worker who could consent"));
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
  EXPECT_THAT(running(),
              ElementsAre("Assess, or close 2026-11-20", "Handle the grievance 2027-01-18"));
  CaseChange change;
  change.severity = 3;
  ASSERT_TRUE(office_.cases->Change(By("officer"), id, Version(id), change));
  EXPECT_THAT(running(),
              ElementsAre("Handle the grievance 2027-01-18", "Assess, or close 2026-11-26"));
  change = {};
  change.type = "safety_and_health";
  ASSERT_TRUE(office_.cases->Change(By("officer"), id, Version(id), change));
  EXPECT_THAT(running(), ElementsAre("Assess, or close 2026-11-26"));
  Write(id, Of("deadline", "open", "2026-11-23", "", "Call the union."));
  EXPECT_EQ(core::Rfc3339(View(id).due_at.value()), "2026-11-23T11:00:00.000Z")
      << "the end of that day in Apia";
}

TEST_F(ACase, TheNoticeTellsNothingOfWhereTheVisitCameFrom) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(2)}));
  Take(id);
  CaseChange change;
  change.title = "SECRET-TITLE";
  ASSERT_TRUE(office_.cases->Change(By("officer"), id, Version(id), change));
  Write(id, Of("note", "", "", "", "SECRET-NOTE"));
  Write(id, Of("visit", "done", "2026-11-18", "", "SECRET-VISIT"));
  Write(id, Of("finding", "violation", "", "compensation.payment_method",
               "Wages of May are not paid."));
  Write(id, Of("finding", "not_checked", "", "time.overtime", "SECRET-UNCHECKED"));
  Write(id, Of("action", "open", "2026-12-15", "payment", "Pay them."));
  Write(id, Of("deadline", "open", "2026-11-23", "", "SECRET-TASK"));
  const Notice notice = office_.cases->NoticeOf(By("officer"), id, "en").value();
  std::string all = notice.reference + notice.place + notice.district + notice.address +
                    notice.officer + notice.currency;
  for (const std::string& day : notice.visited_on) all += day;
  for (const auto& one : notice.findings) all += one.issue + one.text + one.status;
  for (const auto& one : notice.required) all += one.measure + one.text + one.until + one.status;
  EXPECT_THAT(all, AllOf(HasSubstr("Blue Reef Cannery"), HasSubstr("Wages of May are not paid."),
                         HasSubstr("Pay them."), HasSubstr("2026-11-18")));
  for (const char* secret : {"SECRET", "ticket", "answers", "signal", "complaint"})
    EXPECT_THAT(all, Not(HasSubstr(secret)));
  EXPECT_THAT(all, Not(HasSubstr(Ticket(1).Text())));
}

}  // namespace
}  // namespace ecms
