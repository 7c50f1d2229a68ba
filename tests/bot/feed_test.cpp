// SPDX-License-Identifier: Apache-2.0
// The feed against another system that is down, slow, odd or rude. The clock moves as the test
// says.
#include "bot/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "bot/turn_fixture.h"
#include "ecms/feed_signature.h"

namespace bot {
namespace {

const std::map<std::string, std::string> kInDanger = {
    {"Choose your language", "English"},
    {"few short questions", "Yes"},
    {"We ask about your work", "Yes"},
    {"How old are you", "18"},
    {"danger right now", "Yes"},
    {"may an officer", "Yes"},
    {"passport", "employer"},
    {"Where do you work", "Canary Sewing, Apia"},
    {"paid all", "No"},
    {"How many hours", "14"},
    {"one thing", "canary-words my boss shouts"},
};
constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

class OtherSystem final : public HttpClient {
 public:
  using Answer = std::function<core::HttpReply(const core::HttpCall&)>;
  OtherSystem(Answer& answer, std::vector<core::HttpCall>& calls)
      : answer_(answer), calls_(calls) {}
  core::HttpReply SendBlocking(const core::HttpCall& call,
                               std::chrono::milliseconds timeout) override {
    EXPECT_LE(timeout, std::chrono::seconds(30));
    calls_.push_back(call);
    return answer_(call);
  }
  void Abort() override {}

 private:
  Answer& answer_;
  std::vector<core::HttpCall>& calls_;
};

core::HttpReply Status(int status, core::Headers headers = {}) {
  return {status, false, std::move(headers), ""};
}

class FeedTest : public testing::Test {
 protected:
  FeedTest() {
    config_.rules = {true, true, true, core::Millis(0), "urn:dwbot:test"};
    config_.url = "https://ecms.example/hook";
    config_.secrets = {*ecms::ReadWebhookSecret(kSecret)};
    sender_ = std::make_unique<FeedSender>(FeedSender::Parts{
        *office_.store, [this](store::CommandGroup group) { return Commit(std::move(group)); },
        *office_.keys, office_.clock, office_.random, office_.metrics, config_,
        std::make_unique<OtherSystem>(answer_, calls_)});
  }
  core::Status Commit(store::CommandGroup group) {
    store::Batch batch;
    batch.groups.push_back(std::move(group));
    auto done = office_.store->Commit(batch);
    return done ? done->groups.front() : core::Status(tl::unexpected(done.error()));
  }
  std::string Queue(uint8_t ticket, const std::string& data = "{}") {
    auto event = ecms::NewFeedEvent(*office_.keys, core::MessageId::Random(office_.random),
                                    "urn:dwbot:test", ecms::kSignalType,
                                    core::TicketId{{ticket}}.Text(), data, office_.clock.Now());
    EXPECT_TRUE(event && Commit({store::PutDocument{ecms::ToDocument(*event), 0}}));
    return event->id;
  }
  size_t Rows(std::string_view state) {
    return office_.store->ListDocuments(ecms::kFeedKind, std::string(state), "", 500)->size();
  }
  // Rounds until `time` has gone by, as the thread would make them.
  void Run(core::Millis time) {
    const core::Timestamp end = office_.clock.Now() + time;
    while (office_.clock.Now() < end) {
      (void)sender_->Round();
      office_.clock.Advance(time > std::chrono::hours(3) ? std::chrono::minutes(20)
                                                         : std::chrono::seconds(2));
    }
  }
  std::string_view Header(size_t call, std::string_view name) {
    return core::HeaderValue(calls_.at(call).headers, name);
  }

  Office office_;
  FeedConfig config_;
  OtherSystem::Answer answer_ = [](const core::HttpCall&) { return Status(204); };
  std::vector<core::HttpCall> calls_;
  std::unique_ptr<FeedSender> sender_;
};

TEST_F(FeedTest, AnEventLeavesOnceSigned) {
  const std::string id = Queue(1, R"({"class":"P1"})");
  Run(std::chrono::seconds(10));
  ASSERT_EQ(calls_.size(), 1u);
  EXPECT_EQ(calls_[0].method, "POST");
  EXPECT_EQ(calls_[0].url, config_.url);
  EXPECT_EQ(Header(0, "Content-Type"), "application/cloudevents+json");
  EXPECT_EQ(Header(0, "webhook-id"), id);
  const auto sent_at =
      core::Timestamp{std::stoll(std::string(Header(0, "webhook-timestamp"))) * 1000};
  EXPECT_EQ(Header(0, "webhook-signature"),
            ecms::WebhookSignature(config_.secrets, id, sent_at, calls_[0].body));
  EXPECT_THAT(calls_[0].body, testing::HasSubstr(R"("class":"P1")"));
  EXPECT_EQ(Rows(ecms::kFeedQueued) + Rows(ecms::kFeedDead), 0u);
}

// Down for two days: everything arrives once it is up, under the id of the first attempt.
TEST_F(FeedTest, ASystemThatIsDownForTwoDaysGetsEverythingAfterwards) {
  std::set<std::string> ids;
  for (uint8_t i = 1; i <= 20; ++i) ids.insert(Queue(i));
  answer_ = [](const core::HttpCall&) { return core::HttpReply{}; };
  Run(std::chrono::hours(48));
  EXPECT_EQ(Rows(ecms::kFeedQueued), 20u);
  EXPECT_LT(calls_.size(), 300u) << "it is not hammered";
  std::set<std::string> taken;
  answer_ = [&](const core::HttpCall& call) {
    taken.emplace(core::HeaderValue(call.headers, "webhook-id"));
    return Status(200);
  };
  Run(std::chrono::hours(48));
  EXPECT_EQ(taken, ids);
  EXPECT_EQ(Rows(ecms::kFeedQueued) + Rows(ecms::kFeedDead), 0u);
}

TEST_F(FeedTest, WhatIsNeverTakenIsGivenUpAfterDaysAndSaidSo) {
  Queue(1);
  answer_ = [](const core::HttpCall&) { return Status(500); };
  Run(std::chrono::hours(24 * 4));
  EXPECT_EQ(Rows(ecms::kFeedQueued), 1u) << "four days are not enough to give up";
  EXPECT_EQ(sender_->Alarm(), "");
  Run(std::chrono::hours(24 * 6));
  EXPECT_EQ(Rows(ecms::kFeedDead), 1u);
  EXPECT_THAT(sender_->Alarm(), testing::HasSubstr("1 events were given up"));
  EXPECT_EQ(calls_.size(), 13u);
  for (size_t i = 1; i < calls_.size(); ++i)
    EXPECT_EQ(Header(i, "webhook-id"), Header(0, "webhook-id"));
}

TEST_F(FeedTest, OddAnswersAreNoReceipts) {
  struct Case {
    const char* name;
    core::HttpReply reply;
    bool taken;
  };
  const Case cases[] = {
      {"a redirect", Status(302, {{"Location", "https://elsewhere.example"}}), false},
      {"a login page", Status(200, {{"Content-Type", "text/html; charset=utf-8"}}), false},
      {"no HTTP at all, or a hanging system", core::HttpReply{}, false},
      {"a refusal", Status(400), false},
      {"gone", Status(410), false},
      {"a status that does not exist", Status(999), false},
      {"nonsense under 200", {200, false, {{"Content-Type", "application/json"}}, "}{"}, true}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    calls_.clear();
    answer_ = [&](const core::HttpCall&) { return c.reply; };
    Queue(1);
    (void)sender_->Round();
    EXPECT_EQ(calls_.size(), 1u);
    for (const core::HttpCall& call : calls_) EXPECT_EQ(call.url, config_.url) << "nowhere else";
    EXPECT_EQ(Rows(ecms::kFeedQueued), c.taken ? 0u : 1u);
    answer_ = [](const core::HttpCall&) { return Status(200); };
    Run(std::chrono::minutes(10));
    ASSERT_EQ(Rows(ecms::kFeedQueued), 0u);
  }
}

TEST_F(FeedTest, RetryAfterIsHeeded) {
  Queue(1);
  answer_ = [](const core::HttpCall&) { return Status(503, {{"Retry-After", "3600"}}); };
  (void)sender_->Round();
  Run(std::chrono::minutes(55));
  EXPECT_EQ(calls_.size(), 1u);
  Run(std::chrono::minutes(10));
  EXPECT_EQ(calls_.size(), 2u);
}

TEST_F(FeedTest, EventsOfOneTicketKeepTheirOrder) {
  const std::string first = Queue(1);
  office_.clock.Advance(std::chrono::seconds(1));
  const std::string second = Queue(1);
  const std::string other = Queue(2);
  bool up = false;
  answer_ = [&](const core::HttpCall& call) {
    return Status(up || core::HeaderValue(call.headers, "webhook-id") == other ? 200 : 500);
  };
  Run(std::chrono::minutes(2));
  for (const core::HttpCall& call : calls_)
    EXPECT_NE(core::HeaderValue(call.headers, "webhook-id"), second) << "the first has not arrived";
  up = true;
  calls_.clear();
  Run(std::chrono::minutes(30));
  ASSERT_EQ(calls_.size(), 2u);
  EXPECT_EQ(Header(0, "webhook-id"), first);
  EXPECT_EQ(Header(1, "webhook-id"), second);
}

TEST_F(FeedTest, WhatIsHeldWaits) {
  auto event = ecms::NewFeedEvent(*office_.keys, core::MessageId::Random(office_.random), "s",
                                  ecms::kSignalType, "t", "{}", office_.clock.Now());
  ASSERT_TRUE(event);
  event->due_at = office_.clock.Now() + std::chrono::minutes(30);
  ASSERT_TRUE(Commit({store::PutDocument{ecms::ToDocument(*event), 0}}));
  Run(std::chrono::minutes(29));
  EXPECT_TRUE(calls_.empty());
  Run(std::chrono::minutes(2));
  EXPECT_EQ(calls_.size(), 1u);
}

TEST_F(FeedTest, ExpiredEventsAreDropped) {
  Queue(1);
  answer_ = [](const core::HttpCall&) { return core::HttpReply{}; };
  (void)sender_->Round();
  office_.clock.Advance(std::chrono::hours(24 * (ecms::kFeedDays + 1)));
  ASSERT_TRUE(office_.keys->DeleteExpired(core::DayOf(office_.clock.Now())));
  (void)sender_->Round();
  EXPECT_EQ(Rows(ecms::kFeedQueued) + Rows(ecms::kFeedDead), 0u);
}

// The ticket and its signal are one transaction; without a feed there is none.
TEST(FeedSignals, AreMadeWithTheTicket) {
  for (bool on : {false, true}) {
    Office office;
    TurnParts parts{*office.store,
                    *office.vault,
                    *office.keys,
                    office.surveys,
                    office.deployment,
                    *office.sealer,
                    office.doors,
                    office.clock,
                    office.random,
                    office.metrics,
                    [](const std::string&) {},
                    [](const store::ErasureRow&) {},
                    0,
                    ecms::FeedRules{on, on, false, core::Millis(0), "urn:dwbot:test"}};
    office.processor = std::make_unique<TurnProcessor>(std::move(parts));
    office.Walk("+6857212345", kInDanger);
    auto page = office.store->ListTickets({});
    auto events = office.store->ListDocuments(ecms::kFeedKind, std::nullopt, "", 10);
    ASSERT_TRUE(page && events);
    ASSERT_EQ(page->tickets.size(), 1u);
    EXPECT_EQ(events->empty(), !on);
    for (const store::DocumentRow& row : *events) {
      auto event = ecms::FromDocument(row);
      ASSERT_TRUE(event);
      EXPECT_EQ(event->ticket, page->tickets[0].id.Text());
      auto body = ecms::OpenFeedEvent(*office.keys, *event);
      ASSERT_TRUE(body);
      EXPECT_THAT(*body, testing::HasSubstr("2026-W47"));
      for (const char* word : {"Canary", "canary", "6857212345", "2026-11"})
        EXPECT_THAT(*body, testing::Not(testing::HasSubstr(word)));
    }
  }
}

}  // namespace
}  // namespace bot
