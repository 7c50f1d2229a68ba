// SPDX-License-Identifier: Apache-2.0
// Answers for slow lines: packed where the request takes that, the same bytes when unpacked, and
// never what holds a secret.
#include "web/compression.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "web/test_web.h"

namespace web {
namespace {

core::HttpRequest Taking(const std::string& accept) {
  core::HttpRequest request;
  request.method = "GET";
  request.path = "/api/v1/tickets";
  if (!accept.empty()) request.headers = {{"accept-encoding", accept}};
  return request;
}

std::string Unpack(const std::string& packed) {
  std::string out(size_t{1} << 22, '\0');
  z_stream stream{};
  std::string in = packed;
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

std::string_view Header(const core::HttpResponse& response, std::string_view name) {
  return core::HeaderValue(response.headers, name);
}

TEST(Compression, AcceptEncodingIsReadAsTheStandardSays) {
  for (const char* yes :
       {"gzip", "br, gzip", "GZIP", "gzip;q=0.5", "deflate , gzip ; q=1", "gzip;q=0.001"})
    EXPECT_TRUE(Takes(Taking(yes), "gzip")) << yes;
  for (const char* no : {"", "br", "xgzip", "gzip;q=0", "gzip; Q = 0.000", "*", ",,;", "identity"})
    EXPECT_FALSE(Takes(Taking(no), "gzip")) << no;
}

TEST(Compression, JsonUnpacksToTheSameBytes) {
  std::string body = "{\"tickets\":[";
  for (int i = 0; i < 300; ++i)
    body += "{\"topic\":\"wages\",\"n\":" + std::to_string(i * 7919) + "},";
  body += "{}]}";
  core::HttpResponse response = core::JsonResponse(200, body);
  response.headers.emplace_back("ETag", "\"abc\"");
  response.headers.emplace_back("Vary", "Accept-Language");
  Compress(Taking("gzip, br"), response);
  EXPECT_EQ(Header(response, "Content-Encoding"), "gzip");
  EXPECT_EQ(Header(response, "ETag"), "\"abc-gz\"");
  EXPECT_EQ(Header(response, "Vary"), "Accept-Language, Accept-Encoding");
  EXPECT_LT(response.body.size(), body.size() / 3);
  EXPECT_EQ(Unpack(response.body), body);
}

TEST(Compression, LeavesAloneWhatMustStay) {
  const std::string body(5000, 'x');
  auto untouched = [&](core::HttpRequest request, core::HttpResponse response) {
    Compress(request, response);
    return response.body == body && Header(response, "Content-Encoding").empty();
  };
  EXPECT_FALSE(untouched(Taking("gzip"), core::JsonResponse(200, body)));
  EXPECT_TRUE(untouched(Taking(""), core::JsonResponse(200, body)));
  EXPECT_TRUE(untouched(Taking("gzip"), core::JsonResponse(409, body)));
  EXPECT_TRUE(
      untouched(Taking("gzip"), {200, {{"Content-Type", "application/octet-stream"}}, body}));
  core::HttpRequest session = Taking("gzip");
  session.path = "/api/v1/session";
  EXPECT_TRUE(untouched(session, core::JsonResponse(200, body))) << "holds the session's token";
  core::HttpRequest post = Taking("gzip");
  post.method = "POST";
  EXPECT_TRUE(untouched(post, core::JsonResponse(200, body)));
}

TEST(Compression, EveryFileOfThePagesIsServedPacked) {
  TestWeb t;
  for (const char* page : {"/inbox", "/cases", "/setup", "/chat/web", "/"}) {
    const std::string html = t.Get(page, "").body;
    for (size_t at = html.find("/assets/"); at != std::string::npos;
         at = html.find("/assets/", at + 1)) {
      const std::string path = html.substr(at, html.find('"', at) - at);
      const auto plain = t.Get(path, "");
      const auto packed = t.Ask("GET", path, "", {{"Accept-Encoding", "gzip"}});
      const auto tighter = t.Ask("GET", path, "", {{"Accept-Encoding", "gzip, deflate, br"}});
      ASSERT_EQ(plain.status, 200) << path;
      EXPECT_TRUE(Header(plain, "Content-Encoding").empty());
      EXPECT_EQ(Header(packed, "Content-Encoding"), "gzip");
      EXPECT_EQ(Unpack(packed.body), plain.body) << path;
      EXPECT_EQ(Header(tighter, "Content-Encoding"), "br");
      EXPECT_LT(tighter.body.size(), packed.body.size()) << path;
      for (const auto& one : {plain, packed, tighter}) {
        EXPECT_EQ(Header(one, "Vary"), "Accept-Encoding");
        EXPECT_EQ(Header(one, "Content-Type"), Header(plain, "Content-Type"));
      }
      EXPECT_EQ(t.Get(path + ".gz", "").status, 404);
      EXPECT_EQ(t.Get(path + ".br", "").status, 404);
    }
  }
}

TEST(Compression, APollerOfPackedAnswersGets304) {
  TestWeb t;
  const core::Headers packed = {{"Accept-Encoding", "gzip"}};
  const auto first = t.Ask("GET", "/api/openapi.json", "", packed);
  EXPECT_EQ(Header(first, "Content-Encoding"), "gzip");
  for (const core::Headers& more : {packed, core::Headers{}}) {
    core::Headers shown = more;
    shown.emplace_back("If-None-Match", std::string(Header(first, "ETag")));
    EXPECT_EQ(t.Ask("GET", "/api/openapi.json", "", shown).status, 304);
  }
}

// An address brings along all files of its own page: none is found out only when another has run.
TEST(Pages, AnAddressNamesWhatItNeeds) {
  TestWeb t;
  auto files = [&](const char* path) {
    const std::string html = t.Get(path, "").body;
    size_t count = 0;
    for (size_t at = html.find("/assets/"); at != std::string::npos;
         at = html.find("/assets/", at + 1))
      ++count;
    return count;
  };
  EXPECT_LE(files("/inbox"), 6U);  // a browser fetches six at a time
  EXPECT_EQ(files("/inbox"), files("/login"));
  for (const char* path :
       {"/cases", "/cases/x/notice", "/sites", "/surveys", "/settings", "/audit"})
    EXPECT_GT(files(path), files("/inbox")) << path;
}

}  // namespace
}  // namespace web
