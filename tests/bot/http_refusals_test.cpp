// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "bot/http_fixture.h"
#include "bot/raw_client.h"
#include "core/limits.h"

namespace bot {
namespace {

using namespace test_http;  // NOLINT(google-build-using-namespace): the fixture of this folder
using test::RawClient;
using testing::HasSubstr;

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
      {"length and chunked",
       post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + next},
      {"chunked and length",
       post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + next},
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
      {"two encodings",
       post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"space before colon", post + "Content-Length : 4\r\n\r\nabcd"},
      {"space before chunked's colon", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
      {"bare LF in the head", "GET / HTTP/1.1\nHost: h\n\n"},
      {"bare LF after a field", "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n"},
      {"bare CR in a field", "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n"},
      {"NUL in a field", std::string("GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", 35)},
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

TEST(HttpRefusals, RefusesAmbiguousRequestsAndCloses) {
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

TEST(HttpRefusals, ReadsWhatIsAllowedAtTheEdges) {
  Running s(EchoListener());
  const std::pair<const char*, const char*> cases[] = {
      {"\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n", "GET /x?"},
      {"GET /a/ HTTP/1.1\r\nHost: h\r\n\r\n", "GET /a/?"},
      {"GET /%E0%A6%AC?%FF HTTP/1.1\r\nHost: h\r\n\r\n", "GET /\u09ac?%FF"},
      {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
       "chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Trailer: t\r\n\r\n",
       "POST /? abc\nHost=h"},
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

}  // namespace
}  // namespace bot
