// SPDX-License-Identifier: Apache-2.0
// When answers that all is fine count as alike. What becomes of it: tests/e2e/quality.
#include "bot/turn/fine_watch.h"

#include <gtest/gtest.h>

namespace bot {
namespace {

class AllFine : public ::testing::Test {
 protected:
  bool Note(uint8_t person, const std::string& hours, const std::string& site = "K7M-2Q3") {
    core::ConversationId from;
    from.bytes[0] = person;
    return watch_.Note(from, site, {{"danger", "no"}, {"hours", hours}}, now_);
  }
  core::SeededRandom random_{1};
  FineWatch watch_{random_};
  core::Timestamp now_{1'795'000'000'000};
};

TEST_F(AllFine, TheSixthOfTheSameAnswersIsAlike) {
  for (uint8_t person = 1; person < 6; ++person) EXPECT_FALSE(Note(person, "8"));
  EXPECT_TRUE(Note(6, "8"));
  EXPECT_TRUE(Note(7, "8"));
}

TEST_F(AllFine, PeopleWhoAreContentDiffer) {
  for (uint8_t person = 1; person < 40; ++person)
    EXPECT_FALSE(Note(person, person % 3 == 0 ? "9" : "8"));
}

TEST_F(AllFine, OnePersonOrOtherWorkplacesMakeNone) {
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(Note(1, "8"));
  for (uint8_t person = 2; person < 6; ++person) EXPECT_FALSE(Note(person, "8"));
  for (uint8_t person = 10; person < 15; ++person) EXPECT_FALSE(Note(person, "8", "B2B-2B2"));
  EXPECT_TRUE(Note(6, "8"));
}

TEST_F(AllFine, IsForgottenAfterThreeDays) {
  for (uint8_t person = 1; person < 6; ++person) EXPECT_FALSE(Note(person, "8"));
  now_ = now_ + FineWatch::kWindow + core::Millis(1);
  EXPECT_FALSE(Note(6, "8"));
}

TEST_F(AllFine, MemoryHasABound) {
  core::ConversationId from;
  for (size_t i = 0; i < FineWatch::kMost + 100; ++i) {
    from.bytes[0] = static_cast<uint8_t>(i);
    from.bytes[1] = static_cast<uint8_t>(i >> 8U);
    (void)watch_.Note(from, "site " + std::to_string(i % 900), {{"danger", "no"}}, now_);
  }
  for (uint8_t person = 1; person < 6; ++person) EXPECT_FALSE(Note(person, "8"));
  EXPECT_TRUE(Note(6, "8"));
}

}  // namespace
}  // namespace bot
