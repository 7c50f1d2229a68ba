// SPDX-License-Identifier: Apache-2.0
// The sender with its own threads, a provider that takes everything, and a clock that the test moves.
#include "bot/sender/sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "bot/turn/chat_log.h"
#include "bot/turn_fixture.h"

namespace bot {
namespace {

using testing::HasSubstr;

// Takes everything, and lets the test wait for it.
class Provider {
 public:
  void Take() {
    {
      std::lock_guard lock(mutex_);
      ++taken_;
    }
    changed_.notify_all();
  }
  // True when `count` were taken within 30 s.
  bool WaitFor(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(30), [&] { return taken_ >= count; });
  }
  int taken() {
    std::lock_guard lock(mutex_);
    return taken_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int taken_ = 0;
};

class Client final : public HttpClient {
 public:
  explicit Client(Provider& provider) : provider_(provider) {}
  core::HttpReply SendBlocking(const core::HttpCall&, std::chrono::milliseconds) override {
    provider_.Take();
    core::HttpReply reply;
    reply.status = 200;
    return reply;
  }
  void Abort() override {}

 private:
  Provider& provider_;
};

class PlainSms final : public channels::Channel {
 public:
  explicit PlainSms(bool clears_chat) {
    traits_.kind = core::ChannelKind::kSms;
    traits_.clears_chat = clears_chat;
    traits_.messages_per_second = 1000;
    traits_.send_slots = 1;
  }
  const std::string& name() const override { return name_; }
  const channels::Traits& traits() const override { return traits_; }
  core::Result<channels::Inbound> Receive(const core::HttpRequest&) const override {
    return core::Err(core::ErrorCode::kInvalid, "not here");
  }
  core::HttpResponse Accepted(const channels::Inbound&) const override { return {}; }
  core::Result<std::vector<core::HttpCall>> Render(const core::Address&, const core::MessageId&,
                                                   const core::OutboundMessage&) const override {
    return std::vector<core::HttpCall>(1);
  }
  channels::SendOutcome ReadReply(const core::HttpReply&) const override {
    channels::SendOutcome outcome;
    outcome.outcome = channels::Outcome::kSent;
    outcome.provider_message_id = core::SecretString("4711:12");
    return outcome;
  }

 private:
  std::string name_ = "sms";
  channels::Traits traits_;
};

// Runs sender and writer from construction to the end of the scope.
class Running {
 public:
  Running(Office& office, const BudgetLimits& limits, Provider& provider, bool clears_chat = false)
      : queue_(1000, 64),
        budget(limits, office.random, office.metrics),
        sender_({queue_, *office.vault, *office.keys, office.clock, office.random, office.metrics, budget,
                 [](const std::string&, const core::MessageId&, const std::string&) { return false; },
                 [&provider] { return std::make_unique<Client>(provider); }}) {
    sender_.AddChannel(std::make_shared<PlainSms>(clears_chat), 0);
    writer_ = std::thread(
        [this, &office] { RunWriterBlocking(queue_, [&](auto items) { office.processor->Process(std::move(items)); }); });
    sender_.Start([this](const std::string&, std::function<void()> run) { threads_.emplace_back(std::move(run)); });
  }
  ~Running() {
    sender_.Stop();
    for (std::thread& thread : threads_) thread.join();
    queue_.Close();
    writer_.join();
  }

 private:
  WriterQueue queue_;

 public:
  OutboundBudget budget;

 private:
  Sender sender_;
  std::thread writer_;
  std::vector<std::thread> threads_;
};

TEST(Sender, WhatIsOverTheBudgetWaitsUntriedAndLeavesTheNextDay) {
  Office office;
  for (int i = 0; i < 5; ++i)
    ASSERT_TRUE(office.Say("+685721234" + std::to_string(i), "m" + std::to_string(i), "hello"));
  Provider provider;
  auto& held = office.metrics.Counter("dwbot_outbound_held_total", "scope=\"all\"");
  {
    Running running(office, {1, 0, 0}, provider);  // one, and one more reply
    ASSERT_TRUE(provider.WaitFor(2));
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (held < 3 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    EXPECT_THAT(running.budget.Alarm(office.clock.Now()), HasSubstr("nothing leaves"));
  }
  EXPECT_EQ(held, 3);
  EXPECT_EQ(provider.taken(), 2);
  const auto counts = office.store->CountOutbox();
  EXPECT_EQ(counts->ready, 3);
  EXPECT_EQ(counts->dead + counts->sending + counts->waiting, 0);
  const std::string dump = office.store->DumpForTests();
  EXPECT_THAT(dump, HasSubstr("attempts=0"));
  EXPECT_THAT(dump, testing::Not(HasSubstr("attempts=1")));
  office.clock.Advance(std::chrono::hours(24));
  {
    Running running(office, {0, 0, 0}, provider);
    ASSERT_TRUE(provider.WaitFor(5));
  }
  const auto after = office.store->CountOutbox();
  EXPECT_EQ(after->ready + after->dead + after->sending + after->waiting, 0);
}

TEST(Sender, NotesWhatItSentWhereTheChatCanBeEmptied) {
  for (const bool clears_chat : {true, false}) {
    Office office;
    ASSERT_TRUE(office.Say("+6857212345", "m", "hello"));
    Provider provider;
    {
      Running running(office, {0, 0, 0}, provider, clears_chat);
      ASSERT_TRUE(provider.WaitFor(1));
    }
    auto keys = office.keys->LookupKeys(core::DayOf(office.clock.Now()));
    const vault::Lookup lookup = vault::MakeLookup(*keys, core::ChannelKind::kSms, "sms", core::Address("+6857212345"));
    const vault::Lookup* wanted = &lookup;
    const auto conversation = office.vault->Find({&wanted, 1})->front()->conversation;
    const auto noted = OpenChatMessages(*office.keys, *office.store->ListChatMessages(conversation));
    ASSERT_EQ(noted.size(), clears_chat ? 1u : 0u);
    if (!clears_chat) continue;
    EXPECT_EQ(noted[0].id.Reveal(), "4711:12");
    EXPECT_TRUE(noted[0].clears);
  }
}

}  // namespace
}  // namespace bot
