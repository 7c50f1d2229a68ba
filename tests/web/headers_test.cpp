// SPDX-License-Identifier: Apache-2.0
// Security headers: the same on every answer, errors included.
#include <gtest/gtest.h>

#include <set>

#include "web/test_web.h"

namespace web {
namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' "
    "data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

void ExpectSafe(const core::HttpResponse& response, bool hashed_asset, const std::string& what) {
  auto header = [&](std::string_view name) { return core::HeaderValue(response.headers, name); };
  EXPECT_EQ(header("Content-Security-Policy"), kPolicy) << what;
  EXPECT_EQ(header("X-Content-Type-Options"), "nosniff") << what;
  EXPECT_EQ(header("X-Frame-Options"), "DENY") << what;
  EXPECT_EQ(header("Referrer-Policy"), "no-referrer") << what;
  EXPECT_EQ(header("Cross-Origin-Opener-Policy"), "same-origin") << what;
  EXPECT_EQ(header("Cross-Origin-Resource-Policy"), "same-origin") << what;
  EXPECT_NE(header("Permissions-Policy").find("geolocation=()"), std::string::npos) << what;
  EXPECT_EQ(header("Cache-Control"),
            hashed_asset ? "public, max-age=31536000, immutable" : "no-store")
      << what;
  EXPECT_TRUE(header("Access-Control-Allow-Origin").empty()) << what;
  std::set<std::string> names;
  for (const auto& [name, value] : response.headers) {
    EXPECT_TRUE(names.insert(name).second) << name << " twice: " << what;
    EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << what;
  }
}

TEST(SecurityHeaders, OnEveryRouteAndEveryError) {
  TestWeb t;
  for (const Route& route : Reads()) {
    bool asset = route.pattern.starts_with("/assets/");
    std::string target = t.TargetOf(route);
    ExpectSafe(t.Get(target, "officer"), asset, target);
    ExpectSafe(t.Ask("HEAD", target, "officer"), asset, target);
    ExpectSafe(t.Ask("POST", target, "officer"), false, target);
    for (const char* asker : {"", "nobody", "author"}) {
      auto response = t.Get(target, asker);
      ExpectSafe(response, asset && response.status == 200, target);
    }
    ExpectSafe(t.Get(target + "?x=%zz", "officer"), asset, target);
  }
  for (const char* target :
       {"/api/nothing", "/assets/none.js", "/chat/none", "/api/v1/tickets/none", "/none"}) {
    ExpectSafe(t.Get(target), false, target);
  }
}

TEST(SecurityHeaders, AHeaderThatIsThereStays) {
  core::HttpResponse response = core::TextResponse(200, "x");
  response.headers.emplace_back("cache-control", "private, max-age=1");
  AddSecurityHeaders(response);
  EXPECT_EQ(core::HeaderValue(response.headers, "Cache-Control"), "private, max-age=1");
  EXPECT_EQ(core::HeaderValue(response.headers, "Content-Security-Policy"), kPolicy);
}

// The policy forbids inline script and style: the pages must not need them.
TEST(Pages, HaveNothingInline) {
  for (bool demo : {false, true}) {
    Options options = TestWeb::DefaultOptions();
    options.demo = demo;
    TestWeb t(options);
    for (const char* target : {"/", "/inbox", "/chat/web"}) {
      std::string html = t.Get(target, "").body;
      for (const char* inlined : {"<style", " style=", " onload=", " onclick=", "<script>",
                                  "javascript:", "http://", "https://"}) {
        EXPECT_EQ(html.find(inlined), std::string::npos) << inlined << " in " << target;
      }
      for (size_t at = html.find("<script"); at != std::string::npos;
           at = html.find("<script", at + 1)) {
        const std::string tag = html.substr(at, html.find("</script>", at) - at);
        EXPECT_NE(tag.find(" src=\"/assets/"), std::string::npos) << tag;
        EXPECT_TRUE(tag.ends_with('>')) << "nothing between the tags: " << tag;
      }
    }
  }
}

TEST(Pages, SettingsAreEscaped) {
  Options options = TestWeb::DefaultOptions();
  options.webchat = {{"web", "\"><script>alert(1)</script>&'"}};
  TestWeb t(options);
  for (const char* target : {"/inbox", "/chat/web"}) {
    std::string html = t.Get(target, "").body;
    EXPECT_EQ(html.find("<script>"), std::string::npos) << html;
    EXPECT_EQ(html.find("<b>"), std::string::npos) << html;
  }
  EXPECT_NE(t.Get("/chat/web", "").body.find("&lt;script&gt;"), std::string::npos);
}

TEST(Pages, OnlyADemoSaysWhatItIs) {
  Options options = TestWeb::DefaultOptions();
  TestWeb plain(options);
  EXPECT_EQ(plain.Get("/", "").body.find("Ministry"), std::string::npos);
  EXPECT_EQ(plain.Get("/chat/web", "").body.find("Ministry"), std::string::npos);
  options.demo = true;
  TestWeb demo(options);
  EXPECT_NE(demo.Get("/", "").body.find("Ministry"), std::string::npos);
}

TEST(Pages, EachOfficersPageHasAnAddress) {
  TestWeb t;
  for (const char* target : {"/login", "/inbox", "/settings", "/audit", "/setup"}) {
    const auto page = t.Get(target, "");
    EXPECT_EQ(page.status, 200) << target;
    EXPECT_NE(page.body.find("<script type=\"module\" src=\"/assets/"), std::string::npos)
        << target;
  }
}

}  // namespace
}  // namespace web
