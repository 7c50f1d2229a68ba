// SPDX-License-Identifier: Apache-2.0
#include "ecms/quality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecms/changes.h"
#include "ecms/test_office.h"
#include "store/store.h"

namespace ecms {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;

constexpr core::Day kToday{20'000};

// Tickets by age in days: the first number is today's.
bool Bursts(const std::vector<int>& by_age) {
  std::vector<store::SiteDayRow> days;
  for (size_t age = 0; age < by_age.size(); ++age) {
    if (by_age[age] > 0)
      days.push_back({"K7M-2Q3", "wages", kToday + -static_cast<int>(age), by_age[age]});
  }
  return IsBurst(days, kToday);
}

TEST(Pace, IsABandOfSecondsAQuestion) {
  EXPECT_EQ(PaceOf(seconds(40), 9), Pace::kUnder5);
  EXPECT_EQ(PaceOf(seconds(45), 9), Pace::kUnder15);
  EXPECT_EQ(PaceOf(seconds(9 * 15), 9), Pace::kUnder60);
  EXPECT_EQ(PaceOf(seconds(9 * 60), 9), Pace::kSlower);
  EXPECT_EQ(PaceOf(seconds(3600 * 24 * 3), 9), Pace::kSlower);
}

TEST(Pace, OfFewQuestionsOrABackwardClockIsNotKnown) {
  EXPECT_EQ(PaceOf(seconds(1), kFewestForPace - 1), Pace::kUnknown);
  EXPECT_EQ(PaceOf(seconds(0), 0), Pace::kUnknown);
  EXPECT_EQ(PaceOf(seconds(-5), 9), Pace::kUnknown);
}

TEST(Burst, SixInThreeDaysWhereNobodyWroteBefore) {
  EXPECT_FALSE(Bursts({5}));
  EXPECT_TRUE(Bursts({6}));
  EXPECT_TRUE(Bursts({2, 2, 2}));
  EXPECT_FALSE(Bursts({2, 2, 1, 1})) << "the fourth day is of the baseline";
}

TEST(Burst, ABusySiteIsComparedWithItself) {
  const std::vector<int> steady(14, 2);
  EXPECT_FALSE(Bursts(steady));
  std::vector<int> busy_week = steady;
  busy_week[0] = 4;
  EXPECT_FALSE(Bursts(busy_week)) << "eight where six were to be expected";
  std::vector<int> many = steady;
  many[0] = many[1] = 14;
  EXPECT_TRUE(Bursts(many));
}

TEST(Burst, OldAndFutureDaysDoNotCount) {
  std::vector<int> old(30, 0);
  old[14] = old[20] = 100;
  EXPECT_FALSE(Bursts(old));
  const std::vector<store::SiteDayRow> future{{"K7M-2Q3", "wages", kToday + 1, 50}};
  EXPECT_FALSE(IsBurst(future, kToday));
}

TEST(AllFine, IsAlikeFromSixOnAndFourInFive) {
  EXPECT_FALSE(AreAlike(5, 5));
  EXPECT_TRUE(AreAlike(6, 6));
  EXPECT_TRUE(AreAlike(8, 10));
  EXPECT_FALSE(AreAlike(7, 9)) << "people who are content differ in hours and age";
}

TEST(AllFine, IsToldOfAWorkplaceInABand) {
  TestOffice office;
  const core::Day today = core::DayOf(office.clock.now);
  office.Commit(
      {store::PutSite{
           {"A-11", "1", "Blue Reef Cannery", "Apia", "fishing", "", "1 Beach Road", 80}},
       store::PutSite{{"A-12", "2", "Two Boats", "Apia", "fishing", "", "2 Beach Road", 2}}});
  const Caller officer = office.CallerOf("officer");
  for (const char* site : {"A-11", "A-12"})
    office.Commit({store::AddSiteDay{{site, std::string(kFine), today, 9}}});
  EXPECT_FALSE(office.sites->Get(officer, "A-11", "en")->all_fine)
      << "many are content: nothing to verify";
  for (const char* site : {"A-11", "A-12"})
    office.Commit({store::AddSiteDay{{site, std::string(kAlike), today, 1}}});
  const auto view = office.sites->Get(officer, "A-11", "en").value();
  ASSERT_TRUE(view.all_fine);
  EXPECT_LT(view.all_fine->from, 9) << "a band, no count";
  EXPECT_EQ(view.all_fine->to, std::nullopt);
  EXPECT_TRUE(view.signals.empty()) << "no topic of its own";
  EXPECT_FALSE(office.sites->Get(officer, "A-12", "en")->all_fine) << "so few people work there";
}

TEST(QualityWords, AreTheSameInBothDirections) {
  EXPECT_THAT(QualityCodes(15), ElementsAre("burst", "speed", "copied", "all_fine"));
  EXPECT_TRUE(QualityCodes(0).empty());
  for (const std::string& code : QualityCodes(15))
    EXPECT_THAT(QualityCodes(QualityBits(code).value()), ElementsAre(code));
  EXPECT_EQ(QualityBits("any"), 15);
  EXPECT_FALSE(QualityBits("fake"));
}

TEST(QualityOfTickets, IsShownAndFilteredButMovesNothing) {
  TestOffice office;
  auto plain = office.Ticket(1, 0);
  auto doubted = office.Ticket(2, 0);
  doubted.quality = store::quality::kBurst | store::quality::kSpeed;
  office.Put(plain);
  office.Put(doubted);
  const Caller officer = office.CallerOf("officer");
  const auto all = office.inbox.List(officer, {}, "en").value();
  ASSERT_EQ(all.tickets.size(), 2u);
  EXPECT_EQ(all.tickets[0].id, plain.id);
  EXPECT_THAT(all.tickets[1].quality, ElementsAre("burst", "speed"));
  EXPECT_EQ(all.tickets[1].severity, all.tickets[0].severity);
  EXPECT_EQ(all.tickets[1].clock->due_at, all.tickets[0].clock->due_at);
  TicketQuery query;
  query.quality = QualityBits("speed").value();
  EXPECT_EQ(office.inbox.List(officer, query, "en")->total, 1);
  query.quality = QualityBits("copied").value();
  EXPECT_EQ(office.inbox.List(officer, query, "en")->total, 0);
}

TEST(Changes, AreCountedByKindAndTellNothingElse) {
  core::SeededRandom random(1);
  Changes changes(random);
  const Changes::State before = changes.Look();
  EXPECT_EQ(SeenFromText(ToText(before))->run, before.run);
  changes.Note({{{store::AddCount{"x", "2026-W47"}, store::PutConversation{}}}, {}});
  EXPECT_EQ(changes.Version(), before.version) << "a turn alone changes nothing that officers see";
  changes.Note(
      {{{store::PutTicket{}}, {store::PutDocument{{"case_entry", "k", "", 0, ""}, 0}}}, {}});
  const Changes::State after = changes.Look();
  EXPECT_EQ(after.version, before.version + 1);
  EXPECT_THAT(after.kinds,
              ElementsAre(after.version, before.version, after.version, before.version));
  EXPECT_NE(Changes(random).Look().run, before.run);
  for (const char* bad : {"", ".", "x", "x.", ".1", "x.-1", "x.1y"})
    EXPECT_FALSE(SeenFromText(bad)) << bad;
}

}  // namespace
}  // namespace ecms
