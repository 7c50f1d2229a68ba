// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/json.h"
#include "web/test_web.h"

namespace web {
namespace {

core::JsonDocument BodyOf(const core::HttpResponse& response) {
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(core::HeaderValue(response.headers, "Content-Type"), "application/json");
  auto body = core::JsonDocument::Parse(response.body);
  EXPECT_TRUE(body.has_value());
  return std::move(*body);
}

std::vector<std::string> Ids(const core::JsonDocument& page) {
  std::vector<std::string> out;
  auto tickets = page.root().Find("tickets").value();
  for (size_t i = 0; i < tickets.size(); ++i) out.push_back(tickets.At(i).Find("id")->String());
  return out;
}

TEST(Tickets, BadParametersAre400) {
  TestWeb t;
  for (const char* query :
       {"x=1",       "severity=P5",     "severity=p0",   "severity=0",
        "severity=", "severity",        "limit=0",       "limit=201",
        "limit=-1",  "limit=1.5",       "limit=",        "limit=99999999999999999999",
        "limit=+5",  "limit=5&limit=5", "state=",        "state=a%20b",
        "topic=%00", "topic=..%2F",     "survey=%C3%A9", "after=nonsense",
        "after=%22", "severity=P1&y=2", "%zz=1",         "state=%",
        "Limit=5",   "token=abc"}) {
    auto response = t.Get(std::string("/api/v1/tickets?") + query);
    EXPECT_EQ(response.status, 400) << query;
    EXPECT_NE(ProblemDetail(response), "") << query;
  }
  for (const std::string& query :
       {"state=" + std::string(65, 'a'), "after=" + std::string(201, 'a')}) {
    EXPECT_EQ(t.Get("/api/v1/tickets?" + query).status, 400);
  }
  std::string many;
  for (int i = 0; i < 201; ++i) many += "a=1&";
  EXPECT_EQ(t.Get("/api/v1/tickets?" + many).status, 400);
}

TEST(Tickets, RoutesWithoutParametersTakeNone) {
  TestWeb t;
  for (const Route& route : Reads()) {
    if (!route.query.empty()) continue;
    const char* asker = route.who == Who::kManager ? "supervisor" : "officer";
    auto response = t.Get(t.TargetOf(route) + "?limit=5", asker);
    EXPECT_EQ(response.status, 400) << route.pattern;
    EXPECT_NE(ProblemDetail(response), "");
    EXPECT_EQ(t.Get(t.TargetOf(route) + "?", asker).status, 200);
  }
}

// A refused parameter is not repeated in the answer.
TEST(Tickets, RefusalsDoNotEcho) {
  TestWeb t;
  for (const char* query : {"canary=1", "severity=canary", "after=canary", "state=canary%20"}) {
    EXPECT_EQ(t.Get(std::string("/api/v1/tickets?") + query).body.find("canary"), std::string::npos)
        << query;
  }
  EXPECT_EQ(t.Get("/api/canary").body.find("canary"), std::string::npos);
}

TEST(Tickets, FiltersAndLimits) {
  TestWeb t;
  EXPECT_EQ(Ids(BodyOf(t.Get("/api/v1/tickets"))).size(), 2U);
  EXPECT_EQ(Ids(BodyOf(t.Get("/api/v1/tickets?severity=P3"))).size(), 1U);
  EXPECT_EQ(
      Ids(BodyOf(t.Get("/api/v1/tickets?severity=P4&state=new&topic=osh&survey=test-3"))).size(),
      2U);
  EXPECT_EQ(Ids(BodyOf(t.Get("/api/v1/tickets?topic=wages"))).size(), 0U);
  EXPECT_EQ(Ids(BodyOf(t.Get("/api/v1/tickets?state=closed"))).size(), 0U);
  EXPECT_EQ(Ids(BodyOf(t.Get("/api/v1/tickets?limit=200"))).size(), 2U);
}

TEST(Tickets, TheCursorLeadsThroughAllPages) {
  TestWeb t;
  for (uint8_t i = 10; i < 30; ++i) t.office.Put(t.office.Ticket(i, static_cast<uint8_t>(i % 5)));
  std::vector<std::string> joined;
  std::string target = "/api/v1/tickets?limit=7";
  for (int page = 0; page < 10; ++page) {
    auto body = BodyOf(t.Get(target));
    EXPECT_EQ(body.root().Find("total")->Integer(), 22);
    for (const std::string& id : Ids(body)) joined.push_back(id);
    auto next = body.root().Find("next").value();
    if (next.kind() == core::JsonKind::kNull) break;
    target = "/api/v1/tickets?limit=7&after=" + core::PercentEncode(next.String());
  }
  EXPECT_EQ(joined, Ids(BodyOf(t.Get("/api/v1/tickets?limit=200"))));
}

TEST(Tickets, AnUnchangedBodyCostsNothing) {
  TestWeb t;
  for (const std::string& target :
       {std::string("/api/v1/tickets"), "/api/v1/tickets/" + t.ticket.Text(),
        std::string("/api/openapi.json")}) {
    auto first = t.Get(target);
    std::string tag(core::HeaderValue(first.headers, "ETag"));
    ASSERT_FALSE(tag.empty());
    auto again = t.Ask("GET", target, "officer", {{"If-None-Match", tag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(core::HeaderValue(again.headers, "ETag"), tag);
    EXPECT_EQ(t.Ask("GET", target, "officer", {{"If-None-Match", "\"other\""}}).status, 200);
    if (target != "/api/openapi.json") {
      EXPECT_EQ(t.Ask("GET", target, "nobody", {{"If-None-Match", tag}}).status, 401);
    }
  }
  std::string before(core::HeaderValue(t.Get("/api/v1/tickets").headers, "ETag"));
  t.office.Put(t.office.Ticket(9, 2));
  EXPECT_EQ(t.Ask("GET", "/api/v1/tickets", "officer", {{"If-None-Match", before}}).status, 200);
}

TEST(Tickets, AcceptLanguageChoosesTheTexts) {
  TestWeb t;
  std::string target = "/api/v1/tickets/" + t.ticket.Text();
  auto titled = [&](const std::string& language) {
    auto body = BodyOf(t.Ask("GET", target, "officer", {{"Accept-Language", language}}));
    return body.root().Find("topic")->Find("title")->String();
  };
  EXPECT_EQ(titled("es"), "Seguridad en el trabajo");
  EXPECT_EQ(titled("es-MX,es;q=0.9,en;q=0.8").empty(), false);
  EXPECT_EQ(titled("en"), "Safety at work");
  for (const std::string& odd : {std::string("*"), std::string("\xFF"), std::string(5000, 'a'),
                                 std::string(",,,"), std::string()}) {
    EXPECT_EQ(titled(odd), "Safety at work");
  }
}

// Nothing in a ticket is trusted: codes that came from a survey file or a register may hold
// anything.
TEST(Tickets, HostileTextComesBackAsJsonText) {
  TestWeb t;
  const std::vector<std::string> corpus = {"<script>alert(1)</script>",
                                           "\"><img src=x onerror=alert(1)>",
                                           "</script><svg/onload=x>",
                                           "javascript:alert(1)",
                                           "=HYPERLINK(\"x\")",
                                           "{{7*7}}",
                                           "\\u003cb\\u003e",
                                           "line\nbreak\ttab",
                                           "\xE2\x80\xAEright to left",
                                           "nul\x01",
                                           std::string("zero\0byte", 9),
                                           "bad\xFF utf8",
                                           "\xE2\x80\xA8"};
  uint8_t number = 100;
  for (const std::string& text : corpus) {
    auto row = t.office.Ticket(++number, 0);
    row.topic = row.site = row.language = row.state = row.survey = text;
    row.indicators = {text};
    row.ask_back = {text};
    row.answers = {{text, text}};
    t.office.Put(row);
    auto response = t.Get("/api/v1/tickets/" + row.id.Text());
    auto body = BodyOf(response);
    for (const char* raw : {"\n", "\t", "\x01"})
      EXPECT_EQ(response.body.find(raw), std::string::npos);
    if (text.find('\xFF') == std::string::npos) {
      EXPECT_EQ(body.root().Find("site")->String(), text);
      EXPECT_EQ(body.root().Find("answers")->At(0).Find("value_text")->String(), text);
      EXPECT_EQ(body.root().Find("reasons")->At(0).Find("text")->String(), text);
    }
    EXPECT_EQ(core::HeaderValue(response.headers, "X-Content-Type-Options"), "nosniff");
  }
  EXPECT_EQ(Ids(BodyOf(t.Get("/api/v1/tickets?limit=200"))).size(), corpus.size() + 2);
}

// Inside, on an open ticket before somebody who may read it: the site, the day, the countdown.
// After closure, and before anybody else: week and district, in every field of every page that
// names the ticket.
TEST(Precision, DayAndSiteStandOnAnOpenTicketOnly) {
  TestWeb t;
  t.office.Commit({store::PutSite{{"K7M-2Q3", "S1", "Blue Ocean Cannery", "Apia", "", "", "", 0}}});
  auto row = t.office.Ticket(77, 1);
  row.site = "K7M-2Q3";
  row.answers = {
      {"danger", "yes"}, {"place", "K7M-2Q3"}, {"since", "2026-11-18"}, {"at", "2026-11-18T09:30"}};
  row.clock = store::TicketRow::TicketClock{*core::DayFromText("2026-11-21"),
                                            *core::TimestampFromRfc3339("2026-11-22T09:00:00Z")};
  t.office.Put(row);
  const std::string one = "/api/v1/tickets/" + row.id.Text();
  const std::string open = t.Get(one).body;
  for (const char* inside :
       {"K7M-2Q3", "Blue Ocean Cannery", "Apia", "2026-11-21", "2026-11-22T09:00:00", "2026-11-18"})
    EXPECT_NE(open.find(inside), std::string::npos) << inside;
  for (std::string_view role : ecms::Roles()) {
    if (ecms::MayReadTickets(role)) continue;
    EXPECT_EQ(t.Get(one, std::string(role)).body.find("Apia"), std::string::npos) << role;
    EXPECT_EQ(t.Get("/api/v1/tickets", std::string(role)).body.find("Apia"), std::string::npos)
        << role;
  }
  // Closed, once with the clock's row dropped and once as if that had been forgotten.
  for (bool drop_clock : {false, true}) {
    t.office.Commit({store::SetTicketState{row.id, "closed", drop_clock}});
    for (const std::string& body : {t.Get(one).body, t.Get("/api/v1/tickets?state=closed").body}) {
      EXPECT_NE(body.find("Apia"), std::string::npos);
      EXPECT_NE(body.find("2026-W47"), std::string::npos);
      for (const char* fine : {"K7M-2Q3", "Blue Ocean", "2026-11-"})
        EXPECT_EQ(body.find(fine), std::string::npos) << fine;
    }
  }
}

TEST(Me, NamesTheAccount) {
  TestWeb t;
  for (std::string_view role : ecms::Roles()) {
    if (!MayEnter(Who::kAccount, role)) {  // another system is nobody here
      EXPECT_EQ(t.Get("/api/v1/me", std::string(role)).status, 403) << role;
      continue;
    }
    auto body = BodyOf(t.Get("/api/v1/me", std::string(role)));
    EXPECT_EQ(body.root().Find("role")->String(), role);
    EXPECT_EQ(body.root().Find("may_read_tickets")->Bool(), ecms::MayReadTickets(role));
  }
}

}  // namespace
}  // namespace web
