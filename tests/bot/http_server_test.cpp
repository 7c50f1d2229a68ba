// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "bot/http_fixture.h"
#include "bot/raw_client.h"
#include "core/limits.h"

namespace bot {
namespace {

using namespace test_http;  // NOLINT(google-build-using-namespace): the fixture of this folder
using test::RawClient;
using testing::HasSubstr;

TEST(HttpServer, AnswersWithMethodPathQueryAndBody) {
  Running s(EchoListener());
  RawClient c(s.port());
  c.Send(Post("/a%20b/c?x=%31", "hello"));
  auto r = c.Read();
  EXPECT_EQ(r.status, 200);
  EXPECT_THAT(r.body, HasSubstr("POST /a b/c?x=%31 hello"));
  EXPECT_THAT(r.head, HasSubstr("Date: "));
}

TEST(HttpServer, KeepsOnlyTheHeadersThatHandlersNeed) {
  Running s(EchoListener());
  RawClient c(s.port());
  c.Send(
      "GET / HTTP/1.1\r\nHost: example.org\r\nX-Chat-Token: t\r\nsec-fetch-site: "
      "same-origin\r\nOrigin: o\r\nIf-Match: \"7\"\r\n"
      "X-Forwarded-For: 198.51.100.7\r\nX-Real-IP: 198.51.100.7\r\nUser-Agent: phone\r\nReferer: "
      "r\r\n\r\n");
  auto r = c.Read();
  EXPECT_EQ(
      r.body,
      "GET /? "
      "\nHost=example.org\nX-Chat-Token=t\nsec-fetch-site=same-origin\nOrigin=o\nIf-Match=\"7\"");
}

TEST(HttpServer, NamesTheNetworkOfThePeerAndNothingThatAHeaderSays) {
  auto o = EchoListener();
  o.handler = [](const HttpRequest& request, const Responder& respond) {
    respond(core::TextResponse(200, request.network));
  };
  Running s(std::move(o));
  RawClient c(s.port());
  c.Send("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n");
  EXPECT_EQ(c.Read().body, "127.0.0.0/24");
}

TEST(HttpServer, KeepsTheConnectionAndAnswersPipelinedRequestsInOrder) {
  LateAnswers late;
  auto o = EchoListener();
  o.handler = [&](const HttpRequest& request, Responder respond) {
    if (request.path == "/late") {
      late.Add(std::move(respond), Echo(request));
    } else {
      respond(Echo(request));
    }
  };
  Running s(std::move(o));
  RawClient c(s.port());
  std::string all;
  for (int i = 0; i < 100; ++i) all += Post(i % 3 == 0 ? "/late" : "/now", std::to_string(i));
  c.Send(all);
  for (int i = 0; i < 100; ++i)
    EXPECT_THAT(c.Read().body, HasSubstr("? " + std::to_string(i) + "\n")) << i;
  late.Finish();
}

TEST(HttpServer, ReadsRequestsThatArriveByteByByte) {
  Running s(EchoListener());
  RawClient c(s.port());
  for (char b : Post("/slow", "abc") +
                    "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
                    "chunked\r\n\r\n2\r\nxy\r\n1\r\nz\r\n0\r\n\r\n") {
    c.Send(std::string(1, b));
  }
  EXPECT_THAT(c.Read().body, HasSubstr("POST /slow? abc"));
  EXPECT_THAT(c.Read().body, HasSubstr("POST /c? xyz"));
}

TEST(HttpServer, ClosesWhenTheClientAsksForIt) {
  Running s(EchoListener());
  RawClient c(s.port());
  c.Send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  auto r = c.Read();
  EXPECT_EQ(r.status, 200);
  EXPECT_THAT(r.head, HasSubstr("Connection: close"));
  EXPECT_TRUE(c.AtEnd());
}

TEST(HttpServer, AnswersHeadWithoutBodyAndOptionsItself) {
  Running s(EchoListener());
  RawClient c(s.port());
  c.Send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
  auto head = c.Read(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_THAT(head.head, HasSubstr("Content-Length: "));
  for (const char* target : {"*", "/x"}) {
    c.Send(std::string("OPTIONS ") + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    auto r = c.Read();
    EXPECT_EQ(r.status, 204);
    EXPECT_THAT(r.head, HasSubstr("Allow: GET"));
    EXPECT_EQ(r.head.find("Access-Control"), std::string::npos);
  }
}

TEST(HttpServer, SaysContinueWhenAskedTo) {
  Running s(EchoListener());
  RawClient c(s.port());
  c.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(c.Read().status, 100);
  c.Send("ok");
  EXPECT_THAT(c.Read().body, HasSubstr("? ok"));
}

TEST(HttpServer, DropsHeadersThatWouldBreakOutOfTheirLine) {
  auto o = EchoListener();
  o.handler = [](const HttpRequest&, const Responder& respond) {
    respond({200, {{"X-A", "1\r\nX-B: 2"}, {"Content-Length", "99"}, {"X-C", "3"}}, "body"});
  };
  Running s(std::move(o));
  RawClient c(s.port());
  c.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  auto r = c.Read();
  EXPECT_EQ(r.body, "body");
  EXPECT_EQ(r.head.find("X-B"), std::string::npos);
  EXPECT_THAT(r.head, HasSubstr("X-C: 3"));
}

// ---- responders and stopping ----

TEST(HttpServer, AnswersDroppedRespondersWith503AndCountsOnlyTheFirstAnswer) {
  auto o = EchoListener();
  o.handler = [](const HttpRequest& request, const Responder& respond) {
    if (request.path == "/dropped") return;
    respond(core::TextResponse(200, "first"));
    respond(core::TextResponse(200, "second"));
  };
  Running s(std::move(o));
  RawClient c(s.port());
  c.Send(Post("/dropped", "") + Post("/twice", "") + Post("/dropped", ""));
  EXPECT_EQ(c.Read().status, 503);
  EXPECT_EQ(c.Read().body, "first");
  EXPECT_EQ(c.Read().status, 503);
}

TEST(HttpServer, ServesManyConnectionsAnsweredFromAnotherThread) {
  LateAnswers late;
  auto o = EchoListener();
  o.handler = [&](const HttpRequest& request, Responder respond) {
    late.Add(std::move(respond), core::TextResponse(200, request.body));
  };
  Running s(std::move(o));
  constexpr int kConnections = 16;
  constexpr int kEach = 125;
  std::vector<std::thread> clients;
  std::atomic<int> right{0};
  for (int i = 0; i < kConnections; ++i) {
    clients.emplace_back([&, i] {
      RawClient c(s.port());
      for (int j = 0; j < kEach; ++j) {
        std::string body = std::to_string(i * 1000 + j);
        c.Send(Post("/", body));
        if (c.Read().body == body) ++right;
      }
    });
  }
  for (auto& t : clients) t.join();
  EXPECT_EQ(right.load(), kConnections * kEach);
  late.Finish();
}

TEST(HttpServer, StopAnswersWhatIsInFlightAndRefusesNewConnections) {
  std::promise<Responder> arrived;
  auto o = EchoListener();
  o.handler = [&](const HttpRequest&, Responder respond) { arrived.set_value(std::move(respond)); };
  Running s(std::move(o));
  uint16_t port = s.port();
  RawClient busy(port);
  RawClient idle(port);
  busy.Send(Post("/", "x"));
  Responder respond = arrived.get_future().get();
  s.server.Stop(milliseconds(60'000));
  EXPECT_TRUE(idle.AtEnd());  // closed at once: nothing of it was in flight
  RawClient refused(port);
  EXPECT_FALSE(refused.connected());
  respond(core::TextResponse(200, "answered"));
  auto r = busy.Read();
  EXPECT_EQ(r.body, "answered");
  EXPECT_THAT(r.head, HasSubstr("Connection: close"));
  busy.CloseWriting();
  s.Join();
  EXPECT_EQ(s.server.open_connections(), 0u);
}

TEST(HttpServer, StopEndsAfterItsGraceThoughAnAnswerNeverCame) {
  std::promise<Responder> arrived;
  auto o = EchoListener();
  o.handler = [&](const HttpRequest&, Responder respond) { arrived.set_value(std::move(respond)); };
  auto s = std::make_unique<Running>(std::move(o));
  RawClient c(s->port());
  c.Send(Post("/", "x"));
  Responder respond = arrived.get_future().get();
  s->server.Stop(milliseconds(20));
  s->Join();
  EXPECT_TRUE(c.AtEnd());
  s.reset();
  respond(core::TextResponse(200, "nobody hears this"));  // and nothing breaks
}

TEST(HttpServer, RunsPostedAndRepeatedTasksOnItsThread) {
  Running s(EchoListener());
  std::promise<std::thread::id> posted;
  s.server.Post([&] { posted.set_value(std::this_thread::get_id()); });
  auto io = posted.get_future().get();
  EXPECT_NE(io, std::this_thread::get_id());
  std::promise<std::thread::id> third;
  s.server.Every(milliseconds(1), [&, n = 0]() mutable {
    if (++n == 3) third.set_value(std::this_thread::get_id());
  });
  EXPECT_EQ(third.get_future().get(), io);
}

TEST(HttpServer, NamesTheAddressThatIsInUse) {
  Running s(EchoListener());
  auto o = EchoListener();
  o.port = s.port();
  o.name = "office";
  HttpServer second;
  std::vector<ListenerOptions> all;
  all.push_back(std::move(o));
  auto status = second.Listen(std::move(all));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, core::ErrorCode::kUnavailable);
  EXPECT_THAT(status.error().message, HasSubstr("127.0.0.1:" + std::to_string(s.port())));
  EXPECT_THAT(status.error().message, HasSubstr("office"));
}

}  // namespace
}  // namespace bot
