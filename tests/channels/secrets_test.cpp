// SPDX-License-Identifier: Apache-2.0
// Every single-bit flip of what proves a request's origin is refused (security checklist 1).
#include <gtest/gtest.h>

#include "channels/payload.h"
#include "channels/webchat/token.h"
#include "core/random.h"
#include "fixture.h"

namespace channels {
namespace {

// The first request of fixtures/<type>/text.json: a good one.
core::HttpRequest GoodRequest(const std::string& type) {
  auto file = LoadFixture(type, "text");
  return RequestFrom(*file->root().Find("cases")->At(0).Find("request"));
}

template <class Change>
size_t Accepted(const Channel& channel, const std::string& secret, Change change) {
  size_t accepted = 0;
  for (size_t bit = 0; bit < secret.size() * 8; ++bit) {
    std::string flipped = secret;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    auto inbound = channel.Receive(change(flipped));
    if (inbound || inbound.error().code != core::ErrorCode::kDenied) ++accepted;
  }
  return accepted;
}

TEST(Secrets, TelegramRefusesEveryBitFlip) {
  auto channel = MakeFixtureChannel("telegram");
  core::HttpRequest good = GoodRequest("telegram");
  constexpr const char* kHeader = "X-Telegram-Bot-Api-Secret-Token";
  std::string secret(core::HeaderValue(good.headers, kHeader));
  ASSERT_TRUE(channel->Receive(good));
  EXPECT_EQ(Accepted(*channel, secret,
                     [&](const std::string& flipped) {
                       core::HttpRequest request = good;
                       request.headers = {{"x-telegram-bot-api-secret-token", flipped}};
                       return request;
                     }),
            0u);
}

TEST(Secrets, KannelRefusesEveryBitFlip) {
  auto channel = MakeFixtureChannel("kannel");
  core::HttpRequest good = GoodRequest("kannel");
  ASSERT_TRUE(channel->Receive(good));
  size_t start = good.query.find('=') + 1;
  size_t length = good.query.find('&') - start;
  EXPECT_EQ(Accepted(*channel, good.query.substr(start, length),
                     [&](const std::string& flipped) {
                       core::HttpRequest request = good;
                       request.query.replace(start, length, flipped);
                       return request;
                     }),
            0u);
}

TEST(Secrets, WebchatRefusesEveryBitFlipOfATokensBytesAndSpelling) {
  core::SecretString key("0123456789abcdef0123456789abcdef");
  core::SeededRandom random(3);
  std::string token = webchat::MakeToken(key, random).Reveal();
  EXPECT_EQ(token.size(), 43u);
  ASSERT_TRUE(webchat::TokenIsOurs(key, token));
  for (size_t bit = 0; bit < token.size() * 8; ++bit) {
    std::string flipped = token;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(webchat::TokenIsOurs(key, flipped)) << bit;
  }
  // The last character carries two unused bits: only one of the four spellings is an address.
  int spellings = 0;
  for (char c :
       std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")) {
    std::string other = token;
    other.back() = c;
    if (webchat::TokenIsOurs(key, other)) ++spellings;
  }
  EXPECT_EQ(spellings, 1);
}

TEST(Secrets, WebchatTokensOfAnotherKeyAreNotOurs) {
  core::SeededRandom random(4);
  core::SecretString mine("0123456789abcdef0123456789abcdef");
  core::SecretString other("0123456789abcdef0123456789abcdeg");
  std::string token = webchat::MakeToken(other, random).Reveal();
  EXPECT_FALSE(webchat::TokenIsOurs(mine, token));
  EXPECT_FALSE(webchat::TokenIsOurs(core::SecretString(), token));
  EXPECT_NE(webchat::MakeToken(mine, random).Reveal(), webchat::MakeToken(mine, random).Reveal());
}

TEST(Secrets, WithoutAConfiguredSecretNothingIsAccepted) {
  EXPECT_FALSE(IsSecret(core::SecretString(), ""));
  core::Problems problems;
  auto polling = MakeChannel("telegram", R"({"token": "1:abc"})", problems);
  ASSERT_TRUE(polling && problems.empty()) << core::Describe(problems);
  core::HttpRequest request = GoodRequest("telegram");
  EXPECT_EQ(polling->Receive(request).error().code, core::ErrorCode::kDenied);
  request.headers = {{"X-Telegram-Bot-Api-Secret-Token", ""}};
  EXPECT_EQ(polling->Receive(request).error().code, core::ErrorCode::kDenied);
}

}  // namespace
}  // namespace channels
