// SPDX-License-Identifier: Apache-2.0
// Every route of the table x every role x every method.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/base64.h"
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
        EXPECT_NE(core::HeaderValue(response.headers, "Allow").find(one), std::string_view::npos)
            << route.pattern;
      }
      if (method != "HEAD") {
        EXPECT_NE(ProblemDetail(response), "");
      }
    }
  }
}

// Whoever may not, may not, whatever is sent; a JSON body is asked for, and unknown fields are
// refused.
TEST(Access, EveryWriteByEveryRole) {
  TestWeb t;
  for (const Route& route : Routes()) {
    if (route.method == "GET") continue;
    for (const std::string& asker : Askers()) {
      auto response = t.Ask(std::string(route.method), t.TargetOf(route), asker,
                            {{"Content-Type", "application/json"}}, R"({"no such field": 1})");
      const int refused = ExpectedStatus(route, asker);
      if (refused != 200) {
        EXPECT_EQ(response.status, refused)
            << route.method << " " << route.pattern << " by '" << asker << "'";
      } else if (route.body == Body::kJson || route.body == Body::kSurvey) {
        const size_t most = route.body == Body::kJson ? kMaxJsonBody : kMaxSurveyJson;
        EXPECT_EQ(response.status, 400)
            << route.method << " " << route.pattern << " by '" << asker << "'";
        EXPECT_NE(ProblemDetail(response).find("no such field"), std::string::npos)
            << route.pattern;
        EXPECT_EQ(t.Ask(std::string(route.method), t.TargetOf(route), asker, {}, "{}").status, 415)
            << route.pattern;
        EXPECT_EQ(t.Ask(std::string(route.method), t.TargetOf(route), asker,
                        {{"Content-Type", "application/json"}}, std::string(most + 1, ' '))
                      .status,
                  413)
            << route.pattern;
      } else {
        EXPECT_LT(response.status, 500) << route.pattern;
      }
    }
  }
}

// Two organisations: the inspectorate's survey author, and a partner's, who has published a survey
// of the own.
struct TwoOrganisations : testing::Test {
  TwoOrganisations() {
    std::string json = t.office.survey->canonical_json();
    const std::string id = R"("id":"test-3")";
    json.replace(json.find(id), id.size(), R"("id":"union-3")");
    theirs =
        t.office.surveys->Publish(t.office.CallerOf("partner"), json, "", ecms::ShiftLook::kNotYet)
            .value()
            .hash;
    ours = core::HexEncode(t.office.survey->hash());
  }
  core::HttpResponse Ask(const Route& route, std::string target, const std::string& asker) const {
    return t.Ask(std::string(route.method), target, asker, {{"Content-Type", "application/json"}},
                 "{}");
  }
  std::string TargetOf(const Route& route, const std::string& hash) const {
    std::string target(route.pattern);
    const std::string name = "{hash}";
    return target.replace(target.find(name), name.size(), hash);
  }
  TestWeb t;
  std::string ours, theirs;
};

// Every route of the table has to fall into one of these; a new one that a partner may call, and
// that names something, must say here what is not there across.
TEST_F(TwoOrganisations, WhatIsAcrossIsNotThere) {
  // Name nothing in their address; what they answer or take is held below and in surveys_test.
  const std::set<std::string> nameless = {"GET /api/v1/me",
                                          "GET /api/v1/session",
                                          "DELETE /api/v1/session",
                                          "PUT /api/v1/session/authenticator",
                                          "PUT /api/v1/session/recovery-codes",
                                          "GET /api/v1/accounts",
                                          "GET /api/v1/surveys",
                                          "GET /api/v1/surveys/template.xlsx",
                                          "POST /api/v1/surveys/check",
                                          "POST /api/v1/surveys/problems.xlsx",
                                          "POST /api/v1/surveys/preview",
                                          "POST /api/v1/surveys/diff",
                                          "POST /api/v1/surveys/publish"};
  std::set<std::string> unseen = nameless;
  for (const Route& route : Routes()) {
    const std::string what = std::string(route.method) + " " + std::string(route.pattern);
    if (route.who == Who::kAnyone) {
      EXPECT_EQ(t.Get(t.TargetOf(route), "partner").status,
                t.Get(t.TargetOf(route), "author").status)
          << what;
    } else if (!MayEnter(route.who, "author")) {
      EXPECT_EQ(Ask(route, t.TargetOf(route), "partner").status, 403)
          << what << ": never a ticket or a word";
    } else if (route.pattern.find('{') == std::string_view::npos) {
      EXPECT_EQ(unseen.erase(what), 1u) << what << " has no row";
    } else {
      ASSERT_NE(route.pattern.find("{hash}"), std::string_view::npos)
          << what << " names something else: say what is across";
      const auto nothing = Ask(route, TargetOf(route, std::string(64, '0')), "partner");
      for (const auto& [asker, hash] : {std::pair{"partner", ours}, std::pair{"author", theirs}}) {
        const auto across = Ask(route, TargetOf(route, hash), asker);
        EXPECT_EQ(across.status, 404) << what << " by " << asker;
        EXPECT_EQ(across.body, nothing.body) << what << ": like what never was";
        EXPECT_EQ(across.headers, nothing.headers) << what;
      }
      EXPECT_LT(Ask(route, TargetOf(route, ours), "administrator").status, 300) << what;
      EXPECT_LT(Ask(route, TargetOf(route, theirs), "partner").status, 300) << what;
    }
  }
  EXPECT_EQ(unseen, std::set<std::string>{}) << "rows without a route";
}

TEST_F(TwoOrganisations, ListsNameNothingOfTheOther) {
  const auto holds = [&](const char* target, const char* asker, const std::string& what) {
    return t.Get(target, asker).body.find(what) != std::string::npos;
  };
  for (const auto& [asker, own, across] :
       {std::tuple{"author", ours, theirs}, std::tuple{"partner", theirs, ours}}) {
    EXPECT_TRUE(holds("/api/v1/surveys", asker, own)) << asker;
    EXPECT_FALSE(holds("/api/v1/surveys", asker, across)) << asker;
  }
  for (const char* asker : {"officer", "administrator"}) {
    EXPECT_TRUE(holds("/api/v1/surveys", asker, ours));
    EXPECT_TRUE(holds("/api/v1/surveys", asker, theirs));
  }
  for (std::string_view role : ecms::Roles())
    EXPECT_FALSE(holds("/api/v1/accounts", "partner", "name of " + std::string(role))) << role;
  EXPECT_TRUE(holds("/api/v1/accounts", "partner", "name of partner"));
  EXPECT_TRUE(holds("/api/v1/accounts", "officer", "name of partner"));
  EXPECT_TRUE(holds("/api/v1/me", "partner", R"("organisation":"Cleaners' Union")"));
}

// An id is one name space: the one answer that tells that something is there, because the author
// has to choose another.
TEST_F(TwoOrganisations, ATakenIdIsSaidAndChangesNothing) {
  const std::string json = t.office.survey->canonical_json();
  std::string quoted;
  for (const char c : json) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  const core::Headers type{{"Content-Type", "application/json"}};
  const auto diff =
      t.Ask("POST", "/api/v1/surveys/diff", "partner", type, R"({"survey":")" + quoted + R"("})");
  EXPECT_EQ(diff.status, 409);
  EXPECT_NE(ProblemDetail(diff).find("another id"), std::string::npos);
  const auto against = t.Ask("POST", "/api/v1/surveys/diff", "author", type,
                             R"({"survey":")" + quoted + R"(","against":")" + theirs + R"("})");
  EXPECT_EQ(against.status, 404);
  const auto published = t.Ask(
      "POST", "/api/v1/surveys/publish", "partner", type,
      R"({"survey":")" + quoted + R"(","replaces":")" + ours + R"(","accept_warnings":true})");
  EXPECT_EQ(published.status, 409);
  EXPECT_NE(ProblemDetail(published).find("another id"), std::string::npos);
}

// Across: a partner's version that waits is seen and decided on by the inspectorate's ticket
// readers, never by its other authors.
TEST_F(TwoOrganisations, AVersionThatWaitsIsDecidedOnByTheInspectorate) {
  auto row = t.office.Ticket(77, 0);
  row.survey = "union-3";
  row.survey_hash = theirs;
  t.office.Put(row);
  std::string json = t.office.surveys->Json(t.office.CallerOf("partner"), theirs).value();
  const std::string gate = R"("gate":"P0")";
  json.replace(json.find(gate), gate.size(), R"("gate":"P1")");
  const auto sent =
      t.office.surveys
          ->Publish(t.office.CallerOf("partner"), json, theirs, ecms::ShiftLook::kNotYet)
          .value();
  const auto warned = [&] {
    return std::ranges::count(t.office.sign_in->Warnings().value(), "survey_waits");
  };
  ASSERT_TRUE(sent.waits);
  EXPECT_EQ(warned(), 1) << "whoever reads tickets is told on every page";
  const std::string at = "/api/v1/surveys/versions/" + sent.hash;
  const core::Headers type{{"Content-Type", "application/json"}};
  const std::string begin = R"({"decision":"begin","replaces":")" + theirs + R"("})";
  EXPECT_NE(t.Get("/api/v1/surveys", "partner").body.find(R"("state":"waiting")"),
            std::string::npos);
  EXPECT_EQ(t.Get("/api/v1/surveys", "author").body.find(sent.hash), std::string::npos);
  for (const char* asker : {"author", "partner", "auditor"}) {
    EXPECT_EQ(t.Get(at + "/shift", asker).status, 403) << asker;
    EXPECT_EQ(t.Ask("POST", at + "/decision", asker, type, begin).status, 403) << asker;
  }
  EXPECT_EQ(t.Get(at, "author").status, 404);
  const auto shift = t.Get(at + "/shift", "officer");
  EXPECT_EQ(shift.status, 200);
  EXPECT_NE(shift.body.find(R"("moves":[{"from":"P0","to":"P1","tickets":"1–4"}])"),
            std::string::npos)
      << shift.body;
  EXPECT_EQ(
      t.Ask("POST", at + "/decision", "officer", type, R"({"decision":"later","replaces":""})")
          .status,
      400);
  EXPECT_EQ(
      t.Ask("POST", at + "/decision", "officer", type, R"({"decision":"begin","replaces":""})")
          .status,
      409);
  EXPECT_EQ(t.Ask("POST", at + "/decision", "officer", type, begin).status, 204);
  EXPECT_EQ(t.Ask("POST", at + "/decision", "officer", type, begin).status, 404);
  EXPECT_EQ(*t.office.surveys->CurrentHash(t.office.CallerOf("partner"), "union-3"), sent.hash);
  EXPECT_EQ(warned(), 0);
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
