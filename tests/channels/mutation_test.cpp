// SPDX-License-Identifier: Apache-2.0
// Random changes to every fixture: whatever comes, an adapter gives an error or messages that keep
// the model's promises.
#include <gtest/gtest.h>

#include <algorithm>

#include "channels/registry.h"
#include "core/limits.h"
#include "core/random.h"
#include "core/utf8.h"
#include "fixture.h"

namespace channels {
namespace {

constexpr int kRounds = 60;

std::string Mutate(std::string text, core::RandomSource& random) {
  static const std::string kBites[] = {"\"",
                                       "{",
                                       "}",
                                       "[",
                                       "null",
                                       "-1",
                                       "9999999999999999999999",
                                       "\xff",
                                       std::string(1, '\0'),
                                       "\\ud83d",
                                       "%",
                                       "%00",
                                       "&",
                                       "1e999",
                                       "\xed\xa0\x80",
                                       ",",
                                       "=",
                                       "true",
                                       "\\u0000"};
  for (uint64_t changes = 1 + random.Below(4); changes > 0; --changes) {
    size_t at = static_cast<size_t>(random.Below(text.size() + 1));
    switch (random.Below(5)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << random.Below(8)));
        break;
      case 1:
        text.resize(at);
        break;
      case 2:
        text.insert(at, kBites[random.Below(std::size(kBites))]);
        break;
      case 3:
        text.erase(at, static_cast<size_t>(random.Below(9)));
        break;
      default:
        text.insert(at, text.substr(0, static_cast<size_t>(random.Below(60))));
        break;
    }
  }
  return text;
}

void CheckInbound(const core::Result<Inbound>& inbound) {
  if (!inbound) {
    EXPECT_FALSE(inbound.error().message.empty());
    return;
  }
  for (const core::InboundMessage& m : inbound->messages) {
    EXPECT_FALSE(m.provider_id.empty());
    EXPECT_FALSE(m.from.empty());
    EXPECT_TRUE(core::IsUtf8(m.text.Reveal()) && core::IsUtf8(m.profile_name.Reveal()) &&
                core::IsUtf8(m.from.Reveal()));
    EXPECT_LE(m.text.size(), core::limits::kMaxWorkerTextBytes);
    EXPECT_LE(m.tap.size(), 64u);
    EXPECT_TRUE(
        std::all_of(m.tap.begin(), m.tap.end(), [](char c) { return c > 0x20 && c < 0x7f; }));
  }
  for (const core::DeliveryStatus& s : inbound->statuses)
    EXPECT_TRUE(s.message || !s.provider_message_id.empty());
}

template <class Each>
void ForEachCase(const std::string& type, const char* member, Each each) {
  for (const std::string& kind : FixtureKinds()) {
    if (!HasFixture(type, kind)) continue;
    auto file = LoadFixture(type, kind);
    auto cases = file->root().Find("cases");
    for (size_t i = 0; i < cases->size(); ++i) {
      if (auto part = cases->At(i).Find(member)) each(*part);
    }
  }
}

TEST(Mutations, WebhooksNeverBreakAnAdapter) {
  core::SeededRandom random(20261121);
  for (const ChannelType& type : ChannelTypes()) {
    auto channel = MakeFixtureChannel(std::string(type.type));
    ForEachCase(std::string(type.type), "request", [&](core::JsonValue recorded) {
      core::HttpRequest request = RequestFrom(recorded);
      if (request.body.size() > 10000) return;
      // A changed secret would only show that it is refused, so changes to the query come behind
      // it.
      size_t keep = std::min(request.query.find('&'), request.query.size());
      for (int i = 0; i < kRounds; ++i) {
        core::HttpRequest changed = request;
        changed.body = Mutate(request.body, random);
        SignAgain(std::string(type.type), changed);
        changed.query =
            request.query.substr(0, keep) + "&" + Mutate(request.query.substr(keep), random);
        auto inbound = channel->Receive(changed);
        CheckInbound(inbound);
        EXPECT_TRUE(!inbound || channel->Accepted(*inbound).status == 200);
      }
    });
  }
}

TEST(Mutations, ProviderRepliesNeverBreakAnAdapter) {
  core::SeededRandom random(7);
  for (const ChannelType& type : ChannelTypes()) {
    auto channel = MakeFixtureChannel(std::string(type.type));
    ForEachCase(std::string(type.type), "reply", [&](core::JsonValue recorded) {
      for (int i = 0; i < kRounds; ++i) {
        core::HttpReply reply = ReplyFrom(recorded);
        reply.body = Mutate(reply.body, random);
        if (random.Below(4) == 0) reply.status = static_cast<int>(random.Below(700));
        SendOutcome outcome = channel->ReadReply(reply);
        EXPECT_GE(outcome.retry_after.count(), 0);
        EXPECT_LE(outcome.code.size(), 8u);  // a number, never the provider's text
        auto polled = channel->ReadPoll(reply, 5);
        EXPECT_TRUE(!polled || polled->next_offset >= 5);
      }
    });
  }
}

TEST(Mutations, OutboundTextOfAnyBytesRenders) {
  core::SeededRandom random(11);
  auto id = core::MessageId::Random(random);
  const std::string seed = "Were you paid? ১২ 😀👩‍👩‍👧 \n\n1 Yes\n2 না";
  for (const ChannelType& type : ChannelTypes()) {
    auto channel = MakeFixtureChannel(std::string(type.type));
    auto plain = LoadFixture(std::string(type.type), "render_plain");
    core::Address to(plain->root().Find("cases")->At(0).Find("to")->String());
    for (int i = 0; i < 200; ++i) {
      core::OutboundMessage message;
      for (uint64_t n = random.Below(300); n > 0; --n) message.text += seed;
      message.text = Mutate(message.text, random);
      if (random.Below(2) == 0) message.choices = {{"a", Mutate(seed + seed, random)}};
      auto calls = channel->Render(to, id, message);
      if (!calls) continue;
      for (const core::HttpCall& call : *calls)
        EXPECT_TRUE(core::IsUtf8(call.body) && core::IsUtf8(call.url));
    }
  }
}

}  // namespace
}  // namespace channels
