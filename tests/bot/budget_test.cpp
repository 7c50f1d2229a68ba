// SPDX-License-Identifier: Apache-2.0
#include "bot/sender/budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "privacy/number_prefix.h"

namespace bot {
namespace {

using testing::HasSubstr;

class Budget : public testing::Test {
 protected:
  OutboundBudget Make(int64_t in_all, int64_t per_conversation, int64_t per_prefix) {
    return OutboundBudget({in_all, per_conversation, per_prefix}, random_, metrics_);
  }
  // How many of `tries` messages to this person leave.
  int Leave(OutboundBudget& budget, int tries, uint8_t person, bool reply,
            const std::string& number = "") {
    core::ConversationId id{{person}};
    vault::Destination to{
        "sms", core::ChannelKind::kSms,
        core::Address(number.empty() ? "+685721" + std::to_string(1000 + person) : number)};
    int left = 0;
    for (int i = 0; i < tries; ++i) left += budget.Admit(id, to, reply, now_) ? 1 : 0;
    return left;
  }
  int64_t Held(const char* scope) {
    return metrics_.Counter("dwbot_outbound_held_total", std::string("scope=\"") + scope + "\"");
  }
  int64_t Level(const char* scope) {
    return metrics_.Gauge("dwbot_outbound_budget_level", std::string("scope=\"") + scope + "\"");
  }

  core::SystemRandom random_;
  Metrics metrics_;
  core::Timestamp now_ = *core::TimestampFromRfc3339("2026-11-21T09:00:00Z");
};

TEST_F(Budget, OverTheDayOnlyRepliesLeaveThenNothing) {
  auto budget = Make(10, 0, 0);
  EXPECT_EQ(Leave(budget, 8, 1, false), 8);
  EXPECT_EQ(budget.Alarm(now_), "");
  EXPECT_EQ(Leave(budget, 8, 2, false), 2);
  EXPECT_EQ(Held("all"), 6);
  EXPECT_EQ(Level("all"), 1);
  EXPECT_THAT(budget.Alarm(now_),
              HasSubstr("limits.outbound_messages_per_day reached: only replies leave"));
  EXPECT_EQ(Leave(budget, 30, 3, true), 10);
  EXPECT_EQ(Leave(budget, 5, 4, false), 0);
  EXPECT_EQ(Level("all"), 2);
  EXPECT_THAT(budget.Alarm(now_), HasSubstr("reached twice: nothing leaves"));
}

TEST_F(Budget, ANewDayBeginsAtZero) {
  auto budget = Make(10, 0, 0);
  EXPECT_EQ(Leave(budget, 30, 1, true), 20);
  now_ = now_ + std::chrono::hours(14);  // 23:00
  EXPECT_EQ(Leave(budget, 1, 1, true), 0);
  const core::Timestamp again = OutboundBudget::NextTry(now_, random_);
  EXPECT_GE(again - now_, std::chrono::hours(1));
  EXPECT_LE(again - now_, std::chrono::minutes(61));
  now_ = again;  // 00:00 to 00:01
  EXPECT_EQ(budget.Alarm(now_), "");
  EXPECT_EQ(Level("all"), 0);
  EXPECT_EQ(Leave(budget, 5, 1, false), 5);
}

TEST_F(Budget, OneConversationDoesNotHoldAnother) {
  auto budget = Make(0, 5, 0);
  EXPECT_EQ(Leave(budget, 20, 1, true), 10);
  EXPECT_EQ(Leave(budget, 20, 2, false), 5);
  EXPECT_EQ(Level("conversation"), 2);
  EXPECT_EQ(Level("all"), 0);
}

TEST_F(Budget, OneBlockOfNumbersDoesNotHoldAnother) {
  auto budget = Make(0, 0, 4);
  int left = 0;
  for (uint8_t person = 0; person < 20; ++person)
    left += Leave(budget, 1, person, true);  // all +685 721 ....
  EXPECT_EQ(left, 8);
  EXPECT_EQ(Leave(budget, 3, 30, false, "+6857311234"), 3);
  EXPECT_EQ(Leave(budget, 9, 31, false, "123456789"), 9);  // a chat id lies in no block
  EXPECT_EQ(Level("prefix"), 2);
}

TEST_F(Budget, ZeroIsNoLimit) {
  auto budget = Make(0, 0, 0);
  EXPECT_EQ(Leave(budget, 1000, 1, false), 1000);
  EXPECT_EQ(budget.Alarm(now_), "");
}

struct Number {
  const char* address;
  const char* prefix;
};

TEST(NumberPrefix, IsTheLongestThatStillCoversTenThousandNumbers) {
  for (const Number& n : {Number{"+6857212345", "+685721"},
                          {"+8801712345678", "+880171234"},
                          {"+68521234", "+6852"},
                          {"+447911123456", "+44791112"},
                          {"+99912345678", ""},
                          {"+68512", "+685"},
                          {"123456789", ""},
                          {"", ""},
                          {"+", ""}}) {
    EXPECT_EQ(privacy::NumberPrefix(n.address).Reveal(), n.prefix) << n.address;
  }
}

}  // namespace
}  // namespace bot
