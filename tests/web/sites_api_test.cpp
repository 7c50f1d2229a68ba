// SPDX-License-Identifier: Apache-2.0
// Placing a ticket over the API, and the inbox's filters of place, language and week.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/test_web.h"

namespace web {
namespace {

using testing::HasSubstr;
using testing::Not;

struct SitesApi : testing::Test {
  core::HttpResponse Put(const std::string& body, const std::string& role = "officer") const {
    return t.Ask("PUT", Address(), role, {{"Content-Type", "application/json"}}, body);
  }
  std::string Address() const { return "/api/v1/tickets/" + t.ticket.Text() + "/site"; }
  std::string Ticket() const { return t.Get("/api/v1/tickets/" + t.ticket.Text()).body; }
  TestWeb t;
};

TEST_F(SitesApi, ATicketIsPlacedAndGivenBack) {
  EXPECT_THAT(Ticket(), HasSubstr(R"("placed":false,"named_site":"")"));
  EXPECT_EQ(Put(R"({"site":"A-11","spelling":"Fale Tuna"})").status, 204);
  EXPECT_THAT(Ticket(), HasSubstr(R"("placed":true,"named_site":"")"));
  EXPECT_THAT(Ticket(),
              HasSubstr(R"("site":"A-11","site_name":"Blue Reef Cannery","site_district":"Apia")"));
  EXPECT_THAT(t.Get("/api/v1/sites/A-11").body, HasSubstr(R"("spellings":["fale tuna"])"));
  const auto forget = [&](const char* body) {
    return t
        .Ask("POST", "/api/v1/sites/A-11/spellings/remove", "officer",
             {{"Content-Type", "application/json"}}, body)
        .status;
  };
  EXPECT_EQ(forget(R"({"spelling":"fale tuna"})"), 204);
  EXPECT_EQ(forget(R"({"spelling":"fale tuna"})"), 404);
  EXPECT_EQ(t.Ask("DELETE", Address(), "officer").status, 204);
  EXPECT_THAT(Ticket(), HasSubstr(R"("placed":false,"named_site":"")"));
}

TEST_F(SitesApi, WhatIsWrongIsSaid) {
  EXPECT_THAT(ProblemDetail(Put("{}")), HasSubstr("site"));
  EXPECT_THAT(ProblemDetail(Put(R"({"site":"Z-99"})")),
              HasSubstr("no workplace of the register has this code"));
  EXPECT_THAT(ProblemDetail(Put(R"({"site":"A-11","spelling":"7551234 Sefo"})")),
              HasSubstr("at most four digits"));
  EXPECT_EQ(Put(R"({"site":"A-11","spelling":7})").status, 400);
  t.office.taken = "marine foods";
  const auto taken = Put(R"({"site":"A-11","spelling":"Marine Foods"})");
  EXPECT_EQ(taken.status, 409);
  EXPECT_THAT(ProblemDetail(taken), Not(HasSubstr("arine"))) << "an error does not repeat it";
  EXPECT_EQ(t.Ask("PUT", "/api/v1/tickets/nonsense/site", "officer",
                  {{"Content-Type", "application/json"}}, R"({"site":"A-11"})")
                .status,
            404);
  EXPECT_THAT(Ticket(), HasSubstr(R"("placed":false)"));
}

TEST_F(SitesApi, NamesForASearchInTheBrowser) {
  EXPECT_THAT(
      t.Get("/api/v1/sites/names").body,
      HasSubstr(
          R"({"sites":[{"code":"A-11","name":"Blue Reef Cannery","district":"Apia"}],"next":null})"));
  EXPECT_THAT(t.Get("/api/v1/sites/names?after=1").body, HasSubstr(R"({"sites":[],"next":null})"));
}

TEST_F(SitesApi, TheInboxIsFilteredByPlaceLanguageAndWeek) {
  ASSERT_EQ(Put(R"({"site":"A-11"})").status, 204);
  const auto total = [&](const std::string& filter) {
    const std::string body = t.Get("/api/v1/tickets?" + filter).body;
    return body.substr(body.find("\"total\":"));
  };
  EXPECT_EQ(total("site=A-11"), "\"total\":1}");
  EXPECT_EQ(total("site=B-22"), "\"total\":0}");
  EXPECT_EQ(total("district=Apia&severity=P0"), "\"total\":1}");
  EXPECT_EQ(total("district=Elsewhere"), "\"total\":0}");
  EXPECT_EQ(total("week=2026-W01"), "\"total\":1}");
  EXPECT_EQ(total("week=2026-W01&language=xx"), "\"total\":0}");
  for (const char* bad : {"week=2026", "week=2026-W1", "week=2026-x01",
                          "district=", "site=", "site=%20", "language=a%20b"})
    EXPECT_EQ(t.Get(std::string("/api/v1/tickets?") + bad).status, 400) << bad;
  EXPECT_EQ(t.Get("/api/v1/tickets?district=" + std::string(401, 'a')).status, 400);
  EXPECT_EQ(
      t.Ask("POST", "/api/v1/words/searches?district=Apia&week=2026-W47&language=en&site=A-11",
            "officer")
          .status,
      201);
}

}  // namespace
}  // namespace web
