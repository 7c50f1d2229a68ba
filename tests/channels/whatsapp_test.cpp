// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "channels/whatsapp/address.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "core/limits.h"
#include "fixture.h"

namespace channels {
namespace {

using testing::HasSubstr;

constexpr const char* kHeader = "X-Hub-Signature-256";

std::unique_ptr<Channel> WithSecret(const std::string& secret) {
  core::Problems problems;
  auto channel = MakeChannel(
      "whatsapp",
      R"({"phone_number_id": "1", "access_token": "t", "verify_token": "v", "app_secret": ")" +
          secret + R"("})",
      problems);
  EXPECT_TRUE(channel) << core::Describe(problems);
  return channel;
}

core::HttpRequest Signed(const std::string& body, const std::string& secret) {
  core::HttpRequest request;
  request.method = "POST";
  request.body = body;
  request.headers = {{kHeader, "sha256=" + core::HexEncode(core::HmacSha256(core::AsBytes(secret),
                                                                            core::AsBytes(body)))}};
  return request;
}

// Made with node's crypto.
TEST(WhatsAppSignature, HoldsForVectorsMadeElsewhere) {
  struct Vector {
    std::string secret, body, header;
  };
  const Vector vectors[] = {
      {"appsecret123", "{}",
       "sha256=6015bc33bd5fcbf2668f3c89db7cbdf9c6fef5b8f59175609221195dbf2caf6e"},
      {"0123456789abcdef0123456789abcdef",
       R"({"entry":[{"changes":[{"value":{"messages":[{"text":{"body":"\u0939\u093e\u0901"}}]}}]}]})",
       "sha256=0f8500d70e09cc5f24f6a20cd56410640dad80ce2f215628c98458fce6b83530"}};
  for (const Vector& v : vectors) {
    core::HttpRequest request;
    request.method = "POST";
    request.body = v.body;
    request.headers = {{kHeader, v.header}};
    auto inbound = WithSecret(v.secret)->Receive(request);
    EXPECT_TRUE(inbound || inbound.error().code == core::ErrorCode::kInvalid)
        << "signed, but {} is no notification";
    EXPECT_EQ(WithSecret(v.secret + "x")->Receive(request).error().code, core::ErrorCode::kDenied);
  }
}

TEST(WhatsAppSignature, EveryBitFlipOfSignatureOrBodyIsRefused) {
  auto channel = MakeFixtureChannel("whatsapp");
  auto file = LoadFixture("whatsapp", "text");
  core::HttpRequest good = RequestFrom(*file->root().Find("cases")->At(0).Find("request"));
  ASSERT_TRUE(channel->Receive(good));
  std::string signature(core::HeaderValue(good.headers, kHeader));
  ASSERT_EQ(signature.size(), 71u);
  for (size_t bit = 0; bit < signature.size() * 8; ++bit) {
    core::HttpRequest request = good;
    std::string flipped = signature;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    request.headers = {{kHeader, flipped}};
    EXPECT_EQ(channel->Receive(request).error().code, core::ErrorCode::kDenied)
        << "signature bit " << bit;
  }
  for (size_t bit = 0; bit < good.body.size() * 8; ++bit) {
    core::HttpRequest request = good;
    request.body[bit / 8] = static_cast<char>(request.body[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_EQ(channel->Receive(request).error().code, core::ErrorCode::kDenied)
        << "body bit " << bit;
  }
}

TEST(WhatsAppSignature, EveryBitFlipOfTheVerifyTokenIsRefused) {
  auto channel = MakeFixtureChannel("whatsapp");
  const std::string token = "verify-me-7";
  auto ask = [&](const std::string& given) {
    core::HttpRequest request;
    request.method = "GET";
    request.query = core::FormEncode(
        {{"hub.mode", "subscribe"}, {"hub.verify_token", given}, {"hub.challenge", "77"}});
    return channel->Receive(request);
  };
  auto good = ask(token);
  ASSERT_TRUE(good);
  EXPECT_EQ(channel->Accepted(*good).body, "77");
  for (size_t bit = 0; bit < token.size() * 8; ++bit) {
    std::string flipped = token;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_EQ(ask(flipped).error().code, core::ErrorCode::kDenied) << bit;
  }
}

TEST(WhatsAppBatch, OfThreeMegabytesIsRead) {
  auto channel = WithSecret("s");
  std::string message = R"({"from":"6857212345","id":"wamid.)";
  std::string body =
      R"({"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{"messages":[)";
  size_t count = 0;
  for (; body.size() < core::limits::kMaxWhatsAppWebhookBytes - 1000; ++count) {
    if (count != 0) body += ',';
    body += message + std::to_string(count) +
            R"(","timestamp":"1795302000","type":"text","text":{"body":")" + std::string(500, 'a') +
            R"("}})";
  }
  body += "]}}]}]}";
  ASSERT_LE(body.size(), channel->traits().max_webhook_bytes);
  auto inbound = channel->Receive(Signed(body, "s"));
  ASSERT_TRUE(inbound) << inbound.error().message;
  EXPECT_EQ(inbound->messages.size(), count);
}

TEST(WhatsAppAddress, IsANumberOrAUserId) {
  for (const char* id : {"US.1", "US.13491208655302741918", "IN.ENT.abc1"})
    EXPECT_TRUE(whatsapp::IsUserId(id)) << id;
  for (const char* no : {"", "US.", "us.1", "USA.1", "US1", "US.a b", "US.ENT.", "1234567"})
    EXPECT_FALSE(whatsapp::IsUserId(no)) << no;
  EXPECT_EQ(whatsapp::AddressFrom("6857212345"), "+6857212345");
  EXPECT_EQ(whatsapp::AddressFrom("+6857212345"), "+6857212345");
  for (const char* no : {"", "1", "68572x", "123456789012345678901"})
    EXPECT_EQ(whatsapp::AddressFrom(no), "") << no;
}

std::string UrlFor(const std::string& more) {
  core::Problems problems;
  auto channel = MakeChannel(
      "whatsapp",
      R"({"phone_number_id": "77", "access_token": "t", "verify_token": "v", "app_secret": "s")" +
          more + "}",
      problems);
  if (!channel) return core::Describe(problems);
  core::OutboundMessage message;
  message.text = "x";
  return channel->Render(core::Address("+6857212345"), core::MessageId{}, message)->front().url;
}

TEST(WhatsAppSettings, ApiBaseMayOrMayNotHoldTheVersion) {
  EXPECT_EQ(UrlFor(""), "https://graph.facebook.com/v23.0/77/messages");
  EXPECT_EQ(UrlFor(R"(, "api_version": "v25.0")"), "https://graph.facebook.com/v25.0/77/messages");
  EXPECT_EQ(UrlFor(R"(, "api_base": "http://127.0.0.1:9/")"),
            "http://127.0.0.1:9/v23.0/77/messages");
  EXPECT_EQ(UrlFor(R"(, "api_base": "http://127.0.0.1:9/v25.0")"),
            "http://127.0.0.1:9/v25.0/77/messages");
}

TEST(WhatsAppSettings, SayWhatIsWrongAllAtOnce) {
  core::Problems problems;
  EXPECT_FALSE(MakeChannel("whatsapp",
                           R"({"phone_number_id": "+1 555", "access_token": "a b", "app_secret": "",
      "api_base": "http://graph.example", "api_version": "23", "templates": {"en": {"name": "No Such", "extra": 1}}})",
                           problems));
  std::string all = core::Describe(problems);
  for (const char* where :
       {"channels.main.phone_number_id", "channels.main.access_token", "channels.main.app_secret",
        "channels.main.verify_token", "channels.main.api_base", "channels.main.api_version",
        "channels.main.templates.en.name", "channels.main.templates.en.language",
        "channels.main.templates.en.extra"}) {
    EXPECT_THAT(all, HasSubstr(where));
  }
}

TEST(WhatsAppTemplates, StandForAMessageInItsLanguageOnly) {
  auto channel = MakeFixtureChannel("whatsapp");
  core::OutboundMessage message;
  message.text = "secret words";
  message.language = "sm-WS";
  auto form = channel->AsTemplate(message);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->template_name, "message_waiting");
  EXPECT_EQ(form->text, "");
  auto calls = channel->Render(core::Address("+6857212345"), core::MessageId{}, *form);
  ASSERT_TRUE(calls);
  EXPECT_THAT(
      calls->front().body,
      HasSubstr(
          R"("components":[{"type":"body","parameters":[{"type":"text","text":"Labour Inspectorate"}]}])"));
  message.language = "bn";
  EXPECT_FALSE(channel->AsTemplate(message));
}

}  // namespace
}  // namespace channels
