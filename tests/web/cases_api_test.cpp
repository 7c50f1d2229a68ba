// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base64.h"
#include "privacy/sealing.h"
#include "web/openapi_check.h"
#include "web/test_web.h"

namespace web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CasesApi : public ::testing::Test {
 protected:
  CasesApi()
      : file_(core::JsonDocument::Parse(t_.Get("/api/openapi.json", "").body).value()),
        api_(file_.root()) {}

  core::HttpResponse Send(const char* method, const std::string& target, const std::string& body,
                          const std::string& if_match = "", const std::string& role = "officer") {
    core::Headers headers{{"Content-Type", "application/json"}};
    if (!if_match.empty()) headers.emplace_back("If-Match", if_match);
    return t_.Ask(method, target, role, std::move(headers), body);
  }
  std::string CaseTarget(const std::string& rest = "") const {
    return "/api/v1/cases/" + t_.case_id.Text() + rest;
  }
  std::string Tag() { return std::string(core::HeaderValue(t_.Get(CaseTarget()).headers, "ETag")); }

  // The body of an answer, held against the description of this operation.
  core::JsonDocument Described(const core::HttpResponse& response, const char* pattern,
                               const char* method) {
    auto body = core::JsonDocument::Parse(response.body);
    EXPECT_TRUE(body) << response.body;
    const auto answer =
        api_.Operation(pattern, method)->Find("responses")->Find(std::to_string(response.status));
    EXPECT_TRUE(answer) << pattern << " " << response.status << " is not described";
    const auto media = api_.Resolve(*answer).Find("content")->Find(
        core::HeaderValue(response.headers, "Content-Type"));
    EXPECT_TRUE(media) << pattern << " " << response.status;
    std::vector<std::string> wrong;
    api_.Check(media->Find("schema").value(), body->root(), "body", wrong);
    for (const std::string& line : wrong)
      ADD_FAILURE() << pattern << " " << response.status << ": " << line;
    return std::move(*body);
  }

  TestWeb t_;
  core::JsonDocument file_;
  OpenApi api_;
};

TEST_F(CasesApi, ACaseFromATicketIsAnsweredAsDescribed) {
  const auto made =
      Send("POST", "/api/v1/cases",
           R"({"type": "safety_and_health", "tickets": [")" + t_.ticket.Text() + R"("]})");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto view = Described(made, "/api/v1/cases", "post");
  const std::string id = view.root().Find("id")->String();
  EXPECT_EQ(core::HeaderValue(made.headers, "Location"), "/api/v1/cases/" + id);
  EXPECT_EQ(view.root().Find("tickets")->size(), 1U);
  const auto again =
      Send("POST", "/api/v1/cases",
           R"({"type": "safety_and_health", "tickets": [")" + t_.ticket.Text() + R"("]})");
  EXPECT_EQ(again.status, 409);
  Described(again, "/api/v1/cases", "post");
  const auto about = Described(t_.Get("/api/v1/tickets/" + t_.ticket.Text() + "/case"),
                               "/api/v1/tickets/{id}/case", "get");
  EXPECT_EQ(about.root().Find("case")->String(), id);
  EXPECT_EQ(
      Described(t_.Get("/api/v1/cases"), "/api/v1/cases", "get").root().Find("total")->Integer(),
      2);
  Described(t_.Get("/api/v1/profile"), "/api/v1/profile", "get");
}

TEST_F(CasesApi, AChangeNeedsTheVersionItWasMadeOn) {
  EXPECT_EQ(Send("PATCH", CaseTarget(), R"({"title": "x"})").status, 428);
  for (const char* bad : {"7", "\"\"", "\"x\"", "*", "\"0\"", "\"-1\"", "\"1", "W/\"1\""})
    EXPECT_EQ(Send("PATCH", CaseTarget(), R"({"title": "x"})", bad).status, 400) << bad;
  const std::string first = Tag();
  const auto changed = Send("PATCH", CaseTarget(), R"({"title": "A burnt hand"})", first);
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(Described(changed, "/api/v1/cases/{case}", "patch").root().Find("title")->String(),
            "A burnt hand");
  const auto stale = Send("PATCH", CaseTarget(), R"({"severity": "P0"})", first, "supervisor");
  ASSERT_EQ(stale.status, 409);
  const auto conflict = Described(stale, "/api/v1/cases/{case}", "patch");
  ASSERT_EQ(conflict.root().Find("changes")->size(), 1U);
  EXPECT_EQ(conflict.root().Find("changes")->At(0).Find("code")->String(), "title");
  EXPECT_EQ(Send("PATCH", CaseTarget(), R"({"severity": "P0"})", Tag(), "supervisor").status, 200);
  EXPECT_EQ(t_.Ask("GET", CaseTarget(), "officer", {{"If-None-Match", Tag()}}).status, 304);
  EXPECT_EQ(t_.Get(CaseTarget()).status, 200);
}

TEST_F(CasesApi, EntriesTransitionsAndConsentSayWhatIsWrong) {
  const auto entry = Send("POST", CaseTarget("/entries"), R"({"kind": "visit"})");
  EXPECT_EQ(entry.status, 400);
  EXPECT_THAT(entry.body, HasSubstr("status: must be one of planned, done, cancelled"));
  EXPECT_EQ(Send("POST", CaseTarget("/entries"), R"({"kind": "memo"})").status, 400);
  EXPECT_EQ(Send("POST", CaseTarget("/entries"), R"({"kind": "action", "amount": -1})").status,
            400);
  const auto added =
      Send("POST", CaseTarget("/entries"), R"({"kind": "note", "text": "<script>x</script>"})");
  EXPECT_EQ(added.status, 201);
  Described(added, "/api/v1/cases/{case}/entries", "post");
  EXPECT_THAT(Send("POST", CaseTarget("/transitions"), R"({"transition": "assess"})", Tag()).body,
              HasSubstr("an officer has the case"));
  EXPECT_EQ(
      Send(
          "POST", CaseTarget("/transitions"),
          R"({"transition": "no_action", "reason": "x", "closing": {"outcome": "unfounded", "gained": "none", "paid": 0}})",
          Tag())
          .status,
      403);
  EXPECT_EQ(
      Send("POST", CaseTarget("/promotion"), R"({"how": "in_person", "on": "2026-11-18"})", Tag())
          .status,
      400)
      << "nobody who could consent";
  const auto closed = Send(
      "POST", CaseTarget("/transitions"),
      R"({"transition": "no_action", "reason": "x", "closing": {"outcome": "unfounded", "gained": "none", "paid": 0}})",
      Tag(), "supervisor");
  EXPECT_EQ(closed.status, 200) << closed.body;
  Described(closed, "/api/v1/cases/{case}/transitions", "post");
  EXPECT_EQ(t_.Get("/api/v1/cases?closed=yes").body.find("\"total\":0"), std::string::npos);
}

TEST_F(CasesApi, WhatIsNotThereIs404AndBadQueriesAre400) {
  const std::string missing = "/api/v1/cases/" + ecms::CaseId{{99}}.Text();
  for (const std::string& target :
       {missing, std::string("/api/v1/cases/nonsense"), missing + "/notice"})
    EXPECT_EQ(t_.Get(target).status, 404) << target;
  EXPECT_EQ(Send("PATCH", missing, R"({"title": "x"})", "\"1\"").status, 404);
  EXPECT_EQ(Send("POST", missing + "/entries", R"({"kind": "note", "text": "x"})").status, 404);
  EXPECT_EQ(Send("DELETE", missing + "/tickets/" + t_.ticket.Text(), "", "\"1\"").status, 404);
  for (const char* query : {"closed=maybe", "limit=0", "limit=201", "limit=x",
                            "state=", "state=a%20b", "after=gone", "none=1"})
    EXPECT_EQ(t_.Get(std::string("/api/v1/cases?") + query).status, 400) << query;
}

// What an employer may be shown has no word for why anybody came.
TEST_F(CasesApi, TheNoticeHasNoFieldOfTheOrigin) {
  const auto notice =
      Described(t_.Get(CaseTarget("/notice")), "/api/v1/cases/{case}/notice", "get");
  EXPECT_THAT(notice.root().Keys(), ::testing::UnorderedElementsAre(
                                        "reference", "place", "district", "address", "officer",
                                        "visited_on", "findings", "required", "currency"));
  const std::string text = notice.root().Dump();
  for (const char* secret : {"origin", "own_plan", "kind", "severity", "ticket", "corroboration",
                             "consent", "Looked at"})
    EXPECT_THAT(text, Not(HasSubstr(secret)));
}

TEST_F(CasesApi, FilesAreAnsweredAsDescribed) {
  const std::string files = "/api/v1/cases/{case}/files", one = files + "/{attachment}";
  const auto begun = Send("POST", CaseTarget("/files"), R"({"parts": 1, "note": "A pay slip."})");
  ASSERT_EQ(begun.status, 201) << begun.body;
  const auto upload = Described(begun, files.c_str(), "post");
  const std::string target = CaseTarget("/files/" + upload.root().Find("file")->String());
  const auto sealed = [&](const std::string& record, const std::string& text) {
    return privacy::SealWords(t_.office.office_key.public_key,
                              {"office", *core::RecordId::FromText(record), "file"}, text);
  };
  const core::Bytes part = sealed(upload.root().Find("parts")->At(0).String(),
                                  std::string(static_cast<size_t>(ecms::kFilePartBytes), 'x'));
  const auto put = [&](const std::string& number) {
    return t_.Ask("PUT", target + "/parts/" + number, "officer", {},
                  std::string(part.begin(), part.end()));
  };
  EXPECT_EQ(put("1").status, 204);
  EXPECT_EQ(put("1").status, 204);
  for (const char* number : {"0", "2", "x", "-1", "1x", "99999999999999999999"})
    EXPECT_EQ(put(number).status, 404) << number;
  EXPECT_EQ(t_.Ask("PUT", target + "/parts/1", "officer", {}, "in clear").status, 400);
  const std::string head =
      core::Base64Encode(sealed(upload.root().Find("head_record")->String(), "{}"));
  EXPECT_EQ(Send("POST", target + "/complete", R"({"head": "not base64!"})").status, 400);
  EXPECT_EQ(Send("POST", target + "/complete", R"({"head": ")" + head + R"("})").status, 204);
  EXPECT_EQ(t_.Get(target + "/parts/1").status, 403) << "not opened";
  const auto opened = t_.Ask("POST", target + "/open", "officer");
  ASSERT_EQ(opened.status, 200) << opened.body;
  EXPECT_EQ(Described(opened, (one + "/open").c_str(), "post").root().Find("head")->String(), head);
  const auto got = t_.Get(target + "/parts/1");
  EXPECT_EQ(got.body, std::string(part.begin(), part.end()));
  EXPECT_EQ(core::HeaderValue(got.headers, "Content-Type"), "application/octet-stream");
  EXPECT_EQ(Send("POST", target + "/remove", R"({"reason": ""})").status, 400);
  EXPECT_EQ(Send("POST", target + "/remove", R"({"reason": "Wrong case."})").status, 204);
  EXPECT_EQ(t_.Ask("POST", target + "/open", "officer").status, 404);
  const auto list = Described(t_.Get(CaseTarget("/files")), files.c_str(), "get");
  EXPECT_EQ(list.root().Find("files")->size(), 2U);
  EXPECT_EQ(list.root().Find("files")->At(1).Find("removed")->Find("reason")->String(),
            "Wrong case.");
}

// The answer was lost on the line and the page sent it again.
TEST_F(CasesApi, WhatIsSentTwiceIsDoneOnce) {
  const std::string body = R"({"type": "safety_and_health", "tickets": [")" + t_.ticket.Text() +
                           R"("], "repeat_key": "0123456789abcdef"})";
  const auto first = Send("POST", "/api/v1/cases", body);
  const auto again = Send("POST", "/api/v1/cases", body);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(again.status, 201) << again.body;
  EXPECT_EQ(again.body, first.body);
  const auto note = R"({"kind": "note", "text": "x", "repeat_key": "0123456789abcdef"})";
  EXPECT_EQ(Send("POST", CaseTarget("/entries"), note).body,
            Send("POST", CaseTarget("/entries"), note).body);
  EXPECT_EQ(Send("POST", CaseTarget("/entries"),
                 R"({"kind": "note", "text": "x", "repeat_key": "short"})")
                .status,
            400);
}

TEST_F(CasesApi, TheTotalsAreAnsweredAsDescribedAndLeaveAsAFile) {
  const auto moved = Send(
      "POST", CaseTarget("/transitions"),
      R"({"transition": "no_action", "reason": "x", "closing": {"outcome": "unfounded", "gained": "none", "paid": 0}})",
      Tag(), "supervisor");
  ASSERT_EQ(moved.status, 200) << moved.body;
  const auto totals = Described(t_.Get("/api/v1/remedy?by=year"), "/api/v1/remedy", "get");
  ASSERT_EQ(totals.root().Find("periods")->size(), 1U);
  EXPECT_EQ(totals.root().Find("periods")->At(0).Find("closed")->String(), "1–4");
  const auto csv = t_.Get("/api/v1/remedy/export?by=year");
  EXPECT_EQ(core::HeaderValue(csv.headers, "Content-Disposition"),
            "attachment; filename=\"remedy.csv\"");
  EXPECT_THAT(csv.body, HasSubstr(",outcome,unfounded,Not borne out,1–4,"));
  EXPECT_EQ(t_.Get("/api/v1/remedy/export?format=xlsx").body.substr(0, 2), "PK");
  EXPECT_EQ(t_.Get("/api/v1/remedy/export?format=pdf").status, 400);
  EXPECT_EQ(t_.Get("/api/v1/remedy?by=week").status, 400);
  EXPECT_EQ(t_.Get("/api/v1/remedy", "author").status, 403);
}

}  // namespace
}  // namespace web
