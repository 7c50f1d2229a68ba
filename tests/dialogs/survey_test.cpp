// SPDX-License-Identifier: Apache-2.0
#include "dialogs/survey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "dialogs/problems.h"
#include "dialogs/support.h"

namespace dialogs_test {
namespace {

using dialogs::Survey;
using testing::ElementsAre;
using testing::HasSubstr;

void Replace(std::string& text, const std::string& find, const std::string& put) {
  const size_t at = text.find(find);
  ASSERT_NE(at, std::string::npos) << "the base survey does not hold: " << find;
  text.replace(at, find.size(), put);
}

TEST(SurveyParse, ReadsEveryFeature) {
  auto survey = Survey::Parse(ReadFile("survey_base.json"));
  ASSERT_TRUE(survey) << survey.error().message;
  EXPECT_EQ((*survey)->id(), "everything");
  EXPECT_THAT((*survey)->languages(), ElementsAre("en", "bn"));
  EXPECT_EQ((*survey)->title("bn"), "সব");
  EXPECT_TRUE((*survey)->has_danger_rule());
  EXPECT_TRUE((*survey)->takes_free_text());
  EXPECT_EQ((*survey)->reason("told", "en"), "Wrote a story");
  EXPECT_EQ((*survey)->reason("unheard_of", "en"), "");
  EXPECT_EQ((*survey)->topic_title("injury", "xx"), "Injury");
  const dialogs::CompiledSurvey& compiled = (*survey)->compiled();
  EXPECT_EQ(compiled.questions.size(), 8u);
  EXPECT_EQ(compiled.counted, 6);
  EXPECT_EQ(compiled.questions[compiled.index.at("people")].min, 1);
  EXPECT_EQ(compiled.questions[compiled.index.at("people")].max, 500);
  EXPECT_FALSE(compiled.questions[compiled.index.at("days_off")].min);
  EXPECT_TRUE(compiled.uses_clock);
}

// The hash names the content: white space and the order of keys do not change it, a letter does.
TEST(SurveyParse, HashNamesTheContent) {
  const std::string text = ReadFile("survey_base.json");
  const auto survey = MustParse(text);
  const auto again = MustParse(survey->canonical_json());
  EXPECT_EQ(survey->hash(), again->hash());
  EXPECT_EQ(survey->canonical_json(), again->canonical_json());
  std::string changed = text;
  Replace(changed, "Were you hurt?", "Were you hurt");
  EXPECT_NE(MustParse(changed)->hash(), survey->hash());
}

TEST(SurveyParse, EveryMistakeIsLocated) {
  const core::JsonDocument problems = ReadJson("survey_problems.json");
  const std::string base = ReadFile("survey_base.json");
  for (size_t i = 0; i < problems.root().size(); ++i) {
    const core::JsonValue row = problems.root().At(i);
    SCOPED_TRACE(row.Dump());
    std::string text = base;
    Replace(text, row.Find("find")->String(), row.Find("put")->String());
    if (row.Find("and_find"))
      Replace(text, row.Find("and_find")->String(), row.Find("and_put")->String());
    auto survey = Survey::Parse(text);
    ASSERT_FALSE(survey);
    EXPECT_EQ(survey.error().code, core::ErrorCode::kInvalid);
    EXPECT_THAT(survey.error().message, HasSubstr(row.Find("says")->String()));
    // For programs the same, in the same order.
    std::string lines;
    for (const dialogs::SurveyProblem& p : dialogs::FindProblems(text)) {
      lines +=
          (lines.empty() ? "" : "\n") + p.path + (p.path.empty() ? "" : ": ") +
          (p.kind == dialogs::ProblemKind::kExpression ? dialogs::Describe(p.expression, p.flaw)
                                                       : p.words);
    }
    EXPECT_EQ(lines, survey.error().message);
  }
  EXPECT_TRUE(dialogs::FindProblems(base).empty());
}

TEST(SurveyProblems, SayOfWhichKindTheyAre) {
  using dialogs::ProblemKind;
  const auto kind = [](const std::string& find, const std::string& put) {
    std::string text = ReadFile("survey_base.json");
    Replace(text, find, put);
    const auto problems = dialogs::FindProblems(text);
    EXPECT_EQ(problems.size(), 1u) << put;
    return problems.empty() ? ProblemKind::kStructure : problems[0].kind;
  };
  EXPECT_EQ(kind("\"id\": \"everything\"", "\"id\": 5"), ProblemKind::kStructure);
  EXPECT_EQ(kind("\"when\": \"${people} < 3\"", "\"when\": \"${people} <\""),
            ProblemKind::kExpression);
  EXPECT_EQ(dialogs::FindProblems("{").at(0).kind, ProblemKind::kStructure);
  EXPECT_EQ(dialogs::FindProblems(std::string(5 << 20, ' ')).at(0).kind, ProblemKind::kStructure);
}

TEST(SurveyParse, AllMistakesAtOnce) {
  std::string text = ReadFile("survey_base.json");
  Replace(text, "\"id\": \"everything\"", "\"id\": 5");
  Replace(text, "\"type\": \"decimal\"", "\"type\": \"decimals\"");
  Replace(text, "\"when\": \"${people} < 3\"", "\"when\": \"${people} <\"");
  auto survey = Survey::Parse(text);
  ASSERT_FALSE(survey);
  EXPECT_THAT(survey.error().message, HasSubstr("id: must be a text"));
  EXPECT_THAT(survey.error().message, HasSubstr("questions[3].questions[1].type"));
  EXPECT_THAT(survey.error().message, HasSubstr("ends[0].when"));
}

TEST(SurveyParse, BadInputIsRefused) {
  for (const char* text :
       {"", "[]", "null", "{}", "{\"questions\": 5}", "{\"questions\": [5, null, [], {}]}",
        "{\"languages\": [5], \"choices\": [1]}", "{\"triage\": 1, \"topics\": []}",
        "{\"languages\": [\"en\"], \"triage\": {\"indicators\": [1, {}]}}"}) {
    EXPECT_FALSE(Survey::Parse(text)) << text;
  }
  const std::string base = ReadFile("survey_base.json");
  core::SeededRandom random(29);
  for (int round = 0; round < 400; ++round) {  // damaged files: an error or a survey, never a crash
    std::string text = base;
    for (uint64_t n = 1 + random.Below(3); n > 0; --n)
      text[random.Below(text.size())] = "{}[]\",:x0 "[random.Below(10)];
    static_cast<void>(Survey::Parse(text));
    static_cast<void>(Survey::Parse(base.substr(0, random.Below(base.size()))));
  }
}

TEST(SurveyParse, DeepGroupsAreRefused) {
  std::string text = ReadFile("survey_base.json");
  std::string open;
  std::string close;
  for (int i = 0; i < 9; ++i) {
    open += "{\"type\": \"group\", \"name\": \"g\", \"questions\": [";
    close += "]}";
  }
  Replace(text, "\"questions\": [\n    {\"type\": \"note\"",
          "\"questions\": [" + open +
              "{\"type\": \"note\", \"name\": \"n\", \"label\": {\"en\": \"n\", \"bn\": \"n\"}}" +
              close + ", {\"type\": \"note\"");
  auto survey = Survey::Parse(text);
  ASSERT_FALSE(survey);
  EXPECT_THAT(survey.error().message, HasSubstr("nested more than 8 deep"));
}

// ---- the shipped surveys ----

TEST(ShippedSurveys, ParseAndAreListed) {
  ASSERT_THAT(dialogs::ShippedSurveyNames(), testing::Contains("core-9"));
  EXPECT_EQ(dialogs::ShippedSurvey("core-10"), nullptr);
  for (const std::string& name : dialogs::ShippedSurveyNames()) {
    auto survey = Survey::Parse(*dialogs::ShippedSurvey(name));
    ASSERT_TRUE(survey) << name << "\n" << survey.error().message;
    EXPECT_EQ((*survey)->id(), name);
  }
}

TEST(Core9Survey, AsksTheNineInTheirOrder) {
  const auto& questions = Core9()->compiled().questions;
  std::vector<std::string> names;
  for (const auto& q : questions) names.push_back(q.name);
  EXPECT_THAT(names, ElementsAre("safe_now", "consent", "age", "danger", "documents", "site",
                                 "wages_paid", "hours", "one_thing"));
  EXPECT_EQ(Core9()->compiled().counted, 9);
}

// The first message may light up a lock screen next to the boss.
TEST(Core9Survey, OpensNeutrally) {
  for (const std::string& language : Core9()->languages()) {
    Worker worker(Core9(), core::ChannelKind::kSms, language);
    worker.Write("hi");
    const std::string head = worker.last.messages.at(0).text.substr(0, 160);
    EXPECT_EQ(head.find(Samoa().office), std::string::npos);
    EXPECT_EQ(head.find("1/9"), std::string::npos);
  }
}

TEST(Core9Survey, ConsentSaysWhatIsKept) {
  for (const std::string& language : Core9()->languages()) {
    for (auto channel : {core::ChannelKind::kSms, core::ChannelKind::kTelegram}) {
      Worker worker(Core9(), channel, language);
      worker.Write("hi");
      worker.Write("1");
      const std::string& text = worker.last.messages.at(0).text;
      EXPECT_THAT(text, HasSubstr(Samoa().office));
      EXPECT_THAT(text, HasSubstr("30"));
      EXPECT_THAT(text, HasSubstr("STOP"));
      EXPECT_EQ(text.find('{'), std::string::npos);
    }
  }
}

// Every key that the schema describes is one that the reader knows, and the sample holds each of
// them.
void CollectKeys(core::JsonValue value, std::set<std::string>& keys) {
  if (value.kind() == core::JsonKind::kObject) {
    for (const std::string& key : value.Keys()) {
      keys.insert(key);
      CollectKeys(*value.Find(key), keys);
    }
  }
  for (size_t i = 0; value.kind() == core::JsonKind::kArray && i < value.size(); ++i)
    CollectKeys(value.At(i), keys);
}

void CollectProperties(core::JsonValue schema, std::set<std::string>& keys) {
  if (schema.kind() == core::JsonKind::kObject) {
    if (auto properties = schema.Find("properties")) {
      for (const std::string& key : properties->Keys()) keys.insert(key);
    }
    for (const std::string& key : schema.Keys()) CollectProperties(*schema.Find(key), keys);
  }
  for (size_t i = 0; schema.kind() == core::JsonKind::kArray && i < schema.size(); ++i)
    CollectProperties(schema.At(i), keys);
}

TEST(SurveySchema, DescribesWhatTheReaderTakes) {
  const core::JsonDocument schema = ReadJson("../../docs/survey.schema.json");
  std::set<std::string> described;
  CollectProperties(schema.root(), described);
  std::set<std::string> used;
  CollectKeys(ReadJson("survey_base.json").root(), used);
  CollectKeys(ReadJson("survey_more.json").root(), used);
  auto core9 = core::JsonDocument::Parse(Core9()->canonical_json());
  CollectKeys(core9->root(), used);
  for (const std::string& key : described)
    EXPECT_TRUE(used.contains(key))
        << key << " is in the schema, and no survey of these tests uses it";
  for (const char* key : {"type",
                          "name",
                          "role",
                          "label",
                          "sms",
                          "hint",
                          "required",
                          "counted",
                          "relevant",
                          "constraint",
                          "constraint_message",
                          "sensitive",
                          "choices",
                          "value",
                          "button",
                          "synonyms",
                          "exclusive",
                          "means",
                          "ends",
                          "after",
                          "child",
                          "help",
                          "triage",
                          "topics",
                          "gate",
                          "ilo",
                          "points",
                          "when",
                          "reason"}) {
    EXPECT_TRUE(described.contains(key)) << key << " is missing in docs/survey.schema.json";
  }
}

}  // namespace
}  // namespace dialogs_test
