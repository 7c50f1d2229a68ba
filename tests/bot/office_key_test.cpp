// SPDX-License-Identifier: Apache-2.0
// The office key comes, and changes, while the service runs: the next message is sealed to it,
// channels open by themselves.
#include "privacy/office_key.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "bot/gateway.h"
#include "bot/http/client.h"
#include "bot/http_fixture.h"
#include "bot/turn_fixture.h"

namespace bot {
namespace {

using core::ErrorCode;

// Long enough to be scrubbed and sealed in the prepare step.
constexpr const char* kWords = "The foreman keeps our pay since March. Call me on +685 7212345.";

core::Bytes Sealed(const WordSealer& sealer, const core::RecordId& record) {
  return sealer.Seal(record, "en", kWords, {}).scrubbed;
}

bool Opens(const privacy::KeyPair& key, const core::RecordId& record, const core::Bytes& envelope) {
  return privacy::OpenWords(key, {"office", record, "scrubbed"}, envelope).has_value();
}

class KeyThatComes : public testing::Test {
 protected:
  KeyThatComes() {
    office_.sealer = std::make_unique<WordSealer>("office", "WS", key_);
    office_.preparer =
        std::make_unique<Preparer>(*office_.keys, *office_.sealer, office_.clock, office_.random);
    office_.processor = std::make_unique<TurnProcessor>(
        TurnParts{*office_.store, *office_.vault, *office_.keys, office_.surveys,
                  office_.deployment, *office_.sealer, office_.doors, office_.clock, office_.random,
                  office_.metrics, [](const std::string&) {}, [](const store::ErasureRow&) {}});
  }
  core::Result<PreparedTurn> Prepare(const std::string& text) {
    core::InboundMessage message;
    message.provider_id = core::SecretString("m" + std::to_string(++count_));
    message.from = core::Address("+6857212345");
    message.text = core::SecretString(text);
    return office_.preparer->Prepare(office_.doors.at("sms"), std::move(message));
  }

  Office office_;
  privacy::OfficeKey key_;  // none yet
  privacy::KeyPair first_ = privacy::NewKeyPair(), second_ = privacy::NewKeyPair();
  int count_ = 0;
};

TEST_F(KeyThatComes, TheNextMessageIsSealedToIt) {
  EXPECT_FALSE(Prepare(kWords)->sealed);
  key_.Set(first_.public_key);
  auto turn = Prepare(kWords);
  ASSERT_TRUE(turn->sealed);
  EXPECT_TRUE(Opens(first_, turn->words, turn->sealed->scrubbed));
  key_.Set(second_.public_key);
  turn = Prepare(kWords);
  EXPECT_TRUE(Opens(second_, turn->words, turn->sealed->scrubbed));
  EXPECT_FALSE(Opens(first_, turn->words, turn->sealed->scrubbed));
  EXPECT_TRUE(privacy::OpenWords(second_, {"office", turn->words, "words"}, turn->sealed->original))
      << "both versions to the same";
}

TEST_F(KeyThatComes, WhatWasOnItsWayIsSealedByTheWriter) {
  auto turn = Prepare(kWords);
  key_.Set(first_.public_key);
  EXPECT_NE(TurnWords(*office_.sealer, *turn).Find("en"), 0);
  EXPECT_TRUE(Opens(first_, turn->words, turn->sealed->scrubbed));
}

TEST_F(KeyThatComes, OwnWordsWithoutItAreRefusedAndComeAgain) {
  // The walk ends at the first question that takes own words.
  const std::string from = "+6857212345";
  const auto seen = office_.Walk(from, {{"Choose your language", "English"},
                                        {"few short questions", "Yes"},
                                        {"We ask about your work", "Yes"},
                                        {"How old are you", "18"},
                                        {"danger right now", "Yes"},
                                        {"may an officer", "Yes"},
                                        {"passport", "employer"}});
  ASSERT_NE(seen.back().find("Where do you work"), std::string::npos) << seen.back();
  const auto refused = office_.Say(from, "words", kWords);
  ASSERT_FALSE(refused) << "it is not acknowledged";
  EXPECT_EQ(refused.error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(office_.Collect().empty());
  key_.Set(first_.public_key);
  EXPECT_TRUE(office_.Say(from, "words", kWords)) << "the provider repeats it";
  EXPECT_FALSE(office_.Collect().empty());
}

TEST_F(KeyThatComes, EveryTextOpensWithOneOfTheOfficesKeysWhileItChanges) {
  key_.Set(first_.public_key);
  const auto seal = [&](std::vector<std::pair<core::RecordId, core::Bytes>>& out) {
    for (int i = 0; i < 200; ++i) {
      const auto record = core::RecordId::Random(office_.random);
      out.emplace_back(record, Sealed(*office_.sealer, record));
    }
  };
  std::vector<std::pair<core::RecordId, core::Bytes>> one, other;
  std::thread long_texts([&] { seal(one); });
  std::thread short_texts([&] { seal(other); });
  for (int i = 0; i < 100; ++i) {
    key_.Set(i % 2 == 0 ? second_.public_key : first_.public_key);
    std::this_thread::yield();
  }
  key_.Set(second_.public_key);
  long_texts.join();
  short_texts.join();
  one.insert(one.end(), other.begin(), other.end());
  for (const auto& [record, envelope] : one)
    EXPECT_TRUE(Opens(first_, record, envelope) || Opens(second_, record, envelope));
}

TEST_F(KeyThatComes, OpensTheChannel) {
  std::map<std::string, Door> doors{{"web", Door{}}, {"plain", Door{}}};
  for (auto& [name, door] : doors) door.kind = core::ChannelKind::kWebchat;
  doors.at("web").takes_words = true;
  std::map<std::string, std::shared_ptr<const channels::Channel>> channels;
  WriterQueue queue(10, 10);
  Mailbox mailbox(office_.clock);
  const core::SecretString token_key("key");
  Gateway gateway({doors, channels, *office_.preparer, key_, queue, mailbox, office_.clock,
                   office_.random, token_key, office_.metrics});
  ListenerOptions listener = test_http::EchoListener();
  listener.handler = [&](core::HttpRequest request, const Responder& respond) {
    EXPECT_TRUE(gateway.Handle(request, respond));
  };
  const test_http::Running server(std::move(listener));
  const auto client = MakeHttpClient();
  const auto open = [&](const std::string& channel) {
    const std::string here = "http://127.0.0.1:" + std::to_string(server.port());
    core::HttpCall call;
    call.url = here + "/chat/" + channel + "/token";
    call.headers = {{"Origin", here}};
    return client->SendBlocking(call, std::chrono::seconds(10)).status;
  };
  EXPECT_EQ(open("web"), 503);
  EXPECT_EQ(open("plain"), 200) << "a survey without own words needs no key";
  key_.Set(first_.public_key);
  EXPECT_EQ(open("web"), 200);
}

TEST(Flood, IsOneAccountHoweverManyThreadsAsk) {
  FloodGuard flood(30);
  const core::Timestamp now{1'000'000};
  std::atomic<int> allowed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 100; ++k) allowed += flood.Allow({1}, now) ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(allowed, 30);
  EXPECT_TRUE(flood.Allow({2}, now)) << "another conversation";
}

}  // namespace
}  // namespace bot
