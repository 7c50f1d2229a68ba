// SPDX-License-Identifier: Apache-2.0
// What a turn notices of quick hands, bursts and copied texts: a mark on the ticket, and nothing else changes.
#include <gtest/gtest.h>

#include <algorithm>

#include "bot/turn/copy_watch.h"
#include "bot/turn_fixture.h"

namespace bot {
namespace {

constexpr const char* kStory = "The foreman locks the door at night and we cannot leave the hall";

std::map<std::string, std::string> Plan(const std::string& words = "shade") {
  return {{"Choose your language", "English"}, {"few short questions", "Yes"}, {"We ask about your work", "Yes"},
          {"How old are you", "18"},           {"danger right now", "Yes"},    {"may an officer", "No"},
          {"passport", "employer"},            {"Where do you work", "K7M-2Q3"},
          {"paid all", "No"},                  {"How many hours", "14"},       {"one thing", words}};
}

void AddSite(Office& office) {
  store::Batch batch{{{store::PutSite{{"K7M-2Q3", "1", "Cannery", "Apia", "", "", "", 90}}}}, {}};
  ASSERT_TRUE(office.store->Commit(batch));
}

std::string Worker(int number) { return "+68572123" + std::to_string(40 + number); }

int CountWith(const Office& office, uint8_t bit) {
  const auto page = office.store->ListTickets({}).value();
  return static_cast<int>(std::count_if(page.tickets.begin(), page.tickets.end(), [&](const auto& t) { return (t.quality & bit) != 0; }));
}

TEST(QualityOfATurn, SixReportsOfOneSiteAreABurstAndKeepTheirClass) {
  Office office;
  AddSite(office);
  for (int i = 0; i < 5; ++i) office.Walk(Worker(i), Plan());
  EXPECT_EQ(CountWith(office, store::quality::kBurst), 0);
  const auto before = office.store->ListTickets({}).value().tickets.at(0);
  ASSERT_EQ(before.site, "K7M-2Q3");
  office.Walk(Worker(5), Plan());
  // All six are marked, the first ones too; a real fire looks the same, so nothing else moves.
  EXPECT_EQ(CountWith(office, store::quality::kBurst), 6);
  for (const auto& ticket : office.store->ListTickets({}).value().tickets) {
    EXPECT_EQ(ticket.severity, before.severity);
    EXPECT_EQ(ticket.clock->due_at, before.clock->due_at);
    EXPECT_EQ(ticket.state, "new");
  }
}

TEST(QualityOfATurn, ATicketIsCountedOnceHoweverOftenItIsFiled) {
  Office office;
  AddSite(office);
  office.Walk(Worker(0), Plan());
  const auto ticket = office.store->ListTickets({}).value().tickets.at(0);
  int counted = 0;
  for (const auto& day : office.store->ListSiteDays("K7M-2Q3", ticket.topic).value()) counted += day.tickets;
  EXPECT_EQ(counted, 1);
}

TEST(QualityOfATurn, WithoutASiteNothingIsCounted) {
  Office office;
  for (int i = 0; i < 8; ++i) office.Walk(Worker(i), Plan());
  EXPECT_EQ(CountWith(office, store::quality::kBurst), 0);
}

TEST(QualityOfATurn, AQuickHandIsMarked) {
  Office office;  // its clock stands still: no time passes between the answers
  office.Walk(Worker(0), Plan());
  EXPECT_EQ(CountWith(office, store::quality::kSpeed), 1);
}

TEST(QualityOfATurn, TheThirdPersonWithTheSameLongTextIsMarked) {
  Office office;
  office.Walk(Worker(0), Plan(kStory));
  office.Walk(Worker(1), Plan(kStory));
  EXPECT_EQ(CountWith(office, store::quality::kCopied), 0);
  office.Walk(Worker(2), Plan("the foreman  locks the door at night, and we cannot leave the hall!"));
  EXPECT_EQ(CountWith(office, store::quality::kCopied), 1);
  office.Walk(Worker(3), Plan("The foreman locks the door at night and they beat whoever complains"));
  EXPECT_EQ(CountWith(office, store::quality::kCopied), 1);
}

class Copies : public ::testing::Test {
 protected:
  bool Note(uint8_t person, const std::string& text) {
    core::RecordId record;
    record.bytes[0] = ++records_;
    core::ConversationId from;
    from.bytes[0] = person;
    watch_.Note(from, record, text, now_);
    return watch_.IsCopy(record);
  }
  core::SeededRandom random_{1};
  CopyWatch watch_{random_};
  core::Timestamp now_{1'795'000'000'000};
  uint8_t records_ = 0;
};

TEST_F(Copies, OnePersonWhoRepeatsIsNoCopy) {
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(Note(1, kStory));
  EXPECT_FALSE(Note(2, kStory));
  EXPECT_TRUE(Note(3, kStory));
}

TEST_F(Copies, ShortTextsAreAlikeByNature) {
  for (uint8_t person = 1; person < 9; ++person) EXPECT_FALSE(Note(person, "they do not pay us"));
}

TEST_F(Copies, AreForgottenAfterThreeDays) {
  EXPECT_FALSE(Note(1, kStory));
  EXPECT_FALSE(Note(2, kStory));
  now_ = now_ + CopyWatch::kWindow + std::chrono::hours(1);
  EXPECT_FALSE(Note(3, kStory));
}

TEST_F(Copies, LongTextsDifferByTheirEnds) {
  const std::string begin(2000, 'a');
  for (uint8_t person = 1; person < 9; ++person) EXPECT_FALSE(Note(person, begin + std::to_string(person)));
}

}  // namespace
}  // namespace bot
