// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/long_texts.h"

#include <gtest/gtest.h>

namespace bot {
namespace {

core::InboundMessage Message(const std::string& from, size_t length, const std::string& also = "") {
  core::InboundMessage message;
  message.from = core::Address(from);
  message.also = core::Address(also);
  message.text = core::SecretString(std::string(length, 'x'));
  return message;
}

TEST(LongTexts, TheirAuthorsNextMessagesFollowThemAndNobodyElses) {
  LongTexts texts;
  LongTexts::Author first, second, other;
  EXPECT_FALSE(texts.Enter(Message("a", LongTexts::kBytes), first)) << "short";
  texts.Left(first);
  EXPECT_TRUE(texts.Enter(Message("a", LongTexts::kBytes + 1), first));
  EXPECT_TRUE(texts.Enter(Message("a", 1), second)) << "behind the long one";
  EXPECT_FALSE(texts.Enter(Message("b", 1), other));
  texts.Left(other);
  texts.Left(first);
  LongTexts::Author third;
  EXPECT_TRUE(texts.Enter(Message("a", 1), third)) << "the second is still there";
  texts.Left(second);
  texts.Left(third);
  EXPECT_FALSE(texts.Enter(Message("a", 1), first));
}

TEST(LongTexts, ALongTextOvertakesNoShortOne) {
  LongTexts texts;
  LongTexts::Author shorter, longer, next;
  EXPECT_FALSE(texts.Enter(Message("a", 1), shorter));
  EXPECT_FALSE(texts.Enter(Message("a", 1000), longer)) << "the short one still waits in its lane";
  texts.Left(shorter);
  EXPECT_FALSE(texts.Enter(Message("a", 1000), next)) << "the long one waits there";
  texts.Left(longer);
  texts.Left(next);
  EXPECT_TRUE(texts.Enter(Message("a", 1000), next));
}

TEST(LongTexts, APersonIsKnownByBothAddresses) {
  LongTexts texts;
  LongTexts::Author moved, next;
  EXPECT_TRUE(texts.Enter(Message("number", 1000, "user id"), moved));
  EXPECT_TRUE(texts.Enter(Message("user id", 1), next));
  texts.Left(moved);
  texts.Left(next);
  EXPECT_FALSE(texts.Enter(Message("number", 1), next));
}

}  // namespace
}  // namespace bot
