// SPDX-License-Identifier: Apache-2.0
// What only the prepare step knows of a message: the sender's profile name.
#include "bot/turn/prepare.h"

#include <gtest/gtest.h>

#include "bot/turn_fixture.h"

namespace bot {
namespace {

core::Result<PreparedTurn> Prepared(Office& office, const std::string& text) {
  core::InboundMessage message;
  message.provider_id = core::SecretString("m1");
  message.from = core::Address("+6857212345");
  message.profile_name = core::SecretString("Canary Tuilagi");
  message.text = core::SecretString(text);
  return office.preparer->Prepare(office.doors.at("sms"), std::move(message));
}

TEST(Prepare, TheProfileNameLeavesAShortTextToo) {
  Office office;
  auto turn = Prepared(office, "ask for canary");
  ASSERT_TRUE(turn && turn->sealed);
  auto words = privacy::OpenWords(office.office_key, {"office", turn->words, "scrubbed"},
                                  turn->sealed->scrubbed);
  ASSERT_TRUE(words);
  EXPECT_EQ(words->Reveal(), "ask for [name]");
}

// Most messages are answers to a list: they cost nothing.
TEST(Prepare, AShortTextWithoutItIsNotSealed) {
  Office office;
  for (const char* text : {"1", "yes", "no pay", "can"}) {
    auto turn = Prepared(office, text);
    ASSERT_TRUE(turn);
    EXPECT_FALSE(turn->sealed) << text;
  }
}

}  // namespace
}  // namespace bot
