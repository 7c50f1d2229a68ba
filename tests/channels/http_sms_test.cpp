// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "channels/http_sms/parse.h"
#include "channels/http_sms/text_template.h"
#include "core/time.h"
#include "fixture.h"

namespace channels::http_sms {
namespace {

using testing::HasSubstr;

std::string Time(const char* text, const char* pattern = "auto") {
  auto time = ParseTime(text, pattern);
  return time ? core::Rfc3339(*time) : "";
}

TEST(HttpSms, ReadsTimesAsGatewaysWriteThem) {
  const std::string kExpected = "2026-11-21T23:00:00.000Z";
  for (const char* text :
       {"2026-11-21T23:00:00Z", "2026-11-22T02:00:00.000+03:00", "2026-11-21T23:00:00.123+0000",
        "2026-11-21 23:00:00", "2026-11-21 23:00", "2026-11-21T23:00:00", "1795302000",
        "1795302000000"}) {
    EXPECT_EQ(Time(text), kExpected) << text;
  }
  EXPECT_EQ(Time("21/11/2026 23.00", "%d/%m/%Y %H.%M"), kExpected);
  for (const char* text : {"", "yesterday", "2026-11-21T23:00:00Zx", "2026-13-45 99:99:99", "-5",
                           "99999999999999999999"})
    EXPECT_EQ(Time(text), "") << text;
}

TEST(HttpSms, TemplatesFillBraces) {
  Values values;
  values["to"] = core::SecretString("+1 2");
  values["text"] = core::SecretString("{to}");
  auto escape = [](const std::string& value) { return "<" + value + ">"; };
  EXPECT_EQ(TextTemplate("a/{to}/{text}/{{to}").Expand(values, escape), "a/<+1 2>/<{to}>/{to}");
  EXPECT_EQ(TextTemplate("{gsm7?text|unicode}").Expand(values), "text");
  values["text"] = core::SecretString("हाँ");
  EXPECT_EQ(TextTemplate("{gsm7?text|unicode}").Expand(values), "unicode");
  EXPECT_EQ(TextTemplate("open { brace").Expand(values), "open { brace");
}

std::string ProblemsOf(const std::string& settings) {
  core::Problems problems;
  EXPECT_FALSE(MakeChannel("http_sms", settings, problems));
  return core::Describe(problems);
}

TEST(HttpSms, SaysEverythingThatIsWrongWithADescription) {
  std::string empty = ProblemsOf("{}");
  for (const char* key :
       {"channels.main.secret", "inbound.id", "inbound.from", "inbound.text", "outbound.url"})
    EXPECT_THAT(empty, HasSubstr(key));
  EXPECT_THAT(ProblemsOf(R"({"preset":"carrier_pigeon","secret":"12345678"})"),
              HasSubstr("africastalking"));
  std::string preset = ProblemsOf(R"({"preset":"africastalking","secret":"12345678"})");
  EXPECT_THAT(preset, HasSubstr("values.api_key: is missing"));
  std::string wrong = ProblemsOf(R"({"secret":"12345678",
    "inbound":{"format":"xml","id":[],"from":"f","text":"t","time":"iso","frm":"x","proof":{"kind":"hmac","signed":["url"]},
               "only":{"a":{"b":1}}},
    "outbound":{"url":"ftp://x","form":{"to":"{two}"},"json":{},"sent":{"status":"ok"},"errors":[{"outcome":"panic"}]}})");
  for (const char* part : {"inbound.format", "inbound.id", "inbound.time", "inbound.frm",
                           "inbound.proof.signed", "inbound.only.a", "outbound.url",
                           "placeholder {two}", "outbound.sent.status", "outbound.errors"})
    EXPECT_THAT(wrong, HasSubstr(part));
}

TEST(HttpSms, WhatTheConfigurationSaysGoesOverThePreset) {
  core::Problems problems;
  auto channel = MakeChannel("http_sms", R"({"preset":"africastalking","secret":"12345678",
      "values":{"username":"u","api_key":"k","from":"","api_base":"http://127.0.0.1:9000"},
      "inbound":{"proof":{"name":"key"}},"outbound":{"form":{"enqueue":null,"keyword":"dw"}}})",
                             problems);
  ASSERT_TRUE(channel) << core::Describe(problems);
  core::OutboundMessage message;
  message.text = "hi";
  auto calls = channel->Render(core::Address("+254711000001"), {}, message);
  ASSERT_TRUE(calls);
  EXPECT_EQ(
      (*calls)[0].body,
      "bulkSMSMode=1&keyword=dw&message=hi&to=%2B254711000001&username=u");  // an empty sender is
                                                                             // left out
  core::HttpRequest request;
  request.method = "POST";
  request.query = "key=12345678";
  request.body = "id=1&from=%2B254711000001&text=hi";
  EXPECT_TRUE(channel->Receive(request));
}

}  // namespace
}  // namespace channels::http_sms
