// SPDX-License-Identifier: Apache-2.0
#include "ecms/background.h"

#include <gmock/gmock.h>

#include "ecms/coded_answers.h"
#include "ecms/source_risk.h"
#include "ecms/test_case.h"

namespace ecms {
namespace {

using core::ErrorCode;
using testing::ElementsAre;
using testing::IsEmpty;

class ABackground : public ACase {
 protected:
  // A ticket that the rules class as it is stored.
  store::TicketRow Filed(uint8_t id, uint8_t severity, CodedAnswers answers) {
    auto row = office_.Ticket(id, severity);
    row.answers = std::move(answers);
    row.site = "A-11";
    office_.Put(row);
    return row;
  }
  TicketBackground Of(uint8_t id, const char* language = "en") {
    return office_.background->Of(By("officer"), Ticket(id), language).value();
  }
};

TEST_F(ABackground, SaysInTheOfficersLanguageWhatWouldRaiseTheClass) {
  Filed(20, 4, {{"what", "gas"}, {"hours", "9"}});
  const auto review = Of(20, "es").review;
  EXPECT_EQ(review.why_not, "");
  ASSERT_EQ(review.if_answered.size(), 1U);
  EXPECT_EQ(review.if_answered[0].severity, 0);
  const SupposedAnswer& answer = review.if_answered[0].answers.at(0);
  EXPECT_EQ(answer.question_text, "¿Hay peligro ahora?");
  EXPECT_EQ(answer.is, "one_of");
  ASSERT_EQ(answer.values.size(), 1U);
  EXPECT_EQ(answer.values[0].text, "Sí");
  EXPECT_THAT(review.if_missing, IsEmpty());
}

TEST_F(ABackground, SaysWhatTheClassRestsOnAndWhatAnotherAnswerWouldDo) {
  Filed(20, 0, {{"danger", "yes"}});
  auto review = Of(20).review;
  ASSERT_EQ(review.if_missing.size(), 1U);
  EXPECT_EQ(review.if_missing[0].severity, 4);
  EXPECT_EQ(review.if_missing[0].answers[0].is, "missing");
  Filed(21, 4, {{"danger", "no"}});
  review = Of(21).review;
  ASSERT_EQ(review.if_different.size(), 1U);
  EXPECT_EQ(review.if_different[0].severity, 0);
}

TEST_F(ABackground, SaysNothingWhereTheStoredAnswersGiveAnotherClass) {
  Filed(20, 2, {{"danger", "no"}});
  EXPECT_EQ(Of(20).review.why_not, "differs");
  EXPECT_THAT(Of(20).review.if_different, IsEmpty());
  Filed(21, 2, {{"a question of old", "yes"}});
  EXPECT_EQ(Of(21).review.why_not, "differs");
  auto row = office_.Ticket(22, 0);
  row.survey_hash = std::string(64, 'a');
  office_.Put(row);
  EXPECT_EQ(Of(22).review.why_not, "no_survey");
}

TEST_F(ABackground, OfAClosedTicketNothingIsTold) {
  Filed(20, 0, {{"danger", "yes"}});
  office_.Commit({store::SetTicketState{Ticket(20), "closed", true}});
  const auto background = Of(20);
  EXPECT_EQ(background.review.why_not, "closed");
  EXPECT_FALSE(background.workplace);
  EXPECT_FALSE(background.risk);
}

TEST_F(ABackground, IsForTicketReadersOnly) {
  for (const char* role : {"author", "auditor", "feed"})
    EXPECT_EQ(office_.background->Of(By(role), Ticket(1), "en").error().code, ErrorCode::kDenied);
  EXPECT_EQ(office_.background->Of(By("officer"), Ticket(99), "en").error().code,
            ErrorCode::kNotFound);
}

TEST_F(ABackground, TellsOfTheWorkplaceWhatTheRegisterAndTheCasesKnow) {
  const CaseId id = Open(FromTickets({Ticket(1)}));
  Entry visit;
  visit.kind = "visit";
  visit.on = "2026-11-10";
  visit.status = "done";
  visit.mode = "on_site";
  ASSERT_TRUE(office_.cases->Add(By("officer"), id, visit, ""));
  visit.on = "2026-12-10";
  visit.status = "planned";
  ASSERT_TRUE(office_.cases->Add(By("officer"), id, visit, ""));
  const auto place = Of(2).workplace;
  ASSERT_TRUE(place);
  EXPECT_EQ(place->name, "Blue Reef Cannery");
  EXPECT_EQ(place->sector, "fishing");
  EXPECT_EQ(place->workers, 80);
  EXPECT_EQ(place->open_cases, 1);
  EXPECT_EQ(place->last_visit, "2026-11-10") << "a plan is no visit";
  EXPECT_FALSE(place->signals.empty());
  EXPECT_TRUE(Of(5).workplace->few);
  EXPECT_THAT(Of(5).workplace->signals, IsEmpty());
  EXPECT_FALSE(Of(6).workplace) << "it names none";
}

TEST_F(ABackground, WeighsHowEasilyTheWorkerCouldBeGuessed) {
  EXPECT_EQ(Of(1).risk->level, "raised");
  EXPECT_THAT(Of(1).risk->reasons, ElementsAre("few_reports"));
  EXPECT_EQ(Of(5).risk->level, "high");
  EXPECT_THAT(Of(5).risk->reasons, ElementsAre("small_site"))
      << "of so small a place not even that few report is told";
  EXPECT_THAT(Of(6).risk->reasons, ElementsAre("no_site"));
  for (uint8_t id = 30; id < 34; ++id) PutTicket(id, "wages", "A-11", 3);
  EXPECT_EQ(Of(1).risk->level, "usual") << "seven report it";
}

TEST(SourceRisk, RisesWithWhatPointsToOnePerson) {
  const auto level = [](RiskFacts facts) { return RiskLevel(RiskReasons(facts)); };
  EXPECT_EQ(level({true, 300, 9, false, false}), "usual");
  EXPECT_EQ(level({true, 300, 4, false, false}), "raised");
  EXPECT_EQ(level({true, 300, 4, true, false}), "high");
  EXPECT_EQ(level({true, 300, 4, false, true}), "high");
  EXPECT_EQ(level({true, 300, 9, true, false}), "raised");
  EXPECT_EQ(level({true, 0, 9, false, false}), "raised");
  EXPECT_EQ(level({true, 19, 9, false, false}), "high");
  EXPECT_EQ(level({true, 20, 9, false, false}), "usual");
  EXPECT_EQ(level({false, 0, 0, false, false}), "usual");
}

TEST(SourceRisk, AnAnswerIsRareAmongTwentyTicketsAtLeast) {
  std::vector<store::TicketRow> all(19);
  for (auto& row : all) row.answers = {{"age", "25_34"}, {"paid", "no"}};
  store::TicketRow one;
  one.answers = {{"age", "under_15"}, {"paid", "no"}, {"hours", "(refused)"}, {"where", "K7M-2Q3"}};
  one.site = "K7M-2Q3";
  EXPECT_THAT(RareAnswers(one, all), IsEmpty()) << "nineteen others, itself not among them";
  all.push_back(one);
  EXPECT_THAT(RareAnswers(one, all), ElementsAre(testing::Pair("age", "under_15")));
  all.push_back(one);
  EXPECT_THAT(RareAnswers(one, all), IsEmpty()) << "two in 21";
}

}  // namespace
}  // namespace ecms
