// SPDX-License-Identifier: Apache-2.0
// The sender with its own threads, a provider that takes everything, and a clock that the test
// moves.
#include "bot/sender/sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <set>
#include <thread>

#include "bot/turn/chat_log.h"
#include "bot/turn/erase_row.h"
#include "bot/turn_fixture.h"

namespace bot {
namespace {

using testing::HasSubstr;

// Takes everything, and lets the test wait for it.
class Provider {
 public:
  // Called while the provider has a message and has not answered yet.
  std::function<void(const std::string& url)> on_take;
  void Take(const std::string& url) {
    if (on_take) on_take(url);
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
  core::HttpReply SendBlocking(const core::HttpCall& call, std::chrono::milliseconds) override {
    provider_.Take(call.url);
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
  PlainSms() {
    traits_.kind = core::ChannelKind::kSms;
    traits_.messages_per_second = 1000;
    traits_.send_slots = 1;
  }
  const std::string& name() const override { return name_; }
  const channels::Traits& traits() const override { return traits_; }
  core::Result<channels::Inbound> Receive(const core::HttpRequest&) const override {
    return core::Err(core::ErrorCode::kInvalid, "not here");
  }
  core::HttpResponse Accepted(const channels::Inbound&) const override { return {}; }
  core::Result<std::vector<core::HttpCall>> Render(const core::Address&, const core::MessageId& id,
                                                   const core::OutboundMessage&) const override {
    std::vector<core::HttpCall> calls(1);
    calls[0].url = id.Text();
    return calls;
  }
  channels::SendOutcome ReadReply(const core::HttpReply&) const override {
    channels::SendOutcome outcome;
    outcome.outcome = channels::Outcome::kSent;
    outcome.provider_message_id = core::SecretString("4711:12");
    return outcome;
  }
  // Of a copy that the provider keeps: asked to delete it, it fails.
  std::optional<core::HttpCall> EraseCall(const core::SecretString& ids) const override {
    core::HttpCall call;
    call.url = ids.Reveal();
    return call;
  }
  channels::SendOutcome ReadEraseReply(const core::HttpReply&) const override {
    channels::SendOutcome outcome;
    outcome.outcome = channels::Outcome::kRetry;
    return outcome;
  }
  channels::Traits& traits_to_set() { return traits_; }
  void Rename(std::string name) { name_ = std::move(name); }

 private:
  std::string name_ = "sms";
  channels::Traits traits_;
};

// Runs sender and writer from construction to the end of the scope.
class Running {
 public:
  Running(Office& office, const BudgetLimits& limits, Provider& provider,
          std::shared_ptr<PlainSms> channel = std::make_shared<PlainSms>())
      : queue_(1000, 64),
        budget(limits, office.random, office.metrics),
        sender_(
            {queue_, *office.vault, *office.keys, office.clock, office.random, office.metrics,
             budget,
             [](const std::string&, const core::MessageId&, const std::string&) { return false; },
             [&provider] { return std::make_unique<Client>(provider); }}) {
    sender_.AddChannel(std::move(channel), 0);
    writer_ = std::thread([this, &office] {
      RunWriterBlocking(queue_, [&](auto items) { office.processor->Process(std::move(items)); });
    });
    sender_.Start([this](const std::string&, std::function<void()> run) {
      threads_.emplace_back(std::move(run));
    });
  }
  ~Running() {
    sender_.Stop();
    for (std::thread& thread : threads_) thread.join();
    queue_.Close();
    writer_.join();
  }

  // Through the writer; returns after the COMMIT.
  void Commit(store::Command command) {
    std::promise<void> done;
    ASSERT_TRUE(queue_.Push(
        CommandItem{{std::move(command)}, [&](const core::Status&) { done.set_value(); }}, true));
    done.get_future().get();
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
      auto channel = std::make_shared<PlainSms>();
      channel->traits_to_set().clears_chat = clears_chat;
      Running running(office, {0, 0, 0}, provider, channel);
      ASSERT_TRUE(provider.WaitFor(1));
    }
    auto keys = office.keys->LookupKeys(core::DayOf(office.clock.Now()));
    const vault::Lookup lookup =
        vault::MakeLookup(*keys, core::ChannelKind::kSms, "sms", core::Address("+6857212345"));
    const vault::Lookup* wanted = &lookup;
    const auto conversation = office.vault->Find({&wanted, 1})->front()->conversation;
    const auto noted =
        OpenChatMessages(*office.keys, *office.store->ListChatMessages(conversation));
    ASSERT_EQ(noted.size(), clears_chat ? 1u : 0u);
    if (!clears_chat) continue;
    EXPECT_EQ(noted[0].id.Reveal(), "4711:12");
    EXPECT_TRUE(noted[0].clears);
  }
}

template <class Condition>
bool Until(Condition holds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!holds() && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  return holds();
}

// A provider may report before its answer to the send has arrived. The row is done then; the copy
// that the provider keeps is to be deleted all the same.
TEST(Sender, AStatusBeforeTheSendReturnedLeavesTheDeletionOfTheCopy) {
  Office office;
  ASSERT_TRUE(office.Say("+6857212345", "m1", "hello"));
  Provider provider;
  auto channel = std::make_shared<PlainSms>();
  channel->traits_to_set().keeps_copies = true;
  auto& sent = office.metrics.Counter("dwbot_sends_total", "channel=\"sms\",outcome=\"sent\"");
  Running* running = nullptr;
  std::promise<void> made;
  provider.on_take = [&](const std::string& url) {
    made.get_future().wait();
    running->Commit(store::SendAcknowledged{*core::MessageId::FromText(url)});
  };
  {
    Running here(office, {0, 0, 0}, provider, channel);
    running = &here;
    made.set_value();
    ASSERT_TRUE(Until([&] { return sent == 1; }));
    here.Commit(store::AddCount{"after", "2026-W47"});  // what the sender pushed before is through
  }
  const auto counts = office.store->CountOutbox();
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->ready, 1) << "the row that deletes the copy";
  EXPECT_EQ(counts->sending + counts->waiting + counts->dead, 0);
}

TEST(Sender, AProvidersCopyIsAskedForForFourteenDaysAndNoLonger) {
  Office office;
  const std::string channel = "sms";
  const core::SecretString ids("SM0001");
  auto row =
      EraseRow(*office.keys, office.random, {channel, ids, office.clock.Now(), kEraseCopies});
  ASSERT_TRUE(row);
  store::Batch batch;
  batch.groups.push_back({store::Enqueue{std::move(*row)}});
  ASSERT_TRUE(office.store->Commit(batch));
  Provider provider;
  for (int day = 0; day < 14; ++day) {
    {
      Running running(office, {0, 0, 0}, provider);
      ASSERT_TRUE(provider.WaitFor(day + 1)) << "day " << day;
    }
    office.clock.Advance(std::chrono::hours(24));
  }
  Running running(office, {0, 0, 0}, provider);
  ASSERT_TRUE(Until([&] { return office.store->CountOutbox()->dead == 1; }))
      << "given up, and shown";
  EXPECT_EQ(provider.taken(), 14);
}

TEST(Sender, OnePersonIsWrittenToNoFasterThanTheChannelAllows) {
  Office office;
  for (int i = 0; i < 3; ++i)
    ASSERT_TRUE(office.Say("+6857212345", "m" + std::to_string(i), "hello"));
  ASSERT_TRUE(office.Say("+6857299999", "other", "hello"));
  Provider provider;
  auto channel = std::make_shared<PlainSms>();
  channel->traits_to_set().per_chat_per_second = 1.0 / 6;
  channel->traits_to_set().per_chat_burst = 2;
  Running running(office, {0, 0, 0}, provider, channel);
  ASSERT_TRUE(provider.WaitFor(3)) << "two to the first, one to the other";
  ASSERT_TRUE(
      Until([&] { return office.store->DumpForTests().find("pair-rate") != std::string::npos; }));
  EXPECT_EQ(provider.taken(), 3);
  office.clock.Advance(std::chrono::milliseconds(5900));
  std::this_thread::yield();
  EXPECT_EQ(provider.taken(), 3);
  EXPECT_TRUE(Until([&] {
    office.clock.Advance(std::chrono::milliseconds(100));
    return provider.taken() == 4;
  }));
}

// The vault keeps an address once, with the channel that it first wrote on that day.
TEST(Sender, WhoWritesToASecondNumberOfTheOfficeOnTheSameDayIsAnsweredThere) {
  Office office;
  ASSERT_TRUE(office.Say("+6857212345", "m1", "hello"));
  office.doors["second"] = office.doors.at("sms");
  office.doors["second"].channel = "second";
  core::InboundMessage message;
  message.provider_id = core::SecretString("m2");
  message.from = core::Address("+6857212345");
  message.text = core::SecretString("hello");
  auto turn = office.preparer->Prepare(office.doors.at("second"), std::move(message));
  ASSERT_TRUE(turn);
  core::Status answer = core::Err(core::ErrorCode::kInternal, "not answered");
  turn->delivery =
      std::make_shared<Delivery>(1, [&answer](core::Status status) { answer = std::move(status); });
  std::vector<WriteItem> items;
  items.emplace_back(std::make_unique<PreparedTurn>(std::move(*turn)));
  office.processor->Process(std::move(items));
  ASSERT_TRUE(answer);
  Provider first, second;
  auto other = std::make_shared<PlainSms>();
  other->Rename("second");
  {
    Running here(office, {0, 0, 0}, first);
    EXPECT_TRUE(first.WaitFor(1));
  }
  Running there(office, {0, 0, 0}, second, other);
  EXPECT_TRUE(second.WaitFor(1));
}

TEST(PairRate, LendsABurstAndThenKeepsItsDistance) {
  PairRate rate(1.0 / 6, 45);
  core::ConversationId a{{1}}, b{{2}};
  core::Timestamp now{1'795'000'000'000};
  for (int i = 0; i < 45; ++i) EXPECT_EQ(rate.Take(a, now).count(), 0) << i;
  EXPECT_EQ(rate.Take(a, now).count(), 6000);
  EXPECT_EQ(rate.Take(b, now).count(), 0) << "another person";
  EXPECT_EQ(rate.Take(a, now + core::Millis(5999)).count(), 1);
  EXPECT_EQ(rate.Take(a, now + core::Millis(6000)).count(), 0);
  now = now + std::chrono::minutes(10);
  for (int i = 0; i < 45; ++i) EXPECT_EQ(rate.Take(a, now).count(), 0) << i;
  PairRate none(0, 1);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(none.Take(a, now).count(), 0);
}

}  // namespace
}  // namespace bot
