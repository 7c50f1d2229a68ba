// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "channels/kannel/text.h"
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

}  // namespace
}  // namespace channels::kannel
