// SPDX-License-Identifier: Apache-2.0
#include "channels/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace channels {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string ProblemsOf(const std::string& type, const std::string& settings,
                       const std::string& public_url = "") {
  core::Problems problems;
  auto channel = MakeChannel(type, settings, problems, public_url);
  EXPECT_EQ(channel == nullptr, !problems.empty()) << core::Describe(problems);
  return core::Describe(problems);
}

TEST(Settings, UrlsAreHttpsOrNear) {
  for (const char* good :
       {"https://api.telegram.org", "http://127.0.0.1:9000", "http://127.9.9.9",
        "http://localhost:1", "http://[::1]:80/x", "https://example.org:8443/base/"}) {
    EXPECT_EQ(UrlProblem(good, PlainHttp::kLoopback), "") << good;
  }
  for (const char* bad :
       {"", "api.telegram.org", "ftp://x", "http://example.org", "http://127.0.0.1.evil.example",
        "http://127.evil.example", "http://192.168.1.5", "https://u:p@example.org", "https://",
        "https://h?x", "https://h#x", "https://h h", "https://h:port", "http://[::2]",
        "http://[::1"}) {
    EXPECT_NE(UrlProblem(bad, PlainHttp::kLoopback), "") << bad;
  }
  for (const char* near : {"http://192.168.1.5:13013/x", "http://10.0.0.2", "http://172.31.0.1",
                           "http://[fd00::1]:1"}) {
    EXPECT_EQ(UrlProblem(near, PlainHttp::kPrivateNetwork), "") << near;
  }
  for (const char* far : {"http://172.32.0.1", "http://8.8.8.8", "http://kannel.example"}) {
    EXPECT_NE(UrlProblem(far, PlainHttp::kPrivateNetwork), "") << far;
  }
}

TEST(Settings, EverythingWrongIsReportedAtOnceAndNoValueIsQuoted) {
  std::string said = ProblemsOf(
      "telegram", R"({"token": "1:abc/../x", "secret": "sh ort", "api_base": "http://evil.example",
                                               "messages_per_second": 0, "webhook": true})",
      "https://bot.example");
  for (const char* key : {"channels.main.token", "channels.main.secret", "channels.main.api_base",
                          "channels.main.messages_per_second", "channels.main.webhook"}) {
    EXPECT_THAT(said, HasSubstr(key));
  }
  EXPECT_THAT(said, Not(HasSubstr("abc")));
  EXPECT_THAT(said, Not(HasSubstr("sh ort")));
}

TEST(Settings, MissingAndEmptyAndWrongKinds) {
  EXPECT_THAT(ProblemsOf("telegram", "{}"), HasSubstr("token: is missing"));
  EXPECT_THAT(ProblemsOf("telegram", R"({"token": ""})"), HasSubstr("token: is empty"));
  EXPECT_THAT(ProblemsOf("telegram", R"({"token": 5})"), HasSubstr("token: must be a text"));
  EXPECT_THAT(ProblemsOf("telegram", R"({"token": "1:a", "messages_per_second": "x"})"),
              HasSubstr("a number"));
  EXPECT_THAT(ProblemsOf("telegram", R"({"token": "1:a", "api_base": 1})"),
              HasSubstr("api_base: must be a text"));
  std::string kannel = ProblemsOf("kannel", "{}");
  for (const char* key : {"sendsms_url", "username", "password", "from", "secret"})
    EXPECT_THAT(kannel, HasSubstr(key));
  EXPECT_THAT(
      ProblemsOf("kannel",
                 R"({"sendsms_url": "http://sms.example/x", "username": "u", "password": "p",
                                      "from": "1", "secret": "12345678", "smart_encoding": 1})"),
      testing::AllOf(HasSubstr("sendsms_url"), HasSubstr("smart_encoding")));
}

// A public address means webhooks, and those need the secret; a bot that polls runs on a token
// alone.
TEST(Settings, TelegramNeedsASecretOnlyForWebhooks) {
  EXPECT_EQ(ProblemsOf("telegram", R"({"token": "1:a"})"), "");
  EXPECT_THAT(ProblemsOf("telegram", R"({"token": "1:a"})", "https://bot.example"),
              HasSubstr("secret: is missing"));
  EXPECT_THAT(ProblemsOf("telegram", R"({"token": "1:a", "secret": "1234567"})"),
              HasSubstr("8 to 256"));
}

TEST(Settings, RatesComeFromTheConfig) {
  core::Problems problems;
  auto channel =
      MakeChannel("telegram", R"({"token": "1:a", "messages_per_second": 2.5})", problems);
  ASSERT_TRUE(channel);
  EXPECT_DOUBLE_EQ(channel->traits().messages_per_second, 2.5);
  EXPECT_TRUE(channel->traits().repeats_after_refusal);
}

}  // namespace
}  // namespace channels
