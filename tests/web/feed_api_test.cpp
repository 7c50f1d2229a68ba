// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "authoring/xlsx/read.h"
#include "core/csv.h"
#include "core/json.h"
#include "web/test_web.h"

namespace web {
namespace {

using testing::HasSubstr;

const core::Headers kJson = {{"Content-Type", "application/json"}};

core::JsonDocument Body(const core::HttpResponse& response) {
  return core::JsonDocument::Parse(response.body).value();
}

TEST(FeedApi, ReferTellStatusBackAndReadIt) {
  TestWeb t;
  const std::string at = "/api/v1/tickets/" + t.ticket.Text() + "/referral";
  auto queued = t.Ask("POST", at, "officer", kJson, R"({"answers": ["danger"], "note": "please"})");
  EXPECT_EQ(queued.status, 202);
  EXPECT_EQ(Body(queued).root().Find("event")->String().size(), 26u);
  EXPECT_EQ(Body(t.Get("/api/v1/feed", "supervisor")).root().Find("queued")->Integer(), 1);
  EXPECT_EQ(Body(t.Get(at)).root().Find("status")->kind(), core::JsonKind::kNull);
  const std::string told =
      R"({"ticket": ")" + t.ticket.Text() + R"(", "status": "closed", "reference": "E-7"})";
  EXPECT_EQ(t.Ask("POST", "/api/v1/feed/status", "feed", kJson, told).status, 204);
  const auto body = Body(t.Get(at));
  auto status = body.root().Find("status");
  ASSERT_TRUE(status && status->kind() == core::JsonKind::kObject);
  EXPECT_EQ(status->Find("status")->String(), "closed");
  EXPECT_EQ(status->Find("reference")->String(), "E-7");
}

TEST(FeedApi, RefusesWhatMayNotLeave) {
  TestWeb t;
  const std::string at = "/api/v1/tickets/" + t.ticket.Text() + "/referral";
  auto refer = [&](const std::string& body) { return t.Ask("POST", at, "officer", kJson, body); };
  auto unopened = refer(R"({"words": [{"record": ")" + t.record.Text() + R"(", "text": "x"}]})");
  EXPECT_EQ(unopened.status, 400);
  EXPECT_THAT(ProblemDetail(unopened), HasSubstr("opened"));
  EXPECT_EQ(refer(R"({"words": [{"record": "nonsense", "text": "x"}]})").status, 400);
  EXPECT_EQ(
      refer(R"({"words": [{"record": ")" + t.record.Text() + R"(", "text": "x", "more": 1}]})")
          .status,
      400);
  EXPECT_EQ(refer(R"({"answers": ["nothing"]})").status, 400);
  EXPECT_EQ(refer(R"({"words": 7})").status, 400);
  EXPECT_EQ(t.Ask("POST", "/api/v1/tickets/nonsense/referral", "officer", kJson, "{}").status, 404);
  EXPECT_EQ(
      t.Ask("POST", "/api/v1/feed/status", "feed", kJson, R"({"ticket": "x", "status": "closed"})")
          .status,
      404);
  EXPECT_EQ(
      t.Ask("POST", "/api/v1/feed/status", "feed", kJson, R"({"ticket": "x", "status": "eaten"})")
          .status,
      400);
  EXPECT_EQ(Body(t.Get("/api/v1/feed", "supervisor")).root().Find("queued")->Integer(), 0);
}

// The other system's token opens one door only.
TEST(FeedApi, TheOtherSystemMayDoNothingElse) {
  TestWeb t;
  for (const Route& route : Routes()) {
    if (route.who == Who::kAnyone || route.who == Who::kFeed) continue;
    EXPECT_EQ(t.Ask(std::string(route.method), t.TargetOf(route), "feed", kJson, "{}").status, 403)
        << route.pattern;
  }
}

TEST(Export, CellsThatASpreadsheetWouldCalculateAreTexts) {
  TestWeb t;
  const char* formulas[] = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|calc"};
  uint8_t id = 40;
  for (const char* formula : formulas) {
    auto row = t.office.Ticket(++id, 3, "2026-W40");
    row.topic = formula;
    t.office.Put(row);
  }
  auto csv = t.Get("/api/v1/tickets/export?format=csv&from=2026-W40&to=2026-W40");
  ASSERT_EQ(csv.status, 200);
  EXPECT_THAT(std::string(core::HeaderValue(csv.headers, "Content-Disposition")),
              HasSubstr("attachment"));
  auto rows = core::ParseCsv(csv.body);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1 + std::size(formulas));
  for (size_t i = 1; i < rows->size(); ++i) {
    for (const std::string& field : (*rows)[i].fields)
      EXPECT_TRUE(field.empty() ||
                  std::string_view("=+-@\t\r|").find(field[0]) == std::string_view::npos)
          << field;
    EXPECT_EQ((*rows)[i].fields[3][0], '\'');
  }
  auto xlsx = t.Get("/api/v1/tickets/export?format=xlsx&from=2026-W40&to=2026-W40");
  ASSERT_EQ(xlsx.status, 200);
  auto book = authoring::ReadXlsx(xlsx.body, [](std::string_view) { return true; });
  ASSERT_TRUE(book) << book.error().message;
  const authoring::Cell* topic = book->sheets.at(0).At(2, 3);
  ASSERT_NE(topic, nullptr);
  EXPECT_EQ(topic->kind, authoring::CellKind::kText);
  EXPECT_EQ(topic->text[0], '\'');
}

TEST(Export, RefusesWhatIsNoWeekAndNoFormat) {
  TestWeb t;
  for (const char* query :
       {"format=pdf", "from=2026", "to=week", "from=2026-W10&to=2026-W09", "from=2026-W99"})
    EXPECT_EQ(t.Get(std::string("/api/v1/tickets/export?") + query).status, 400) << query;
  EXPECT_EQ(t.Get("/api/v1/tickets/export?week=1").status, 400);
}

}  // namespace
}  // namespace web
