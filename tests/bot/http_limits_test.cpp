// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "bot/http_fixture.h"
#include "bot/raw_client.h"
#include "core/limits.h"

namespace bot {
namespace {

using namespace test_http;  // NOLINT(google-build-using-namespace): the fixture of this folder
using test::RawClient;
using testing::HasSubstr;

// ---- limits, at the bound and one beyond ----

TEST(HttpLimits, TakesABodyUpToTheLimitOfItsPathAndRefusesOneByteMoreAtTheHead) {
  Running s(EchoListener());
  for (const char* path : {"/small", "/large"}) {
    size_t limit = std::string_view(path) == "/large" ? size_t{1} << 20 : kSmallBody;
    RawClient fits(s.port());
    fits.Send(Post(path, std::string(limit, 'x')));
    EXPECT_EQ(fits.Read().status, 200) << path;
    RawClient over(s.port());
    over.Send("POST " + std::string(path) +
              " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(limit + 1) + "\r\n\r\n");
    auto r = over.Read();  // not a byte of the body was sent
    EXPECT_EQ(r.status, 413) << path;
    EXPECT_THAT(r.head, HasSubstr("application/problem+json"));
    over.CloseWriting();
    EXPECT_TRUE(over.AtEnd());
  }
}

TEST(HttpLimits, CountsChunkedBodiesAgainstTheSameLimit) {
  Running s(EchoListener());
  for (size_t size : {kSmallBody, kSmallBody + 1}) {
    RawClient c(s.port());
    std::string rest(size - 500, 'x');
    char length[32];
    std::snprintf(length, sizeof length, "%zx", rest.size());
    c.Send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n" +
           std::string(500, 'y') + "\r\n" + length + "\r\n" + rest + "\r\n0\r\n\r\n");
    EXPECT_EQ(c.Read().status, size == kSmallBody ? 200 : 413);
  }
}

TEST(HttpLimits, TakesHeadersOf16KiBAndRefusesOneByteMore) {
  Running s(EchoListener());
  const std::string start = "GET / HTTP/1.1\r\nHost: h\r\nX-Pad: ";
  for (size_t size : {core::limits::kMaxHeaderBytes - 1, core::limits::kMaxHeaderBytes,
                      core::limits::kMaxHeaderBytes + 1}) {
    RawClient c(s.port());
    c.Send(start + std::string(size - start.size() - 4, 'p') + "\r\n\r\n");
    EXPECT_EQ(c.Read().status, size > core::limits::kMaxHeaderBytes ? 431 : 200) << size;
  }
  RawClient endless(s.port());
  endless.Send(start + std::string(core::limits::kMaxHeaderBytes, 'p'));
  EXPECT_EQ(endless.Read().status, 431);
}

TEST(HttpLimits, RefusesConnectionsOverTheCapAndTakesThemAgainLater) {
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

TEST(HttpLimits, GivesUpOnSlowHeadsAndBodies) {
  Running s(ImpatientListener());
  for (const char* part :
       {"GET / HT", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc"}) {
    RawClient c(s.port());
    c.Send(part);
    auto r = c.Read();
    EXPECT_EQ(r.status, 408) << part;
    EXPECT_TRUE(c.AtEnd());
  }
}

TEST(HttpLimits, ClosesIdleConnectionsWithoutAWord) {
  Running s(ImpatientListener());
  RawClient never(s.port());
  EXPECT_TRUE(never.AtEnd());
  RawClient once(s.port());
  once.Send(Post("/", "x"));
  EXPECT_EQ(once.Read().status, 200);
  EXPECT_TRUE(once.AtEnd());
}

TEST(HttpLimits, ClosesOnReadersThatDoNotRead) {
  auto o = ImpatientListener();
  bool asked = false;  // only on the io thread: then the connection is open, whoever looks when
  o.handler = [&](const HttpRequest&, const Responder& respond) {
    asked = true;
    respond(core::TextResponse(200, std::string(32 << 20, 'x')));
  };
  o.request_deadline = milliseconds(500);
  std::promise<void> closed;
  Running s(std::move(o));
  // The server's end closes while nobody reads; what the system had taken can still be read, the
  // rest never comes. The reader's buffer is small, for a system may take 32 MB by itself.
  s.server.Every(milliseconds(10), [&, told = false]() mutable {
    if (!asked || told || s.server.open_connections() != 0) return;
    told = true;
    closed.set_value();
  });
  RawClient c(s.port(), 64 << 10);
  c.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(closed.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
  EXPECT_EQ(c.Read().status, 0);
}

TEST(HttpLimits, ForgetsTruncatedRequests) {
  Running s(EchoListener());
  for (const char* part : {"GET / HTTP/1.1\r\nHost: h\r\n",
                           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc", ""}) {
    RawClient c(s.port());
    c.Send(part);
    c.CloseWriting();
    EXPECT_TRUE(c.AtEnd()) << part;
  }
}

}  // namespace
}  // namespace bot
