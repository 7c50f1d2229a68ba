// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "channels/kannel/text.h"
#include "channels/sms/encoding.h"
#include "channels/sms/sender.h"
#include "fixture.h"

namespace channels::kannel {
namespace {

TEST(KannelText, Utf16PairsStraysAndByteOrderMark) {
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(Utf16BeToUtf8(""), "");
  EXPECT_EQ(Utf16BeToUtf8("\xfe\xff\0h"sv), "h");
  EXPECT_EQ(Utf16BeToUtf8("\xd8\x3d\xde\x00"sv), "😀");
  EXPECT_EQ(Utf16BeToUtf8("\xde\x00\xd8\x3d"sv), "\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(Utf16BeToUtf8("\xd8\x3d\0a"sv),
            "\xef\xbf\xbd"
            "a");
  EXPECT_EQ(Utf16BeToUtf8("\0a\0"sv), "a\xef\xbf\xbd");
}

TEST(KannelText, SendersInInternationalForm) {
  EXPECT_EQ(sms::CanonicalSender("+6857212345"), "+6857212345");
  EXPECT_EQ(sms::CanonicalSender("006857212345"), "+6857212345");
  EXPECT_EQ(sms::CanonicalSender(" 6857212345"), "+6857212345");
  EXPECT_EQ(sms::CanonicalSender("+685 72-123 45"), "+6857212345");
  EXPECT_EQ(sms::CanonicalSender("7212345"), "7212345");
  EXPECT_EQ(sms::CanonicalSender("MyBank"), "MyBank");
  EXPECT_EQ(sms::CanonicalSender("+abc"), "+abc");
  EXPECT_EQ(sms::CanonicalSender("+"), "+");
  EXPECT_EQ(sms::CanonicalSender(""), "");
}

TEST(Kannel, SmartEncodingSavesParts) {
  core::Problems problems;
  auto channel = MakeChannel(
      "kannel", R"({"sendsms_url": "http://127.0.0.1:13013/cgi-bin/sendsms", "username": "u",
      "password": "p", "from": "8000", "secret": "12345678", "smart_encoding": true})",
      problems);
  ASSERT_TRUE(channel) << core::Describe(problems);
  core::SecretString to("15550001");
  core::OutboundMessage message;
  message.text = "it’s";
  auto calls = channel->Render(to, {}, message);
  ASSERT_TRUE(calls);
  EXPECT_NE((*calls)[0].url.find("coding=0&text=it%27s"), std::string::npos);
  EXPECT_EQ((*calls)[0].url.find("dlr"), std::string::npos);  // no dlr_base, no reports asked for
}

// Kannel cuts off what is over ten parts (max-messages), so nothing longer is given to it.
TEST(Kannel, LongTextsLeaveAsSeveralMessagesOfTenPartsAtMost) {
  auto channel = MakeFixtureChannel("kannel");
  for (const std::string& unit : {std::string("some words "), std::string("[{~}] "),
                                  std::string("আমি "), std::string("😀")}) {
    core::OutboundMessage message;
    for (int i = 0; i < 400; ++i) message.text += unit;
    auto calls = channel->Render(core::Address("+6857212345"), {}, message);
    ASSERT_TRUE(calls);
    EXPECT_GT(calls->size(), 1u) << unit;
    std::string all;
    for (const core::HttpCall& call : *calls) {
      auto form = core::ParseForm(call.url.substr(call.url.find('?') + 1));
      ASSERT_TRUE(form);
      const std::string& text = *core::FindParameter(*form, "text");
      EXPECT_LE(sms::CountSegments(text).segments, 10u);
      all += text + (unit.ends_with(' ') ? " " : "");
    }
    EXPECT_EQ(all, message.text) << "no letter is lost but the spaces at the cuts";
  }
}

}  // namespace
}  // namespace channels::kannel
