// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "channels/registry.h"
#include "core/limits.h"
#include "fixture.h"

namespace channels {
namespace {

using core::JsonValue;

std::string Expected(JsonValue test, const char* key) {
  auto value = test.Find(key);
  EXPECT_TRUE(value) << "the case has no \"" << key << "\"";
  return value ? value->Dump() : "";
}

void CheckRequest(const Channel& channel, JsonValue test) {
  auto inbound = channel.Receive(RequestFrom(*test.Find("request")));
  EXPECT_EQ(Describe(inbound), Expected(test, "expect"));
  if (!inbound) return;
  core::HttpResponse answer = channel.Accepted(*inbound);
  EXPECT_TRUE(answer.status == 200);  // Kannel would take 202 too, nothing else
  if (auto body = test.Find("accepted")) {
    auto answered = core::JsonDocument::Parse(answer.body);
    EXPECT_EQ(answered ? answered->root().Dump() : answer.body,
              body->kind() == core::JsonKind::kString ? body->String() : body->Dump());
  }
}

void CheckRender(const Channel& channel, JsonValue test) {
  auto id = *core::MessageId::FromText("041061050r3gg28a1c60t3gf20");
  core::Address to(test.Find("to")->String());
  EXPECT_EQ(Describe(channel.Render(to, id, OutboundFrom(*test.Find("message")))),
            Expected(test, "expect"));
}

void CheckReply(const Channel& channel, JsonValue test) {
  EXPECT_EQ(Describe(channel.ReadReply(ReplyFrom(*test.Find("reply")))), Expected(test, "expect"));
}

void CheckCases(const Channel& channel, const std::string& type, const std::string& kind,
                const core::JsonDocument& file) {
  auto cases = file.root().Find("cases");
  ASSERT_TRUE(cases && cases->size() > 0) << type << "/" << kind << ".json holds no case";
  for (size_t i = 0; i < cases->size(); ++i) {
    JsonValue test = cases->At(i);
    SCOPED_TRACE(type + "/" + kind + ": " + test.Find("name")->String());
    if (test.Find("request")) {
      CheckRequest(channel, test);
    } else if (test.Find("message")) {
      CheckRender(channel, test);
    } else {
      ASSERT_TRUE(test.Find("reply")) << "a case has a request, a message or a reply";
      CheckReply(channel, test);
    }
  }
}

void CheckFile(const std::string& type, const std::string& kind) {
  auto channel = MakeFixtureChannel(type);
  auto file = LoadFixture(type, kind);
  ASSERT_TRUE(channel && file);
  CheckCases(*channel, type, kind, *file);
}

// Every registered channel, every kind: a fixture, or a reason in channel.json why the provider has
// no such thing.
TEST(Fixtures, EveryChannelHasOneOfEachKindOrSaysWhyNot) {
  ASSERT_FALSE(ChannelTypes().empty());
  for (const ChannelType& type : ChannelTypes()) {
    std::string name(type.type);
    auto file = LoadFixture(name, "channel");
    ASSERT_TRUE(file);
    auto excused = file->root().Find("not_applicable");
    for (const std::string& kind : FixtureKinds()) {
      auto reason = excused ? excused->Find(kind) : std::nullopt;
      bool says_why = reason && reason->String().size() > 10;
      EXPECT_NE(HasFixture(name, kind), says_why)
          << name << ": add fixtures/" << name << "/" << kind
          << ".json, or name the reason under not_applicable, not both";
    }
  }
}

TEST(Fixtures, EveryCaseGivesWhatItRecords) {
  for (const ChannelType& type : ChannelTypes()) {
    for (const std::string& kind : FixtureKinds()) {
      if (HasFixture(std::string(type.type), kind)) CheckFile(std::string(type.type), kind);
    }
  }
}

// An SMS gateway is a block of configuration and a file of what it sends and takes: no line of C++.
// "made_up" is one that nobody offers; the others are the presets.
TEST(Fixtures, AGatewayIsAConfigBlockAndAFixture) {
  const auto folder =
      std::filesystem::path(DWBOT_SOURCE_DIR) / "tests/channels/fixtures/http_sms/gateways";
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().stem().string();
    SCOPED_TRACE(name);
    auto file = LoadFixture("http_sms", "gateways/" + name);
    ASSERT_TRUE(file);
    core::Problems problems;
    auto channel = MakeChannel("http_sms", file->root().Find("settings")->Dump(), problems,
                               "https://bot.example");
    ASSERT_TRUE(channel && problems.empty()) << core::Describe(problems);
    CheckCases(*channel, "http_sms", name, *file);
    found.insert(name);
  }
  EXPECT_EQ(found, (std::set<std::string>{"capcom6", "infobip", "made_up", "telerivet", "vonage"}));
}

TEST(Registry, FindsTypesByNameAndKeepsTheirLimits) {
  EXPECT_EQ(FindChannelType("carrier_pigeon"), nullptr);
  for (const ChannelType& type : ChannelTypes()) {
    EXPECT_EQ(FindChannelType(type.type), &type);
    auto channel = MakeFixtureChannel(std::string(type.type));
    ASSERT_TRUE(channel);
    EXPECT_EQ(channel->name(), "main");
    EXPECT_GT(channel->traits().messages_per_second, 0);
    EXPECT_GT(channel->traits().send_slots, 0);
    EXPECT_LE(channel->traits().max_webhook_bytes, core::limits::kMaxWhatsAppWebhookBytes);
  }
}

}  // namespace
}  // namespace channels
