// SPDX-License-Identifier: Apache-2.0
// Which texts count as copies of each other. What becomes of it on a ticket: tests/e2e/quality.
#include "bot/turn/copy_watch.h"

#include <gtest/gtest.h>

#include <string>

namespace bot {
namespace {

constexpr const char* kStory = "The foreman locks the door at night and we cannot leave the hall";

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
  for (uint8_t person = 1; person < 9; ++person)
    EXPECT_FALSE(Note(person, begin + std::to_string(person)));
}

}  // namespace
}  // namespace bot
