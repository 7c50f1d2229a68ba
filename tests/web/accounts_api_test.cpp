// SPDX-License-Identifier: Apache-2.0
// Accounts over HTTP; what may be done to whom is held in tests/ecms/sign_in_accounts_test.cpp.
#include <gtest/gtest.h>

#include "web/test_web.h"

namespace web {
namespace {

struct AccountsApi : testing::Test {
  core::HttpResponse Send(const char* method, const std::string& target, const std::string& body,
                          const char* asker = "administrator") const {
    return t.Ask(method, target, asker, {{"Content-Type", "application/json"}}, body);
  }
  std::string IdOf(const std::string& name) const {
    return t.office.store->FindAccount(name).value()->id.Text();
  }
  TestWeb t;
};

TEST_F(AccountsApi, MakesOneAndShowsTheLinkOnce) {
  const auto made =
      Send("POST", "/api/v1/accounts",
           R"({"name":"Nia","role":"author","organisation":"Migrants' House"})", "supervisor");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto body = core::JsonDocument::Parse(made.body).value();
  EXPECT_EQ(body.root().Find("id")->String(), IdOf("Nia"));
  const std::string link = body.root().Find("link")->String();
  EXPECT_EQ(link.size(), 43u);
  const auto looked =
      t.Ask("POST", "/api/v1/setup/look", "", {{"Content-Type", "application/json"}},
            R"({"link":")" + link + R"("})");
  EXPECT_NE(looked.body.find(R"("organisation":"Migrants' House")"), std::string::npos)
      << looked.body;
  EXPECT_EQ(t.Get("/api/v1/accounts", "administrator").body.find(link), std::string::npos);
  EXPECT_EQ(Send("POST", "/api/v1/accounts", R"({"name":"Nia","role":"author"})").status, 409);
  EXPECT_EQ(Send("POST", "/api/v1/accounts",
                 R"({"name":"Ben","role":"officer","organisation":"Migrants' House"})")
                .status,
            400);
  EXPECT_EQ(
      Send("POST", "/api/v1/accounts", R"({"name":"Ben","role":"administrator"})", "supervisor")
          .status,
      403);
  EXPECT_EQ(Send("POST", "/api/v1/accounts", R"({"name":"Ben"})").status, 400);
}

TEST_F(AccountsApi, ChangesWhatIsSentAndLeavesTheRest) {
  const std::string path = "/api/v1/accounts/" + IdOf("name of officer");
  EXPECT_EQ(Send("PATCH", path, R"({"disabled":true})").status, 204);
  EXPECT_EQ(t.Get("/api/v1/me", "officer").status, 401);
  EXPECT_EQ(Send("PATCH", path, R"({"disabled":false,"role":"supervisor"})").status, 204);
  EXPECT_NE(t.Get("/api/v1/me", "officer").body.find(R"("role":"supervisor")"), std::string::npos);
  EXPECT_EQ(Send("PATCH", path, R"({"role":"officer"})", "supervisor").status, 403)
      << "a supervisor by now";
  EXPECT_EQ(Send("PATCH", path, R"({"organisation":"Union"})").status, 400);
  EXPECT_EQ(Send("PATCH", path, R"({"disabled":"yes"})").status, 400);
  EXPECT_EQ(
      Send("PATCH", "/api/v1/accounts/" + IdOf("name of administrator"), R"({"role":"officer"})")
          .status,
      409)
      << "the last one";
  EXPECT_EQ(Send("PATCH", "/api/v1/accounts/nonsense", R"({"disabled":true})").status, 404);
  EXPECT_EQ(Send("POST", "/api/v1/accounts/" + IdOf("name of officer") + "/link", "").status, 200);
}

TEST_F(AccountsApi, NewWaysInAskForTheOnesSoFar) {
  const std::string proof = R"("login_secret":"AAAA","code":"123456")";
  const auto phone = Send(
      "PUT", "/api/v1/session/authenticator",
      "{" + proof + R"(,"totp_secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","totp_code":"000000"})",
      "officer");
  EXPECT_EQ(phone.status, 400);
  EXPECT_NE(ProblemDetail(phone).find("totp_code"), std::string::npos);
  EXPECT_EQ(Send("PUT", "/api/v1/session/recovery-codes",
                 "{" + proof + R"(,"recovery_code_hashes":["x"]})", "officer")
                .status,
            400);
  std::string hashes;
  for (int i = 0; i < 10; ++i)
    hashes += std::string(i == 0 ? "" : ",") + "\"" + std::string(43, 'A') + "=\"";
  const std::string codes = "{" + proof + R"(,"recovery_code_hashes":[)" + hashes + "]}";
  for (int i = 0; i < 6; ++i)
    EXPECT_EQ(Send("PUT", "/api/v1/session/recovery-codes", codes, "author").status,
              i < 5 ? 403 : 429)
        << i;
}

TEST_F(AccountsApi, AnAdministratorSaysWhoseASurveyIs) {
  const char* path = "/api/v1/surveys/owners/test-3";
  EXPECT_EQ(Send("PUT", path, R"({"organisation":"Nobody's"})").status, 400);
  EXPECT_EQ(Send("PUT", path, R"({"organisation":"Cleaners' Union"})").status, 204);
  EXPECT_NE(t.Get("/api/v1/surveys", "partner").body.find(R"("organisation":"Cleaners' Union")"),
            std::string::npos);
  EXPECT_EQ(t.Get("/api/v1/surveys", "author").body.find("test-3"), std::string::npos);
  EXPECT_EQ(Send("PUT", "/api/v1/surveys/owners/none", R"({"organisation":""})").status, 404);
}

}  // namespace
}  // namespace web
