// SPDX-License-Identifier: Apache-2.0
// What happens to tickets after they joined a case, and what the office sees of a workplace.
#include "ecms/test_case.h"

namespace ecms {
namespace {

using core::ErrorCode;
using ::testing::Contains;
using ::testing::HasSubstr;

TEST_F(ACase, RisesWithItsTicketsAndSoDoItsClocks) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(3)}));
  ASSERT_EQ(View(id).severity, 3);
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(Version(id), 1) << "nothing rose, nothing is written";
  const auto due = View(id).due_at;
  PutTicket(3, "wages", "A-11", 0);
  ASSERT_TRUE(office_.cases->FollowTickets());
  const CaseView view = View(id);
  EXPECT_EQ(view.severity, 0);
  EXPECT_LT(view.due_at, due);
  ASSERT_EQ(view.timeline.size(), 2U);
  EXPECT_EQ(view.timeline[1].kind, "raised");
  EXPECT_EQ(view.timeline[1].code, "P0");
  EXPECT_EQ(view.timeline[1].by, "system");
  EXPECT_THAT(AuditActions(), Contains("case.raise"));
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(Version(id), 2);
}

TEST_F(ACase, LearnsWhereItIsWhenItsTicketsDo) {
  PutTicket(7, "danger", "", 0);
  PutTicket(8, "danger", "", 0);
  const CaseId id = Open(FromTickets({Ticket(7), Ticket(8)}));
  ASSERT_EQ(View(id).site, "");
  PutTicket(7, "danger", "A-11", 0);
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(View(id).site, "A-11");
  EXPECT_EQ(View(id).timeline.back().kind, "changed");
  EXPECT_EQ(View(id).timeline.back().code, "site");
  PutTicket(8, "danger", "B-22", 0);
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(View(id).site, "A-11") << "what it has stays";
}

TEST_F(ACase, KeepsTheClassThatAnOfficerGaveUntilATicketRises) {
  const CaseId id = Open(FromTickets({Ticket(2)}));  // P1
  CaseChange change;
  change.severity = 4;
  ASSERT_TRUE(office_.cases->Change(By("officer"), id, Version(id), change));
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(View(id).severity, 4);
  PutTicket(2, "wages", "A-11", 0);
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(View(id).severity, 0);
}

TEST_F(ACase, IsLookedAtOnlyAfterAChange) {
  const CaseId id = Open(FromTickets({Ticket(1)}));
  ASSERT_TRUE(office_.cases->FollowTickets());
  store::TicketRow row = *office_.store->FindTicket(Ticket(1)).value();
  row.severity = 0;
  store::Batch unheard;
  unheard.groups.push_back({store::PutTicket{row}});
  ASSERT_TRUE(office_.store->Commit(unheard));
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(Version(id), 1) << "an idle minute reads nothing";
  office_.changes.Note(unheard);
  ASSERT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(View(id).severity, 0);
}

TEST_F(ACase, ATicketOfItIsClosedAloneOnlyIfItLeaves) {
  const CaseId id = Open(FromTickets({Ticket(1), Ticket(3)}));
  const auto refused = office_.cases->CloseTicket(By("officer"), Ticket(1), "acted", false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_THAT(refused.error().message, HasSubstr("belongs to an open case"));
  EXPECT_EQ(office_.cases->CloseTicket(By("auditor"), Ticket(1), "acted", true).error().code,
            ErrorCode::kDenied);
  EXPECT_EQ(
      office_.cases->CloseTicket(By("officer"), Ticket(1), "no such outcome", true).error().code,
      ErrorCode::kInvalid);
  ASSERT_TRUE(office_.cases->CloseTicket(By("officer"), Ticket(1), "acted", true));
  EXPECT_EQ(office_.store->FindTicket(Ticket(1)).value()->state, "closed");
  EXPECT_EQ(office_.store->FindClosing(Ticket(1)).value()->outcome, "acted");
  const CaseView view = View(id);
  ASSERT_EQ(view.tickets.size(), 1U);
  EXPECT_EQ(view.tickets[0].id, Ticket(3));
  EXPECT_EQ(view.timeline.back().kind, "unlinked");
  EXPECT_EQ(view.timeline.back().code, "acted");
  EXPECT_FALSE(office_.cases->About(By("officer"), Ticket(1), "en")->in);
  EXPECT_EQ(office_.cases->CloseTicket(By("officer"), Ticket(1), "acted", true).error().code,
            ErrorCode::kConflict);
  EXPECT_TRUE(office_.cases->CloseTicket(By("officer"), Ticket(4), "passed", false))
      << "one in no case";
  PutTicket(3, "wages", "A-11", 0);
  EXPECT_TRUE(office_.cases->FollowTickets());
  EXPECT_EQ(View(id).severity, 0);
}

TEST_F(ACase, AWorkplaceShowsBandsAndItsCases) {
  const CaseId id = Open(FromTickets({Ticket(1)}));
  const auto site = office_.sites->Get(By("officer"), "A-11", "en");
  ASSERT_TRUE(site) << site.error().message;
  EXPECT_EQ(site->name, "Blue Reef Cannery");
  ASSERT_EQ(site->signals.size(), 2U);
  for (const SiteSignal& signal : site->signals) {
    EXPECT_EQ(signal.band.from, 1) << "three tickets and one look the same";
    EXPECT_EQ(signal.band.to, 4);
  }
  ASSERT_EQ(site->cases.size(), 1U);
  EXPECT_EQ(site->cases[0].id, id);
  const auto tiny = office_.sites->Get(By("officer"), "T-22", "en");
  EXPECT_TRUE(tiny->few);
  EXPECT_TRUE(tiny->signals.empty());
  EXPECT_EQ(office_.sites->Get(By("officer"), "X-99", "en").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(office_.sites->Get(By("auditor"), "A-11", "en").error().code, ErrorCode::kDenied);
  EXPECT_EQ(office_.sites->List(By("officer"), "", 200)->total, 2);
  EXPECT_EQ(office_.sites->List(By("officer"), "REEF", 200)->sites.at(0).code, "A-11");
  EXPECT_EQ(office_.sites->List(By("officer"), "", 1)->sites.size(), 1U);
  EXPECT_EQ(office_.sites->List(By("author"), "", 1).error().code, ErrorCode::kDenied);
  for (uint8_t more = 10; more < 14; ++more) PutTicket(more, "wages", "A-11", 3);
  const auto later = office_.sites->Get(By("officer"), "A-11", "en");
  for (const SiteSignal& signal : later->signals) {
    EXPECT_EQ(signal.band.from, signal.topic.id == "wages" ? 5 : 1);
  }
}

}  // namespace
}  // namespace ecms
