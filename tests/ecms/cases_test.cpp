// SPDX-License-Identifier: Apache-2.0
#include "ecms/cases_rules.h"
#include "ecms/test_case.h"

namespace ecms {
namespace {

using core::ErrorCode;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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
  EXPECT_EQ(office_.cases->Open(By("officer"), FromTickets({Ticket(2)})).error().code,
            ErrorCode::kConflict)
      << "a ticket is in one case";
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
  EXPECT_EQ(office_.cases->About(By("officer"), Ticket(6), "en").value().corroboration->to, 1)
      << "without a site: itself alone";
}

TEST_F(ACase, TellsNoCorroborationOfASmallWorkplace) {
  EXPECT_FALSE(office_.cases->About(By("officer"), Ticket(5), "en").value().corroboration);
  EXPECT_FALSE(View(Open(FromTickets({Ticket(5)}))).corroboration);
}

TEST(Corroborated, InBandsOfTheProfile) {
  const auto profile = ParseProfile(*ShippedProfile("generic")).profile;
  auto band = [&](int64_t voices, int64_t workers = 0) {
    const auto out = BandOf(*profile, voices, workers);
    return !out ? std::string("none")
                : std::to_string(out->from) + "-" + (out->to ? std::to_string(*out->to) : "");
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
  EXPECT_THAT(office_.cases->Open(By("officer"), ByHand("tickets")).error().message,
              HasSubstr("origin: must be one of walk_in, telephone, letter, own_plan"));
  EXPECT_THAT(
      office_.cases->Open(By("officer"), ByHand("accident_notice", "work_permits")).error().message,
      HasSubstr("permit_check"));
  EXPECT_THAT(
      office_.cases->Open(By("officer"), ByHand("walk_in", "tax")).error().message,
      HasSubstr("type: must be one of industrial_relations, work_permits, safety_and_health"));
  wanted = ByHand("letter");
  wanted.site = "Z-99";
  wanted.issues = {"compensation.unknown"};
  EXPECT_THAT(office_.cases->Open(By("officer"), wanted).error().message,
              AllOf(HasSubstr("site: is no code of the register"), HasSubstr("issues:")));
}

TEST_F(ACase, GoesFromTicketToClosureByTheProfilesGuards) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(2)}));
  EXPECT_THAT(Missing(id, "assess"), ElementsAre("assignee"));
  EXPECT_THAT(Moved(id, "assess"),
              HasSubstr("assignee: this transition is possible only if an officer has the case"));
  Take(id);
  EXPECT_EQ(Moved(id, "assess"), "");
  EXPECT_THAT(
      Moved(id, "visit_done"),
      HasSubstr("from \"assessment\" a case can take: conciliate, plan_visit, refer, no_action"));
  EXPECT_THAT(Missing(id, "plan_visit"), ElementsAre("visit_planned"));
  const EntryId visit = Write(id, Of("visit", "planned", "2026-11-20"));
  EXPECT_EQ(Moved(id, "plan_visit"), "");
  EXPECT_THAT(Missing(id, "visit_done"), ElementsAre("visit_done", "finding"));
  Entry done = Of("visit", "done", "2026-11-20");
  EXPECT_THAT(office_.cases->Edit(By("officer"), id, Version(id), visit, done).error().message,
              HasSubstr("cannot lie in the future"));
  done.on = "2026-11-18";
  ASSERT_TRUE(office_.cases->Edit(By("officer"), id, Version(id), visit, done));
  Write(id, Of("finding", "violation", "", "compensation.payment_method",
               "Wages of May are not paid."));
  EXPECT_EQ(Moved(id, "visit_done"), "");
  EXPECT_THAT(Missing(id, "require_correction"), ElementsAre("open_action"));
  EXPECT_THAT(
      Moved(id, "in_order", "officer", "", Closing{"in_order", "none", 0}),
      HasSubstr("no_violation: this transition is possible only if no violation was found"));
  const EntryId action =
      Write(id, Of("action", "open", "2026-12-15", "payment", "Pay the wages of May."));
  EXPECT_EQ(Moved(id, "require_correction"), "");
  const Closing closing{"remedied", "few", 4200};
  EXPECT_THAT(Moved(id, "corrected", "officer", "", closing), HasSubstr("no_open_action"));
  ASSERT_TRUE(office_.cases->Edit(By("officer"), id, Version(id), action,
                                  Of("action", "done", "2026-12-15", "payment", "Paid.")));
  EXPECT_THAT(Moved(id, "corrected"), HasSubstr("closing: is missing"));
  EXPECT_THAT(
      Moved(id, "corrected", "officer", "", Closing{"won", "12", -1}),
      AllOf(HasSubstr("closing.outcome: must be one of remedied"),
            HasSubstr("closing.gained: must be one of none, few"), HasSubstr("closing.paid")));
  EXPECT_EQ(Moved(id, "corrected", "officer", "", closing), "");

  const CaseView view = View(id);
  EXPECT_TRUE(view.closed);
  EXPECT_EQ(view.closing->paid, 4200);
  EXPECT_THAT(view.moves, IsEmpty());
  for (const ClockView& clock : view.clocks) EXPECT_TRUE(clock.met_at) << clock.title;
  EXPECT_THAT(view.tickets, IsEmpty())
      << "a closed ticket has no workplace; nothing leads from one to the other";
  EXPECT_EQ(view.corroboration->to, 4) << "the band stays";
  EXPECT_FALSE(office_.cases->About(By("officer"), Ticket(1), "en")->in);
  for (const uint8_t ticket : {uint8_t{1}, uint8_t{2}}) {
    const auto row = office_.store->FindTicket(Ticket(ticket)).value();
    EXPECT_EQ(row->state, "closed");
    EXPECT_FALSE(row->clock) << "a closed ticket keeps its week alone";
  }
  EXPECT_EQ(office_.cases->List(By("officer"), {}, "en")->total, 0);
  CaseQuery closed;
  closed.closed = true;
  EXPECT_EQ(office_.cases->List(By("officer"), closed, "en")->total, 1);
  EXPECT_THAT(office_.cases->Change(By("officer"), id, view.version, {}).error().message,
              HasSubstr("is closed"));
  Write(id, Of("note", "", "", "", "A letter came afterwards."));
  EXPECT_THAT(
      office_.cases->Add(By("officer"), id, Of("deadline", "open", "2026-12-01", "", "x"), "")
          .error()
          .message,
      HasSubstr("only notes"));
  const auto actions = AuditActions();
  EXPECT_EQ(actions.size(), static_cast<size_t>(Version(id))) << "one audit entry for each version";
  EXPECT_EQ(View(id).timeline.size(), actions.size()) << "and one of the timeline";
}

TEST_F(ACase, AVisitThatDoesNotTakePlaceLeadsBackToTheAssessment) {
  const CaseId id = Open(FromTickets({Ticket(1)}));
  Take(id);
  EXPECT_EQ(Moved(id, "assess"), "");
  const EntryId visit = Write(id, Of("visit", "planned", "2026-11-20"));
  EXPECT_EQ(Moved(id, "plan_visit"), "");
  EXPECT_THAT(office_.cases->Add(By("officer"), id, Of("visit", "cancelled", "2026-11-20"), "")
                  .error()
                  .message,
              HasSubstr("status: a visit is cancelled by editing the one that was planned"));
  ASSERT_TRUE(office_.cases->Edit(By("officer"), id, Version(id), visit,
                                  Of("visit", "cancelled", "2026-11-20")));
  EXPECT_FALSE(office_.cases->List(By("officer"), {}, "en")->cases.at(0).due_at ==
               core::TimestampFromRfc3339("2026-11-20T11:00:00Z"))
      << "nothing is to be done that day";
  EXPECT_THAT(Moved(id, "visit_not_held"), HasSubstr("reason"));
  EXPECT_EQ(Moved(id, "visit_not_held", "officer", "The workplace is shut."), "");
  EXPECT_THAT(Missing(id, "plan_visit"), ElementsAre("visit_planned"))
      << "the cancelled one does not count again";
}

// The employer has not corrected: the office goes again.
TEST_F(ACase, ASecondRoundNeedsAVisitAndFindingsOfItsOwn) {
  const CaseId id = Open(FromTickets({Ticket(1)}));
  Take(id);
  ASSERT_EQ(Moved(id, "assess"), "");
  const EntryId first = Write(id, Of("visit", "planned", "2026-11-18"));
  ASSERT_EQ(Moved(id, "plan_visit"), "");
  ASSERT_TRUE(office_.cases->Edit(By("officer"), id, Version(id), first,
                                  Of("visit", "done", "2026-11-18")));
  Write(id, Of("finding", "violation", "", "compensation.payment_method",
               "Wages of May are not paid."));
  ASSERT_EQ(Moved(id, "visit_done"), "");
  Write(id, Of("finding", "in_order", "", "time.overtime",
               "Written down afterwards, still of the first visit."));
  Write(id, Of("action", "open", "2026-12-15", "payment", "Pay the wages of May."));
  ASSERT_EQ(Moved(id, "require_correction"), "");
  // Planned while the case is still in correction, so before the round begins.
  const EntryId second = Write(id, Of("visit", "planned", "2026-11-19"));
  ASSERT_EQ(Moved(id, "plan_visit"), "");
  EXPECT_THAT(Missing(id, "visit_done"), ElementsAre("visit_done", "finding"))
      << "those of the first round were counted then";
  ASSERT_TRUE(office_.cases->Edit(By("officer"), id, Version(id), second,
                                  Of("visit", "done", "2026-11-19")));
  EXPECT_THAT(Missing(id, "visit_done"), ElementsAre("finding"));
  Write(id, Of("finding", "in_order", "", "compensation.payment_method", "Paid by now."));
  ASSERT_EQ(Moved(id, "visit_done"), "");
  EXPECT_THAT(Missing(id, "require_correction"), ElementsAre("violation"))
      << "this time none was found";
  EXPECT_THAT(Missing(id, "in_order"), ElementsAre("no_open_action"))
      << "the violation of the first round is not this one's";
  Write(id, Of("finding", "violation", "", "time.overtime", "Nobody is paid for Sundays."));
  EXPECT_THAT(Missing(id, "require_correction"), IsEmpty());
  EXPECT_THAT(Missing(id, "in_order"), ElementsAre("no_violation", "no_open_action"));
}

TEST_F(ACase, SentTwiceIsOpenedAndWrittenIntoOnce) {
  NewCase wanted = FromTickets({Ticket(1)});
  wanted.repeat_key = "0123456789abcdef";
  const CaseId id = Open(wanted);
  EXPECT_EQ(Open(wanted), id) << "though its ticket is in a case by now";
  EXPECT_EQ(office_.cases->List(By("officer"), {}, "en")->total, 1);
  NewCase other = ByHand("walk_in");
  other.repeat_key = "0123456789abcdeg";
  EXPECT_NE(Open(other), id);
  other.repeat_key = "short";
  EXPECT_THAT(office_.cases->Open(By("officer"), other).error().message, HasSubstr("repeat_key"));

  const Entry note = Of("note", "", "", "", "The manager was not there.");
  const auto add = [&](const Caller& caller, const char* key) {
    return office_.cases->Add(caller, id, note, key).value();
  };
  const EntryId first = add(By("officer"), "0123456789abcdef");
  const int64_t version = Version(id);
  EXPECT_EQ(add(By("officer"), "0123456789abcdef"), first);
  EXPECT_EQ(Version(id), version);
  EXPECT_EQ(View(id).timeline.size(), 2U);
  EXPECT_NE(add(By("officer"), "0123456789abcdeg"), first);
  EXPECT_NE(add(Caller{core::AccountId{{9}}, "another", "officer"}, "0123456789abcdef"), first)
      << "of somebody else";
  EXPECT_NE(add(By("officer"), ""), add(By("officer"), ""));
  EXPECT_THAT(office_.cases->Add(By("officer"), id, note, "short").error().message,
              HasSubstr("repeat_key"));
  EXPECT_EQ(AuditActions().size(), static_cast<size_t>(Version(id)) + 1) << "and the other case";
}

TEST_F(ACase, SaysThatAWorkerOfItHasAnswered) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(2)}));
  Open(ByHand("walk_in"));
  const auto answered = [&] {
    CaseQuery query;
    query.answered = true;
    return office_.cases->List(By("officer"), query, "en").value().cases;
  };
  EXPECT_THAT(answered(), IsEmpty());
  office_.Commit({store::PutThreadEntry{{core::EntryId{{1}}, Ticket(2), 0,
                                         store::EntryKind::kAnswer, "ask_place", "yes",
                                         std::nullopt, store::EntryState::kNone, "2026-W47", ""}}});
  ASSERT_EQ(answered().size(), 1U);
  EXPECT_EQ(answered()[0].id, id);
  const CaseView view = View(id);
  EXPECT_TRUE(view.answered);
  EXPECT_FALSE(view.tickets.at(0).answered);
  EXPECT_TRUE(view.tickets.at(1).answered) << "of which ticket";
  office_.Commit({store::AnswersSeen{Ticket(2), 1}});
  EXPECT_FALSE(View(id).answered);
}

TEST_F(ACase, NoTelephoneNumberOrAddressIsStoredInTheClear) {
  const CaseId id = Open(ByHand("walk_in"));
  const std::string number = "She can be called on +685 7212345 after work.",
                    address = "Write to sina@example.org in the evening, please.";
  for (const std::string& text : {number, address})
    EXPECT_THAT(office_.cases->Add(By("officer"), id, Of("note", "", "", "", text.c_str()), "")
                    .error()
                    .message,
                HasSubstr("what officers write is not sealed"));
  CaseChange change;
  change.title = number;
  EXPECT_THAT(office_.cases->Change(By("officer"), id, 1, change).error().message,
              HasSubstr("title: holds a telephone number"));
  NewCase wanted = ByHand("walk_in");
  wanted.place = number;
  EXPECT_THAT(office_.cases->Open(By("officer"), wanted).error().message,
              HasSubstr("place: holds a telephone number"));
  EXPECT_THAT(Moved(id, "no_action", "supervisor", number, Closing{"unfounded", "none", 0}),
              HasSubstr("reason: holds a telephone number"));
  Write(id, Of("note", "", "", "", "42 workers, 4200 tala owed since 2026-05-31, permit A-1234."));
  EXPECT_EQ(View(id).timeline.size(), 2U);
}

TEST_F(ACase, ClosingTellsTheWorkersAndNoTicketStaysOpen) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(2)}));
  ASSERT_TRUE(
      office_.cases->Move(By("supervisor"), id, Version(id),
                          {"no_action", "nothing in it", Closing{"not_competent", "none", 0}}));
  for (const uint8_t ticket : {uint8_t{1}, uint8_t{2}}) {
    EXPECT_EQ(office_.store->FindTicket(Ticket(ticket)).value()->state, "closed");
    const auto closing = office_.store->FindClosing(Ticket(ticket)).value();
    ASSERT_TRUE(closing);
    EXPECT_EQ(closing->outcome, "passed") << "what the worker's receipt code tells";
  }
}

TEST_F(ACase, ARoleOutsideTheTransitionIsRefused) {
  const CaseId id = Open(ByHand("walk_in"));
  const Closing closing{"unfounded", "none", 0};
  EXPECT_EQ(
      office_.cases->Move(By("officer"), id, Version(id), {"no_action", "nothing in it", closing})
          .error()
          .code,
      ErrorCode::kDenied);
  EXPECT_THAT(Moved(id, "no_action", "supervisor", "", closing), HasSubstr("reason"));
  EXPECT_EQ(Moved(id, "no_action", "supervisor", "nothing in it", closing), "");
  for (const char* role : {"author", "auditor"}) {
    EXPECT_EQ(office_.cases->Get(By(role), id, "en").error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->List(By(role), {}, "en").error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->NoticeOf(By(role), id, "en").error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->About(By(role), Ticket(1), "en").error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->Open(By(role), ByHand("walk_in")).error().code, ErrorCode::kDenied);
    EXPECT_EQ(office_.cases->Add(By(role), id, Of("note", "", "", "", "x"), "").error().code,
              ErrorCode::kDenied);
  }
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

TEST(References, AreShortAndRandom) {
  core::SeededRandom random(3);
  const CaseId id = CaseId::Random(random);
  EXPECT_THAT(ReferenceOf(id), ::testing::MatchesRegex("[0-9A-Z]{4}-[0-9A-Z]{4}"));
  EXPECT_NE(ReferenceOf(id), ReferenceOf(CaseId::Random(random)));
}

}  // namespace
}  // namespace ecms
