// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "channels/registry.h"
#include "channels/webchat/parse.h"
#include "fixture.h"

namespace channels::webchat {
namespace {

core::HttpRequest From(std::string origin, std::string host) {
  core::HttpRequest request;
  request.headers = {{"Origin", std::move(origin)}, {"Host", std::move(host)}};
  return request;
}

TEST(Webchat, OriginIsHostOrThePublicAddress) {
  EXPECT_TRUE(IsSameOrigin(From("http://localhost:8080", "localhost:8080"), ""));
  EXPECT_FALSE(IsSameOrigin(From("http://localhost:8080", "localhost"), ""));
  EXPECT_TRUE(
      IsSameOrigin(From("https://bot.example", "127.0.0.1:8080"), "https://bot.example/sub/"));
  EXPECT_TRUE(IsSameOrigin(From("https://bot.example", "127.0.0.1:8080"), "https://BOT.example"));
  EXPECT_FALSE(IsSameOrigin(From("http://bot.example", "127.0.0.1:8080"), "https://bot.example"));
  EXPECT_FALSE(IsSameOrigin(From("https://evil.example", "127.0.0.1:8080"), "https://bot.example"));
  EXPECT_FALSE(IsSameOrigin(From("", ""), ""));
  EXPECT_FALSE(IsSameOrigin(From("https://", ""), ""));
}

TEST(Webchat, NeedsItsSigningKeyAndSaysThatSendsAreAcknowledged) {
  EXPECT_TRUE(MakeFixtureChannel("webchat")->traits().acknowledges_sends);
  auto settings = core::JsonDocument::Parse("{}");
  core::Problems problems;
  core::ObjectReader reader(settings->root(), "channels.chat", problems);
  ChannelContext context;
  context.name = "chat";
  EXPECT_EQ(FindChannelType("webchat")->make(reader, context), nullptr);
  EXPECT_EQ(problems.size(), 1u);
}

// Two pages that drew the same id are still two messages.
TEST(Webchat, AnIdCountsWithinItsToken) {
  core::SecretString key("0123456789abcdef0123456789abcdef");
  auto file = LoadFixture("webchat", "text");
  auto request = RequestFrom(*file->root().Find("cases")->At(0).Find("request"));
  auto inbound = ParsePost(request.body, key);
  ASSERT_TRUE(inbound);
  const auto& message = inbound->messages[0];
  EXPECT_EQ(message.provider_id.Reveal().rfind(message.from.Reveal(), 0), 0u);
}

}  // namespace
}  // namespace channels::webchat
