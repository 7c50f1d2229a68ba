// SPDX-License-Identifier: Apache-2.0
// Every route of the table x every role x every method.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "web/test_web.h"

namespace web {
namespace {

const std::vector<std::string> kMethods = {"GET",     "HEAD",  "POST",    "PUT", "PATCH", "DELETE",
                                           "OPTIONS", "TRACE", "CONNECT", "get", ""};

std::vector<std::string> Askers() {
  std::vector<std::string> out = {"", "nobody", "disabled"};
  for (std::string_view role : ecms::Roles()) out.emplace_back(role);
  return out;
}

int ExpectedStatus(const Route& route, const std::string& asker) {
  if (route.who == Who::kAnyone) return 200;
  if (asker.empty() || asker == "nobody" || asker == "disabled") return 401;
  if (!MayEnter(route.who, asker)) return 403;
  return 200;
}

TEST(Access, EveryRouteByEveryRole) {
  TestWeb t;
  for (const Route& route : Reads()) {
    for (const std::string& asker : Askers()) {
      auto response = t.Ask("GET", t.TargetOf(route), asker);
      EXPECT_EQ(response.status, ExpectedStatus(route, asker))
          << route.pattern << " by '" << asker << "'";
      if (response.status != 200) {
        EXPECT_NE(ProblemDetail(response), "");
      }
      bool challenged = !core::HeaderValue(response.headers, "WWW-Authenticate").empty();
      EXPECT_EQ(challenged, response.status == 401) << route.pattern;
    }
  }
}

// The methods that the table serves at this pattern, HEAD where there is GET.
std::set<std::string> MethodsAt(std::string_view pattern) {
  std::set<std::string> out;
  for (const Route& route : Routes()) {
    if (route.pattern != pattern) continue;
    out.emplace(route.method);
    if (route.method == "GET") out.emplace("HEAD");
  }
  return out;
}

TEST(Access, OtherMethodsGet405WithAllow) {
  TestWeb t;
  for (const Route& route : Routes()) {
    const auto served = MethodsAt(route.pattern);
    for (const std::string& method : kMethods) {
      if (served.contains(method)) continue;
      auto response = t.Ask(method, t.TargetOf(route), "administrator");
      EXPECT_EQ(response.status, 405) << method << " " << route.pattern;
      for (const std::string& one : served) {
        EXPECT_NE(core::HeaderValue(response.headers, "Allow").find(one), std::string_view::npos) << route.pattern;
      }
      if (method != "HEAD") { EXPECT_NE(ProblemDetail(response), ""); }
    }
  }
}

// Whoever may not, may not, whatever is sent; a JSON body is asked for, and unknown fields are refused.
TEST(Access, EveryWriteByEveryRole) {
  TestWeb t;
  for (const Route& route : Routes()) {
    if (route.method == "GET") continue;
    for (const std::string& asker : Askers()) {
      auto response = t.Ask(std::string(route.method), t.TargetOf(route), asker, {{"Content-Type", "application/json"}},
                            R"({"no such field": 1})");
      const int refused = ExpectedStatus(route, asker);
      if (refused != 200) {
        EXPECT_EQ(response.status, refused) << route.method << " " << route.pattern << " by '" << asker << "'";
      } else if (route.body == Body::kJson || route.body == Body::kSurvey) {
        const size_t most = route.body == Body::kJson ? kMaxJsonBody : kMaxSurveyJson;
        EXPECT_EQ(response.status, 400) << route.method << " " << route.pattern << " by '" << asker << "'";
        EXPECT_NE(ProblemDetail(response).find("no such field"), std::string::npos) << route.pattern;
        EXPECT_EQ(t.Ask(std::string(route.method), t.TargetOf(route), asker, {}, "{}").status, 415) << route.pattern;
        EXPECT_EQ(t.Ask(std::string(route.method), t.TargetOf(route), asker, {{"Content-Type", "application/json"}},
                        std::string(most + 1, ' ')).status, 413) << route.pattern;
      } else {
        EXPECT_LT(response.status, 500) << route.pattern;
      }
    }
  }
}

TEST(Access, HeadIsGetWithoutBody) {
  TestWeb t;
  for (const Route& route : Reads()) {
    for (const char* asker : {"", "auditor", "officer"}) {
      auto get = t.Ask("GET", t.TargetOf(route), asker);
      auto head = t.Ask("HEAD", t.TargetOf(route), asker);
      EXPECT_EQ(head.status, get.status);
      EXPECT_EQ(head.headers, get.headers);
      EXPECT_EQ(head.body, "");
    }
  }
}

TEST(Access, UnknownAndDisabledTokensAreAnsweredAlike) {
  TestWeb t;
  for (const Route& route : Reads()) {
    if (route.who == Who::kAnyone) continue;
    auto unknown = t.Get(t.TargetOf(route), "nobody");
    auto disabled = t.Get(t.TargetOf(route), "disabled");
    EXPECT_EQ(unknown.body, disabled.body);
    EXPECT_EQ(unknown.headers, disabled.headers);
  }
}

TEST(Access, OnlyBearerTokensCount) {
  TestWeb t;
  const std::string token = ecms::TestOffice::TokenOf("officer");
  for (const std::string& value :
       {"Basic " + token, token, std::string("Bearer"), std::string("Bearer "), "Bearer" + token,
        "Bearer " + token + " x", std::string("Bearer \xFF\xFE")}) {
    EXPECT_EQ(t.Ask("GET", "/api/v1/me", "", {{"Authorization", value}}).status, 401) << value;
  }
  EXPECT_EQ(t.Ask("GET", "/api/v1/me", "", {{"authorization", "bearer " + token}}).status, 200);
  EXPECT_EQ(t.Get("/api/v1/me?token=" + token, "").status, 401);
}

TEST(Access, UnknownAddressesAre404) {
  TestWeb t;
  for (const char* target :
       {"/api/", "/api/v1/", "/api/v2/tickets", "/api/v1/ticket", "/api/v1/tickets/x/y", "/assets/",
        "/assets/manifest.json", "/assets/x.js", "/chat/other", "/nothing", "/inbox/x", ""}) {
    auto response = t.Get(target);
    EXPECT_EQ(response.status, 404) << target;
    EXPECT_NE(ProblemDetail(response), "");
  }
}

TEST(Access, MissingTicketsAre404ForReadersAnd403ForOthers) {
  TestWeb t;
  std::string missing = "/api/v1/tickets/" + core::TicketId{{99}}.Text();
  for (const std::string& target : {missing, std::string("/api/v1/tickets/nonsense"),
                                    "/api/v1/tickets/" + std::string(500, 'a')}) {
    EXPECT_EQ(t.Get(target, "officer").status, 404);
    EXPECT_EQ(t.Get(target, "author").status, 403);
    EXPECT_EQ(t.Get(target, "nobody").status, 401);
  }
}

TEST(Ownership, PagesAndApiAreOursWebhooksAreNot) {
  TestWeb t;
  for (const char* path :
       {"/", "/inbox", "/chat/web", "/chat/other", "/assets/x.js", "/api/v1/me", "/api/nothing"}) {
    EXPECT_TRUE(t.web.Owns(path)) << path;
  }
  for (const char* path : {"/hooks/web", "/chat/web/token", "/chat/web/messages", "/chat",
                           "/healthz", "/metrics", "/apix", ""}) {
    EXPECT_FALSE(t.web.Owns(path)) << path;
  }
}

TEST(Ownership, OnlyTheChatPageAndItsFilesArePublic) {
  TestWeb t;
  std::string page = t.Get("/chat/web", "").body;
  size_t found = 0;
  for (size_t at = page.find("/assets/"); at != std::string::npos;
       at = page.find("/assets/", at + 1)) {
    std::string path = page.substr(at, page.find('"', at) - at);
    EXPECT_TRUE(t.web.IsPublic(path)) << path;
    EXPECT_EQ(t.Get(path, "").status, 200);
    ++found;
  }
  EXPECT_GE(found, 3U);  // script, style, and what the script imports
  EXPECT_TRUE(t.web.IsPublic("/chat/web"));
  for (const char* path :
       {"/", "/inbox", "/chat/other", "/api/v1/me", "/api/openapi.json", "/assets/x.js"}) {
    EXPECT_FALSE(t.web.IsPublic(path)) << path;
  }
  std::string inbox = t.Get("/inbox", "").body;
  size_t at = inbox.find("/assets/inbox.");
  ASSERT_NE(at, std::string::npos);
  EXPECT_FALSE(t.web.IsPublic(inbox.substr(at, inbox.find('"', at) - at)));
}

}  // namespace
}  // namespace web
