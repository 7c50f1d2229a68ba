// SPDX-License-Identifier: Apache-2.0
// What a browser sends along by itself (the cookie) is not enough to change anything.
#include <gtest/gtest.h>

#include "core/base64.h"
#include "core/crypto.h"
#include "ecms/setup_link.h"
#include "ecms/totp.h"
#include "web/test_web.h"

namespace web {
namespace {

constexpr const char* kTotp = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

std::string Bytes(size_t size, uint8_t value) {
  return core::Base64Encode(core::Bytes(size, value));
}

class BySession : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto account = t.office.store->FindAccount("name of administrator").value().value();
    auto link = ecms::NewSetupLink(account.id, t.office.clock.now, t.office.random);
    t.office.Commit({link.command});
    ecms::Setup s;
    s.link = std::move(link.token);
    s.salt = Bytes(16, 1);
    s.login_secret = core::SecretString(Bytes(32, 2));
    s.public_key = Bytes(32, 3);
    s.sealed_private_key = Bytes(72, 4);
    s.totp_secret = core::SecretString(kTotp);
    s.totp_code = core::SecretString(Code());
    for (int i = 0; i < 10; ++i)
      s.recovery_code_hashes.push_back(
          core::Base64Encode(core::Sha256(core::AsBytes(std::to_string(i)))));
    ASSERT_TRUE(t.office.sign_in->Complete(s));
    cookie = CookieOf(LogIn());
  }
  std::string Code() const {
    return ecms::TotpCode(*ecms::Base32Decode(kTotp), t.office.clock.now.ms / 30'000);
  }
  core::HttpResponse LogIn(core::Headers headers = {}) {
    t.office.clock.now = t.office.clock.now + std::chrono::seconds(60);
    headers.emplace_back("Content-Type", "application/json");
    return t.Ask("POST", "/api/v1/session", "", std::move(headers),
                 R"({"name":"name of administrator","login_secret":")" + Bytes(32, 2) +
                     R"(","code":")" + Code() + "\"}");
  }
  static std::string CookieOf(const core::HttpResponse& response) {
    const std::string_view set = core::HeaderValue(response.headers, "Set-Cookie");
    return std::string(set.substr(0, set.find(';')));
  }
  // Of the route, with the cookie.
  core::HttpResponse Send(const Route& route, core::Headers headers) {
    headers.emplace_back("Cookie", cookie);
    headers.emplace_back("Content-Type", "application/json");
    return t.Ask(std::string(route.method), t.TargetOf(route), "", std::move(headers),
                 R"({"no such field": 1})");
  }
  TestWeb t;
  std::string cookie;
};

TEST_F(BySession, EveryWriteWantsTheTokenOfThisSession) {
  for (const Route& route : Routes()) {
    if (route.method == "GET" || !MayEnter(route.who, "administrator") || route.who == Who::kAnyone)
      continue;
    EXPECT_EQ(Send(route, {}).status, 403) << route.method << " " << route.pattern << " without";
    EXPECT_EQ(Send(route, {{"X-CSRF-Token", "of another session"}}).status, 403)
        << route.method << " " << route.pattern << " foreign";
  }
  auto reads = t.Ask("GET", "/api/v1/tickets", "", {{"Cookie", cookie}});
  EXPECT_EQ(reads.status, 200);
}

TEST_F(BySession, AnotherSitesPageChangesNothing) {
  for (const Route& route : Routes()) {
    if (route.method == "GET") continue;
    for (const char* site : {"cross-site", "same-site", "none"}) {
      EXPECT_EQ(Send(route, {{"Sec-Fetch-Site", site}}).status, 403)
          << route.method << " " << route.pattern << " " << site;
    }
  }
  EXPECT_EQ(LogIn({{"Sec-Fetch-Site", "same-origin"}}).status, 200);
}

TEST_F(BySession, SigningInAgainEndsTheOneBefore) {
  const auto second = LogIn({{"Cookie", cookie}});
  ASSERT_EQ(second.status, 200);
  EXPECT_EQ(t.Ask("GET", "/api/v1/me", "", {{"Cookie", cookie}}).status, 401);
  EXPECT_EQ(t.Ask("GET", "/api/v1/me", "", {{"Cookie", CookieOf(second)}}).status, 200);
}

}  // namespace
}  // namespace web
