// SPDX-License-Identifier: Apache-2.0
// /api/v1/surveys as an author's page uses it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base64.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "web/surveys_api.h"
#include "web/test_web.h"

namespace web {
namespace {

using testing::HasSubstr;

const core::Headers kJson{{"Content-Type", "application/json"}};

constexpr char kFaulty[] = R"(
## survey
| type | name | label::English (en) | relevant | constraint |
| --- | --- | --- | --- | --- |
| integer | age | How old are you? | | . > 0 AND . < 99 |
| select_one yn | paid | Were you paid? | ${agge} > 17 | |
## choices
| list_name | name | label::English (en) | | |
| --- | --- | --- | --- | --- |
| yn | yes | Yes | | |
| yn | no | No | | |
)";
constexpr char kMended[] = R"(
## survey
| type | name | label::English (en) | label::Español (es) | relevant |
| --- | --- | --- | --- | --- |
| select_one yn | may_we | May we ask? Send STOP to leave. | ¿Podemos preguntar? | |
| select_one yn | paid | Were you paid last month? | ¿Le pagaron el mes pasado? | ${may_we} = 'yes' |
## choices
| list_name | name | label::English (en) | label::Español (es) | |
| --- | --- | --- | --- | --- |
| yn | yes | Yes | Sí | |
| yn | no | No | No | |
## settings
| form_id | form_title | default_language | | |
| --- | --- | --- | --- | --- |
| pay | Pay | English (en) | | |
)";

struct SurveysApi : testing::Test {
  core::JsonDocument Read(const core::HttpResponse& response) {
    EXPECT_EQ(response.status, 200) << response.body;
    return core::JsonDocument::Parse(response.body).value();
  }
  core::JsonDocument Check(const std::string& name, const std::string& bytes) {
    return Read(t.Ask("POST", "/api/v1/surveys/check?name=" + name, "author", {}, bytes));
  }
  std::string Json(const std::string& bytes) {
    const auto checked = Check("pay.md", bytes);
    return checked.root().Find("survey")->Find("json")->String();
  }
  core::HttpResponse Post(const std::string& what, const std::string& body,
                          const std::string& role = "author") {
    return t.Ask("POST", "/api/v1/surveys/" + what, role, kJson, body);
  }
  static std::string Body(std::initializer_list<std::pair<const char*, std::string>> texts,
                          const std::string& more = "") {
    core::JsonWriter w;
    w.BeginObject();
    for (const auto& [key, text] : texts) w.Key(key).String(text);
    w.EndObject();
    std::string out = w.Take();
    out.insert(out.size() - 1, more);
    return out;
  }
  std::string CurrentHash() const { return core::HexEncode(t.office.survey->hash()); }
  TestWeb t;
};

TEST_F(SurveysApi, EveryProblemIsToldAtItsCellWithTheChange) {
  const auto checked = Check("pay.md", kFaulty);
  EXPECT_TRUE(checked.root().Find("readable")->Bool());
  EXPECT_FALSE(checked.root().Find("usable")->Bool());
  EXPECT_GE(checked.root().Find("errors")->Integer(), 2);
  const auto problems = *checked.root().Find("problems");
  bool reference = false, syntax = false;
  for (size_t i = 0; i < problems.size(); ++i) {
    const auto problem = problems.At(i);
    EXPECT_EQ(problem.Find("file")->String(), "pay.md");
    reference = reference || (problem.Find("cell")->String() == "D3" &&
                              problem.Find("sheet")->String() == "survey" &&
                              problem.Find("text")->String().find("agge") != std::string::npos &&
                              problem.Find("change")->String().find("${age}") != std::string::npos);
    syntax = syntax || problem.Find("cell")->String() == "E2";
  }
  EXPECT_TRUE(reference);
  EXPECT_TRUE(syntax);
}

TEST_F(SurveysApi, WhatIsNoSurveyIsSaidSo) {
  for (const std::string& bytes :
       {std::string(), std::string("PK\x03\x04garbage"), std::string("\xD0\xCF\x11\xE0 old excel"),
        std::string(3000, 'x')}) {
    const auto checked = Check("a.xlsx", bytes);
    EXPECT_FALSE(checked.root().Find("readable")->Bool());
    EXPECT_GE(checked.root().Find("errors")->Integer(), 1);
  }
  EXPECT_EQ(
      t.Ask("POST", "/api/v1/surveys/check", "author", {}, std::string(kMaxSurveyBytes + 1, 'x'))
          .status,
      413);
  EXPECT_EQ(t.Ask("POST", "/api/v1/surveys/problems.xlsx", "author", {}, "{}").status, 400);
}

TEST_F(SurveysApi, TheProblemsWorkbookIsAWorkbook) {
  const auto response =
      t.Ask("POST", "/api/v1/surveys/problems.xlsx?name=pay.md", "author", {}, kFaulty);
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_TRUE(response.body.starts_with("PK"));
  EXPECT_THAT(std::string(core::HeaderValue(response.headers, "Content-Disposition")),
              HasSubstr("problems.xlsx"));
  const auto again = Check("problems.xlsx", response.body);
  EXPECT_TRUE(again.root().Find("readable")->Bool());
}

TEST_F(SurveysApi, TheTemplateIsInOrder) {
  const auto response = t.Get("/api/v1/surveys/template.xlsx", "author");
  ASSERT_EQ(response.status, 200);
  const auto checked = Check("survey.xlsx", response.body);
  EXPECT_EQ(checked.root().Find("errors")->Integer(), 0);
}

TEST_F(SurveysApi, AVersionComesAsAWorkbookThatIsTheSameSurvey) {
  const auto response =
      t.Get("/api/v1/surveys/versions/" + CurrentHash() + "/survey.xlsx", "author");
  ASSERT_EQ(response.status, 200) << response.body;
  const auto checked = Check("survey.xlsx", response.body);
  EXPECT_EQ(checked.root().Find("survey")->Find("id")->String(), "test-3");
  EXPECT_EQ(t.Get("/api/v1/surveys/versions/0000/survey.xlsx", "author").status, 404);
}

// What the phone of this channel shows last.
core::JsonValue Last(const core::JsonDocument& preview, size_t phone) {
  const auto bubbles = *preview.root().Find("phones")->At(phone).Find("bubbles");
  return bubbles.At(bubbles.size() - 1);
}

TEST_F(SurveysApi, APreviewAnswersOnThreePhonesInEachLanguage) {
  const std::string survey = Json(kMended);
  const auto english = Read(Post("preview", Body({{"survey", survey}, {"language", "en"}})));
  EXPECT_THAT(Last(english, 0).Find("text")->String(), HasSubstr("May we ask?"));
  EXPECT_EQ(Last(english, 0).Find("parts")->Integer(), 1);
  EXPECT_EQ(Last(english, 0).Find("encoding")->String(), "GSM-7");
  EXPECT_EQ(Last(english, 1).Find("shown")->String(), "buttons");
  EXPECT_EQ(Last(english, 2).Find("shown")->String(), "keyboard");
  EXPECT_EQ(Last(english, 2).Find("options")->At(0).Find("label")->String(), "Yes");
  const auto spanish = Read(
      Post("preview", Body({{"survey", survey}, {"language", "es"}}, R"(,"said":[{"choice":0}])")));
  for (size_t phone = 0; phone < 3; ++phone) {
    EXPECT_THAT(Last(spanish, phone).Find("text")->String(), HasSubstr("mes pasado")) << phone;
    EXPECT_FALSE(spanish.root().Find("phones")->At(phone).Find("ended")->Bool());
  }
  const auto ended = Read(Post("preview", Body({{"survey", survey}, {"language", "en"}},
                                               R"(,"said":[{"text":"yes"},{"text":"no"}])")));
  for (size_t phone = 0; phone < 3; ++phone)
    EXPECT_TRUE(ended.root().Find("phones")->At(phone).Find("ended")->Bool());
  EXPECT_EQ(Post("preview", Body({{"survey", survey}, {"language", "fr"}})).status, 400);
  EXPECT_EQ(Post("preview", Body({{"survey", "{}"}, {"language", "en"}})).status, 400);
  EXPECT_EQ(Post("preview",
                 Body({{"survey", survey}, {"language", "en"}}, R"(,"said":[{"texts":"yes"}])"))
                .status,
            400);
}

TEST_F(SurveysApi, PublishingShowsWhatChangesAndAsksForATickBesideWarnings) {
  std::string survey = t.office.survey->canonical_json();
  survey.replace(survey.find("Hours a day"), 11, "Hours each day");
  const auto changes = Read(Post("diff", Body({{"survey", survey}})));
  EXPECT_EQ(changes.root().Find("replaces")->String(), CurrentHash());
  ASSERT_EQ(changes.root().Find("changes")->size(), 1U);
  EXPECT_THAT(changes.root().Find("changes")->At(0).Find("says")->String(),
              HasSubstr("\"Hours a day\" becomes \"Hours each day\""));
  const auto untold = Post("publish", Body({{"survey", survey}, {"replaces", CurrentHash()}}));
  EXPECT_EQ(untold.status, 400);
  EXPECT_THAT(untold.body, HasSubstr("warnings"));
  const std::string accepts = R"(,"accept_warnings":true)";
  EXPECT_EQ(Post("publish", Body({{"survey", survey}, {"replaces", "0000"}}, accepts)).status, 409);
  const auto published =
      Read(Post("publish", Body({{"survey", survey}, {"replaces", CurrentHash()}}, accepts)));
  const std::string hash = published.root().Find("hash")->String();
  const auto list = Read(t.Get("/api/v1/surveys", "officer"));
  EXPECT_FALSE(list.root().Find("may_publish")->Bool());
  EXPECT_EQ(list.root().Find("surveys")->At(0).Find("versions")->At(0).Find("hash")->String(),
            hash);
  EXPECT_EQ(t.Get("/api/v1/surveys/versions/" + hash, "auditor").body, survey);
  EXPECT_EQ(t.Get("/api/v1/surveys/versions/0000", "author").status, 404);
  EXPECT_EQ(t.Ask("POST", "/api/v1/surveys/versions/" + hash + "/withdraw", "author").status, 204);
  EXPECT_EQ(t.Ask("POST", "/api/v1/surveys/versions/" + hash + "/withdraw", "author").status, 409);
}

TEST_F(SurveysApi, ErrorsAreNeverPublished) {
  const std::string survey = t.office.survey->canonical_json();
  std::string broken = survey;
  broken.replace(broken.find("${danger}"), 9, "${dangre}");
  EXPECT_EQ(Post("publish", Body({{"survey", broken}, {"replaces", CurrentHash()}},
                                 R"(,"accept_warnings":true)"))
                .status,
            400);
  EXPECT_EQ(Post("diff", Body({{"survey", broken}})).status, 400);
}

TEST_F(SurveysApi, WhoReadsTicketsSeesWhatChangedRulesWouldDo) {
  std::string survey = t.office.survey->canonical_json();
  const std::string gate = R"("gate":"P0")";
  survey.replace(survey.find(gate), gate.size(), R"("gate":"P1")");
  const auto shift = Read(Post("shift", Body({{"survey", survey}}), "administrator"));
  EXPECT_EQ(shift.root().Find("tickets")->String(), "1–4");
  ASSERT_EQ(shift.root().Find("moves")->size(), 1U);
  EXPECT_EQ(shift.root().Find("moves")->At(0).Find("to")->String(), "P1");
}

// Partners write surveys; what workers said is none of their business.
TEST_F(SurveysApi, AuthorsSeeNoTicketAndNoWord) {
  const std::string words =
      "/api/v1/tickets/" + t.ticket.Text() + "/words/" + t.record.Text() + "/open";
  EXPECT_EQ(t.Get("/api/v1/tickets", "author").status, 403);
  EXPECT_EQ(t.Get("/api/v1/tickets/" + t.ticket.Text(), "author").status, 403);
  EXPECT_EQ(t.Ask("POST", words, "author", kJson, R"({"field":"scrubbed"})").status, 403);
  EXPECT_EQ(t.Get("/api/v1/audit", "author").status, 403);
  EXPECT_EQ(Post("shift", Body({{"survey", t.office.survey->canonical_json()}})).status, 403);
  const std::string list = t.Get("/api/v1/surveys", "author").body;
  EXPECT_EQ(list.find(t.ticket.Text()), std::string::npos);
  for (const char* officer : {"officer", "supervisor", "auditor"}) {
    EXPECT_EQ(Post("publish", "{}", officer).status, 403);
    EXPECT_EQ(t.Ask("POST", "/api/v1/surveys/check", officer, {}, "x").status, 403);
  }
}

}  // namespace
}  // namespace web
