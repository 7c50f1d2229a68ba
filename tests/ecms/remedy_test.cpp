// SPDX-License-Identifier: Apache-2.0
// What an office reports, and what people must hear of before it is too late.
#include "ecms/remedy.h"

#include "ecms/test_case.h"

namespace ecms {
namespace {

using core::ErrorCode;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const RemedyNames kNames{{{"remedied", "Put right", ""}, {"unfounded", "Not borne out", ""}},
                         {{"none", "None", ""}, {"few", "1 to 4", ""}, {"some", "5 to 9", ""}}};

std::vector<ClosedCase> Many(size_t count, const char* outcome, const char* gained,
                             int64_t paid = 0, const char* period = "2026-Q4") {
  return std::vector<ClosedCase>(count, {period, outcome, gained, paid});
}
std::vector<ClosedCase> operator+(std::vector<ClosedCase> a, const std::vector<ClosedCase>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}
std::vector<std::string> Counts(const std::vector<RemedyLine>& lines) {
  std::vector<std::string> out;
  for (const RemedyLine& line : lines) out.push_back(line.id + " " + line.cases);
  return out;
}

TEST(Remedy, LargeNumbersStandAsTheyAre) {
  const auto periods = SumUp(Many(12, "remedied", "few", 100) + Many(7, "unfounded", "none") +
                                 Many(5, "remedied", "some", 0, "2027-Q1"),
                             kNames);
  ASSERT_EQ(periods.size(), 2U);
  EXPECT_EQ(periods[0].period, "2027-Q1") << "the latest first";
  EXPECT_EQ(periods[1].closed, "19");
  EXPECT_THAT(Counts(periods[1].outcomes), ElementsAre("remedied 12", "unfounded 7"));
  EXPECT_THAT(Counts(periods[1].gained), ElementsAre("none 7", "few 12", "some 0"));
  EXPECT_EQ(periods[1].with_money, "12");
  EXPECT_EQ(periods[1].paid, "1200");
  EXPECT_EQ(periods[0].paid, "0");
}

TEST(Remedy, ASmallNumberIsABandAndNothingBesideItTellsIt) {
  const auto one =
      SumUp(Many(12, "remedied", "few", 100) + Many(1, "unfounded", "few"), kNames).at(0);
  EXPECT_THAT(Counts(one.outcomes), ElementsAre("remedied 12", "unfounded 1–4"));
  EXPECT_EQ(one.closed, "10–19") << "13 would tell the one";
  EXPECT_THAT(Counts(one.gained), ElementsAre("none 0", "few 10–19", "some 0"))
      << "so would 13 here";
  EXPECT_EQ(one.with_money, "10–19") << "12 of 13: the one without";
  EXPECT_EQ(one.paid, "1200");
  const auto few =
      SumUp(Many(3, "remedied", "few", 100) + Many(20, "unfounded", "none"), kNames).at(0);
  EXPECT_EQ(few.with_money, "1–4");
  EXPECT_EQ(few.paid, "") << "what three were paid is not told";
}

TEST(Remedy, AnOutcomeThatTheProfileNoLongerHasIsCounted) {
  const auto one = SumUp(Many(5, "abolished", "few"), kNames).at(0);
  EXPECT_THAT(Counts(one.outcomes), ElementsAre("remedied 0", "unfounded 0", "abolished 5"));
}

TEST_F(ACase, ClosedAddsUpByTheOfficesOwnCalendarAndLeavesAsATable) {
  const auto close = [&](int count, const Closing& closing) {
    for (int i = 0; i < count; ++i) {
      const CaseId id = Open(ByHand("walk_in"));
      ASSERT_EQ(Moved(id, "no_action", "supervisor", "why", closing), "");
    }
  };
  office_.clock.now = *core::TimestampFromRfc3339(
      "2026-11-30T11:30:00Z");  // half past midnight on the first of December there
  close(5, {"remedied", "few", 100});
  Open(ByHand("walk_in"));  // open: not counted
  const auto totals = [&](const RemedyQuery& query) {
    return office_.cases->Totals(By("officer"), query, "es").value();
  };
  ASSERT_EQ(totals({}).periods.size(), 1U);
  EXPECT_EQ(totals({}).periods[0].period, "2026-Q4");
  EXPECT_EQ(totals({}).periods[0].closed, "5");
  EXPECT_EQ(totals({}).currency, "WST");
  EXPECT_EQ(totals({"year", "", ""}).periods[0].period, "2026");
  EXPECT_EQ(totals({"month", "2026-12-31", "2026-12-31"}).periods.at(0).period, "2026-12")
      << "the whole month, by the day there";
  EXPECT_THAT(totals({"month", "2027-01-01", ""}).periods, IsEmpty());
  EXPECT_THAT(totals({"month", "", "2026-11-30"}).periods, IsEmpty());
  for (const RemedyQuery& bad :
       {RemedyQuery{"week", "", ""}, RemedyQuery{"month", "2026-13-01", ""},
        RemedyQuery{"month", "2026-02-01", "2026-01-01"}})
    EXPECT_EQ(office_.cases->Totals(By("officer"), bad, "en").error().code, ErrorCode::kInvalid);
  EXPECT_EQ(office_.cases->Totals(By("author"), {}, "en").error().code, ErrorCode::kDenied);
  const auto table = office_.cases->TotalsTable(By("officer"), {}, "en", "csv").value();
  EXPECT_THAT(table.at(0), ElementsAre("period", "figure", "code", "title", "value", "currency"));
  EXPECT_THAT(table.at(1), ElementsAre("2026-Q4", "closed", "", "", "5", ""));
  EXPECT_THAT(table.back(), ElementsAre("2026-Q4", "paid", "", "", "500", "WST"));
  EXPECT_EQ(AuditActions().back(), "cases.export");
}

// ---- deadlines that people must hear of ----

class ADeadline : public ACase {
 protected:
  // What falls between that long after now and that long after now.
  std::string Alarms(core::Millis from, core::Millis to) {
    const auto alarms = office_.cases->CountAlarms(start_ + from, start_ + to, hours(2)).value();
    return std::to_string(alarms.ending) + " end, " + std::to_string(alarms.over) + " over";
  }
  const core::Timestamp start_ = office_.clock.now;
};

TEST_F(ADeadline, OfHoursIsToldTwoHoursBeforeAndWhenItIsOver) {
  NewCase wanted = ByHand("walk_in");
  wanted.severity = 0;  // to be decided within four hours
  const CaseId id = Open(wanted);
  EXPECT_EQ(Alarms(minutes(-1), hours(1)), "0 end, 0 over");
  EXPECT_EQ(Alarms(hours(1), hours(3)), "1 end, 0 over");
  EXPECT_EQ(Alarms(hours(3), hours(5)), "0 end, 1 over");
  EXPECT_EQ(Alarms(hours(5), hours(500)), "0 end, 0 over") << "once";
  Take(id);
  ASSERT_EQ(Moved(id, "assess"), "");
  EXPECT_EQ(Alarms(hours(1), hours(5)), "0 end, 0 over") << "met; what comes next has 24 hours";
}

TEST_F(ADeadline, OfDaysIsToldADayBefore) {
  const CaseId id = Open(ByHand("walk_in"));  // P2: five working days
  Take(id);
  ASSERT_EQ(Moved(id, "assess"), "");  // 14 days
  Write(id, Of("deadline", "open", "2026-11-22", "", "The employer answers."));
  Write(id, Of("deadline", "open", "2026-11-21", "", "The papers are here."));
  // 00:06 on the 19th there, so the 21st begins after 48 hours less six minutes.
  EXPECT_EQ(Alarms(hours(0), hours(46)), "0 end, 0 over");
  EXPECT_EQ(Alarms(hours(46), hours(48)), "1 end, 0 over") << "its last day begins";
  EXPECT_EQ(Alarms(hours(70), hours(72)), "1 end, 1 over")
      << "and the next one's, though the first is still open";
  EXPECT_EQ(Alarms(hours(94), hours(96)), "0 end, 1 over");
}

TEST_F(ADeadline, ThatIsOverWhenItBeginsIsToldThen) {
  const CaseId id = Open(FromTickets({Ticket(1)}));
  office_.clock.now = start_ + hours(30);
  PutTicket(1, "wages", "A-11",
            0);  // the worker went on: danger; four hours from the opening are long over
  ASSERT_TRUE(office_.cases->FollowTickets());
  ASSERT_EQ(View(id).severity, 0);
  EXPECT_EQ(Alarms(hours(29), hours(31)), "0 end, 1 over");
}

}  // namespace
}  // namespace ecms
