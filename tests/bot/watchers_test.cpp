// SPDX-License-Identifier: Apache-2.0
#include "bot/live/watchers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <list>

#include "bot/http_fixture.h"
#include "bot/raw_client.h"
#include "store/store.h"

namespace bot {
namespace {

using test::RawClient;

// Every request waits ten seconds of a clock that stands still; who is let go by a tick gets 200.
class WatchersTest : public ::testing::Test {
 protected:
  WatchersTest() : running_(Listener()) {}
  ListenerOptions Listener() {
    ListenerOptions o = test_http::EchoListener();
    o.handler = [this](core::HttpRequest request, const Responder& respond) {
      watchers_.Wait(std::make_shared<core::HttpRequest>(std::move(request)),
                     std::chrono::seconds(10), changes_.Version(), respond);
      ++waiting_;
    };
    return o;
  }
  RawClient& Ask(const std::string& session) {
    const int before = waiting_;
    RawClient& client = clients_.emplace_back(running_.port());
    client.Send("GET /api/v1/changes HTTP/1.1\r\nHost: h\r\nCookie: dwbot=" + session + "\r\n\r\n");
    while (waiting_ == before) std::this_thread::yield();
    return client;
  }
  void Change() { changes_.Note({{{store::PutTicket{}}}, {}}); }

  core::SeededRandom random_{1};
  ecms::Changes changes_{random_};
  core::ManualClock clock_{core::Timestamp{1'795'000'000'000}};
  Watchers watchers_{changes_, clock_, [](const auto&, const Responder& respond) {
                       respond(core::TextResponse(200, "again"));
                     }};
  std::atomic<int> waiting_{0};
  std::list<RawClient> clients_;
  test_http::Running running_;
};

TEST_F(WatchersTest, AChangeLetsEverybodyGo) {
  RawClient& a = Ask("a");
  RawClient& b = Ask("b");
  watchers_.Tick();
  EXPECT_EQ(watchers_.size(), 2u);
  Change();
  watchers_.Tick();
  EXPECT_EQ(a.Read().status, 200);
  EXPECT_EQ(b.Read().status, 200);
  EXPECT_EQ(watchers_.size(), 0u);
}

TEST_F(WatchersTest, TheTimeRunsOut) {
  RawClient& a = Ask("a");
  clock_.Advance(std::chrono::seconds(9));
  watchers_.Tick();
  EXPECT_EQ(watchers_.size(), 1u);
  clock_.Advance(std::chrono::seconds(1));
  watchers_.Tick();
  EXPECT_EQ(a.Read().status, 200);
}

TEST_F(WatchersTest, AFifthPageOfASessionLetsTheOldestGo) {
  RawClient& first = Ask("a");
  for (size_t i = 1; i < Watchers::kMostOfOne; ++i) Ask("a");
  Ask("b");
  EXPECT_EQ(watchers_.size(), Watchers::kMostOfOne + 1);
  Ask("a");
  EXPECT_EQ(first.Read().status, 204);
  EXPECT_EQ(watchers_.size(), Watchers::kMostOfOne + 1);
}

TEST_F(WatchersTest, AStopAnswersThemAndWhoeverComesLater) {
  RawClient& a = Ask("a");
  watchers_.Close();
  const auto answer = a.Read();
  EXPECT_EQ(answer.status, 204);
  EXPECT_NE(answer.head.find("no-store"), std::string::npos);
  EXPECT_EQ(Ask("b").Read().status, 204);
}

TEST_F(WatchersTest, AnEndedSessionWakesAll) {
  RawClient& a = Ask("a");
  watchers_.Wake();
  EXPECT_EQ(a.Read().status, 200);
}

}  // namespace
}  // namespace bot
