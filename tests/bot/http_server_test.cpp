// SPDX-License-Identifier: Apache-2.0
#include "bot/http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "bot/raw_client.h"
#include "core/limits.h"

namespace bot {
namespace {

using core::HttpRequest;
using core::HttpResponse;
using std::chrono::milliseconds;
using test::RawClient;
using testing::HasSubstr;

constexpr size_t kSmallBody = 1000;

// What came in, as text: method, path, query, body length and the headers that were let through.
HttpResponse Echo(const HttpRequest& request) {
  std::string text = request.method + " " + request.path + "?" + request.query + " " + request.body;
  for (const auto& [name, value] : request.headers) text += "\n" + name + "=" + value;
  return core::TextResponse(200, std::move(text));
}

ListenerOptions EchoListener() {
  ListenerOptions o;
  o.name = "public";
  o.host = "127.0.0.1";
  o.max_body = [](std::string_view path) { return path == "/large" ? size_t{1} << 20 : kSmallBody; };
  o.handler = [](const HttpRequest& request, const Responder& respond) { respond(Echo(request)); };
  return o;
}

class Running {
 public:
  explicit Running(ListenerOptions options) {
    std::vector<ListenerOptions> all;
    all.push_back(std::move(options));
    auto listening = server.Listen(std::move(all));
    EXPECT_TRUE(listening) << listening.error().message;
    thread_ = std::thread([this] { server.RunBlocking(); });
  }
  ~Running() {
    server.Stop(milliseconds(0));
    Join();
  }
  void Join() {
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] uint16_t port() const { return server.port("public"); }
  HttpServer server;

 private:
  std::thread thread_;
};

// Answers on a thread of its own, as the writer does.
class LateAnswers {
 public:
  LateAnswers() : thread_([this] { Run(); }) {}
  ~LateAnswers() { Finish(); }
  void Finish() {
    {
      std::lock_guard lock(mutex_);
      done_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
  }
  void Add(Responder respond, HttpResponse response) {
    {
      std::lock_guard lock(mutex_);
      waiting_.emplace_back(std::move(respond), std::move(response));
    }
    wake_.notify_one();
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [&] { return done_ || !waiting_.empty(); });
      std::deque<std::pair<Responder, HttpResponse>> batch;
      batch.swap(waiting_);
      if (batch.empty()) return;
      lock.unlock();
      for (auto& [respond, response] : batch) respond(std::move(response));
      batch.clear();
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::pair<Responder, HttpResponse>> waiting_;
  bool done_ = false;
  std::thread thread_;
};

std::string Post(const std::string& path, const std::string& body, const std::string& headers = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

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
  c.Send("GET / HTTP/1.1\r\nHost: example.org\r\nX-Chat-Token: t\r\nsec-fetch-site: same-origin\r\nOrigin: o\r\n"
         "X-Forwarded-For: 198.51.100.7\r\nX-Real-IP: 198.51.100.7\r\nUser-Agent: phone\r\nReferer: r\r\n\r\n");
  auto r = c.Read();
  EXPECT_EQ(r.body, "GET /? \nHost=example.org\nX-Chat-Token=t\nsec-fetch-site=same-origin\nOrigin=o");
}

TEST(HttpServer, NamesTheNetworkOfThePeerAndNothingThatAHeaderSays) {
  auto o = EchoListener();
  o.handler = [](const HttpRequest& request, const Responder& respond) { respond(core::TextResponse(200, request.network)); };
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
  for (int i = 0; i < 100; ++i) EXPECT_THAT(c.Read().body, HasSubstr("? " + std::to_string(i) + "\n")) << i;
  late.Finish();
}

TEST(HttpServer, ReadsRequestsThatArriveByteByByte) {
  Running s(EchoListener());
  RawClient c(s.port());
  for (char b : Post("/slow", "abc") + "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxy\r\n1\r\nz\r\n0\r\n\r\n") {
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

// ---- limits, at the bound and one beyond ----

TEST(HttpServer, TakesABodyUpToTheLimitOfItsPathAndRefusesOneByteMoreAtTheHead) {
  Running s(EchoListener());
  for (const char* path : {"/small", "/large"}) {
    size_t limit = std::string_view(path) == "/large" ? size_t{1} << 20 : kSmallBody;
    RawClient fits(s.port());
    fits.Send(Post(path, std::string(limit, 'x')));
    EXPECT_EQ(fits.Read().status, 200) << path;
    RawClient over(s.port());
    over.Send("POST " + std::string(path) + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(limit + 1) + "\r\n\r\n");
    auto r = over.Read();  // not a byte of the body was sent
    EXPECT_EQ(r.status, 413) << path;
    EXPECT_THAT(r.head, HasSubstr("application/problem+json"));
    over.CloseWriting();
    EXPECT_TRUE(over.AtEnd());
  }
}

TEST(HttpServer, CountsChunkedBodiesAgainstTheSameLimit) {
  Running s(EchoListener());
  for (size_t size : {kSmallBody, kSmallBody + 1}) {
    RawClient c(s.port());
    std::string rest(size - 500, 'x');
    char length[32];
    std::snprintf(length, sizeof length, "%zx", rest.size());
    c.Send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n" + std::string(500, 'y') + "\r\n" + length + "\r\n" +
           rest + "\r\n0\r\n\r\n");
    EXPECT_EQ(c.Read().status, size == kSmallBody ? 200 : 413);
  }
}

TEST(HttpServer, TakesHeadersOf16KiBAndRefusesOneByteMore) {
  Running s(EchoListener());
  const std::string start = "GET / HTTP/1.1\r\nHost: h\r\nX-Pad: ";
  for (size_t size : {core::limits::kMaxHeaderBytes - 1, core::limits::kMaxHeaderBytes, core::limits::kMaxHeaderBytes + 1}) {
    RawClient c(s.port());
    c.Send(start + std::string(size - start.size() - 4, 'p') + "\r\n\r\n");
    EXPECT_EQ(c.Read().status, size > core::limits::kMaxHeaderBytes ? 431 : 200) << size;
  }
  RawClient endless(s.port());
  endless.Send(start + std::string(core::limits::kMaxHeaderBytes, 'p'));
  EXPECT_EQ(endless.Read().status, 431);
}

TEST(HttpServer, RefusesConnectionsOverTheCapAndTakesThemAgainLater) {
  auto o = EchoListener();
  o.max_connections = 2;
  Running s(std::move(o));
  auto first = std::make_unique<RawClient>(s.port());
  RawClient second(s.port());
  first->Send(Post("/", "1"));
  second.Send(Post("/", "2"));
  EXPECT_EQ(first->Read().status, 200);
  EXPECT_EQ(second.Read().status, 200);
  RawClient third(s.port());
  auto r = third.Read();
  EXPECT_EQ(r.status, 503);
  EXPECT_THAT(r.head, HasSubstr("Connection: close"));
  first->Send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(first->Read().status, 200);
  first->CloseWriting();
  EXPECT_TRUE(first->AtEnd());
  first.reset();
  RawClient fourth(s.port());
  fourth.Send(Post("/", "4"));
  EXPECT_EQ(fourth.Read().status, 200);
}

// ---- deadlines ----

ListenerOptions ImpatientListener() {
  auto o = EchoListener();
  o.request_deadline = milliseconds(80);
  o.keep_alive_idle = milliseconds(80);
  return o;
}

TEST(HttpServer, GivesUpOnSlowHeadsAndBodies) {
  Running s(ImpatientListener());
  for (const char* part : {"GET / HT", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc"}) {
    RawClient c(s.port());
    c.Send(part);
    auto r = c.Read();
    EXPECT_EQ(r.status, 408) << part;
    EXPECT_TRUE(c.AtEnd());
  }
}

TEST(HttpServer, ClosesIdleConnectionsWithoutAWord) {
  Running s(ImpatientListener());
  RawClient never(s.port());
  EXPECT_TRUE(never.AtEnd());
  RawClient once(s.port());
  once.Send(Post("/", "x"));
  EXPECT_EQ(once.Read().status, 200);
  EXPECT_TRUE(once.AtEnd());
}

TEST(HttpServer, ClosesOnReadersThatDoNotRead) {
  auto o = ImpatientListener();
  o.handler = [](const HttpRequest&, const Responder& respond) { respond(core::TextResponse(200, std::string(32 << 20, 'x'))); };
  Running s(std::move(o));
  RawClient c(s.port());
  c.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  // The server's end closes while nobody reads; what the system had taken can still be read, the rest never comes.
  std::promise<void> closed;
  s.server.Every(milliseconds(10), [&, told = false, seen = false]() mutable {
    seen = seen || s.server.open_connections() == 1;
    if (seen && !told && s.server.open_connections() == 0) {
      told = true;
      closed.set_value();
    }
  });
  EXPECT_EQ(closed.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
  EXPECT_EQ(c.Read().status, 0);
}

TEST(HttpServer, ForgetsTruncatedRequests) {
  Running s(EchoListener());
  for (const char* part : {"GET / HTTP/1.1\r\nHost: h\r\n", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc", ""}) {
    RawClient c(s.port());
    c.Send(part);
    c.CloseWriting();
    EXPECT_TRUE(c.AtEnd()) << part;
  }
}

// ---- what two servers could read in two ways ----

struct Refused {
  const char* name;
  std::string bytes;
  int status = 400;
};

std::vector<Refused> Corpus() {
  const std::string post = "POST / HTTP/1.1\r\nHost: h\r\n";
  const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string next = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
  return {
      {"length and chunked", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + next},
      {"chunked and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + next},
      {"two lengths", post + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd" + next},
      {"two equal lengths", post + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd" + next},
      {"list of lengths", post + "Content-Length: 4, 4\r\n\r\nabcd" + next},
      {"signed length", post + "Content-Length: +4\r\n\r\nabcd"},
      {"negative length", post + "Content-Length: -1\r\n\r\nabcd"},
      {"hex length", post + "Content-Length: 0x4\r\n\r\nabcd"},
      {"empty length", post + "Content-Length: \r\n\r\nabcd"},
      {"huge length", post + "Content-Length: 99999999999999999999\r\n\r\nabcd"},
      {"gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + next},
      {"chunked, identity", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + next},
      {"xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + next},
      {"two encodings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"space before colon", post + "Content-Length : 4\r\n\r\nabcd"},
      {"space before chunked's colon", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
      {"bare LF in the head", "GET / HTTP/1.1\nHost: h\n\n"},
      {"bare LF after a field", "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n"},
      {"bare CR in a field", "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n"},
      {"NUL in a field", std::string("GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", 39)},
      {"folded line", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n"},
      {"no colon", "GET / HTTP/1.1\r\nHost: h\r\nnonsense\r\n\r\n"},
      {"empty name", "GET / HTTP/1.1\r\nHost: h\r\n: x\r\n\r\n"},
      {"no host", "GET / HTTP/1.1\r\n\r\n"},
      {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
      {"chunk size not hex", chunked + "zz\r\nabc\r\n0\r\n\r\n"},
      {"chunk size negative", chunked + "-1\r\nabc\r\n0\r\n\r\n"},
      {"chunk size overflow", chunked + "fffffffffffffffff\r\nabc\r\n0\r\n\r\n"},
      {"chunk extension", chunked + "3;a=b\r\nabc\r\n0\r\n\r\n"},
      {"chunk with bare LF", chunked + "3\nabc\n0\n\n"},
      {"chunk without its line end", chunked + "3\r\nabcde\r\n0\r\n\r\n"},
      {"endless chunk header", chunked + std::string(3000, '0')},
      {"absolute target", "GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"authority target", "GET other:80 HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"fragment", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"dot segments", "GET /a/../b HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"encoded dot segments", "GET /a/%2e%2E/b HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"encoded slash and dots", "GET /a%2f..%2fb HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"empty segment", "GET /a//b HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"encoded NUL", "GET /a%00b HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"backslash", "GET /a%5C..%5Cb HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"bad escape", "GET /a%2 HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"overlong UTF-8", "GET /a%C0%AF HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"lone UTF-8 byte", "GET /a%FF HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"garbage", "\x16\x03\x01\x02 not http at all\r\n\r\n"},
      {"space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"},
      {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505},
      {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", 505},
      {"1.0 with chunks", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"trace", "TRACE / HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      {"unknown method", "FROB / HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      {"unknown expectation", post + "Expect: miracle\r\nContent-Length: 0\r\n\r\n", 417},
  };
}

TEST(HttpServer, RefusesAmbiguousRequestsAndCloses) {
  std::atomic<int> handled{0};
  auto o = EchoListener();
  o.handler = [&](const HttpRequest& request, const Responder& respond) {
    ++handled;
    respond(Echo(request));
  };
  Running s(std::move(o));
  for (const Refused& shape : Corpus()) {
    RawClient c(s.port());
    c.Send(shape.bytes);
    auto r = c.Read();
    EXPECT_EQ(r.status, shape.status) << shape.name;
    EXPECT_THAT(r.head, HasSubstr("Connection: close")) << shape.name;
    EXPECT_THAT(r.head, HasSubstr("application/problem+json")) << shape.name;
    EXPECT_THAT(r.head, HasSubstr("nosniff")) << shape.name;
    c.CloseWriting();
    EXPECT_TRUE(c.AtEnd()) << shape.name;
  }
  EXPECT_EQ(handled.load(), 0);
}

TEST(HttpServer, ReadsWhatIsAllowedAtTheEdges) {
  Running s(EchoListener());
  const std::pair<const char*, const char*> cases[] = {
      {"\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n", "GET /x?"},
      {"GET /a/ HTTP/1.1\r\nHost: h\r\n\r\n", "GET /a/?"},
      {"GET /%E0%A6%AC?%FF HTTP/1.1\r\nHost: h\r\n\r\n", "GET /\u09ac?%FF"},
      {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Trailer: t\r\n\r\n", "POST /? abc\nHost=h"},
      {"GET /one HTTP/1.0\r\n\r\n", "GET /one?"},
  };
  for (const auto& [bytes, expected] : cases) {
    RawClient c(s.port());
    c.Send(bytes);
    auto r = c.Read();
    EXPECT_EQ(r.status, 200) << bytes;
    EXPECT_EQ(r.body.rfind(expected, 0), 0u) << r.body;
    EXPECT_EQ(r.body.find("Trailer"), std::string::npos);
  }
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
  o.handler = [&](const HttpRequest& request, Responder respond) { late.Add(std::move(respond), core::TextResponse(200, request.body)); };
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
