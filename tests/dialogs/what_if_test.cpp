// SPDX-License-Identifier: Apache-2.0
// What would change a class is held to the rules themselves: every claim is answered as it says,
// and classed again; every single choice that would raise the class is named.
#include "dialogs/triage/what_if.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "core/json_writer.h"
#include "dialogs/calculator.h"
#include "dialogs/support.h"

namespace dialogs_test {
namespace {

using dialogs::ClassChange;
using dialogs::ClassChanges;
using dialogs::Supposed;
using testing::ElementsAre;
using testing::IsEmpty;
using Given = std::map<std::string, std::string>;

constexpr std::string_view kSurvey = R"json({
  "format": 1, "id": "rules", "languages": ["en"], "title": {"en": "Rules"}, "topics": {"t": {"en": "Topic"}},
  "choices": {"yes_no": [{"value": "yes", "label": {"en": "Yes"}}, {"value": "no", "label": {"en": "No"}}]},
  "questions": [
    {"type": "select_one", "name": "ok", "role": "consent", "required": true, "choices": "yes_no", "label": {"en": "May we?"}},
    {"type": "select_one", "name": "danger", "choices": "yes_no", "label": {"en": "Danger?"}},
    {"type": "select_one", "name": "kind", "relevant": "${danger} = 'yes'", "label": {"en": "Which?"}, "choices": [
      {"value": "fire", "label": {"en": "Fire"}}, {"value": "noise", "label": {"en": "Noise"}}]},
    {"type": "select_multiple", "name": "held", "label": {"en": "What is held?"}, "choices": [
      {"value": "passport", "label": {"en": "Passport"}}, {"value": "wage", "label": {"en": "Wage"}}, {"value": "none", "label": {"en": "Nothing"}}],
      "constraint": "not(selected(., 'none')) or count-selected(.) = 1", "constraint_message": {"en": "One."}},
    {"type": "integer", "name": "hours", "constraint": ". >= 0 and . <= 24", "label": {"en": "Hours?"}},
    {"type": "integer", "name": "days", "label": {"en": "Days?"}},
    {"type": "select_one", "name": "paid", "choices": "yes_no", "label": {"en": "Paid?"}}],
  "triage": {"version": "1", "classes": [
      {"id": "P0", "name": {"en": "0"}}, {"id": "P1", "name": {"en": "1"}}, {"id": "P2", "name": {"en": "2"}},
      {"id": "P3", "name": {"en": "3"}}, {"id": "P4", "name": {"en": "4"}}],
    "points": {"P2": 6, "P3": 2},
    "indicators": [
      {"id": "fire", "topic": "t", "family": "a", "kind": "signal", "gate": "P0", "help": "danger", "when": "${danger} = 'yes' and ${kind} = 'fire'", "reason": {"en": "Fire"}},
      {"id": "passport", "topic": "t", "family": "b", "kind": "signal", "gate": "P1", "when": "selected(${held}, 'passport')", "reason": {"en": "Held"}},
      {"id": "long", "topic": "t", "family": "c", "kind": "signal", "points": 3, "when": "${hours} > 12", "reason": {"en": "Long"}},
      {"id": "week", "topic": "t", "family": "e", "kind": "signal", "points": 3, "when": "${hours} * ${days} > 70", "reason": {"en": "Long weeks"}},
      {"id": "unpaid", "topic": "t", "family": "d", "kind": "signal", "points": 3, "when": "${paid} = 'no'", "reason": {"en": "Unpaid"}}]}
})json";

std::string JsonOf(const Given& given) {
  core::JsonWriter w;
  w.BeginObject();
  for (const auto& [name, value] : given) w.Key(name).String(value);
  w.EndObject();
  return w.Take();
}

std::optional<dialogs::Calculator> Calculate(const std::shared_ptr<const dialogs::Survey>& survey,
                                             const Given& given) {
  const auto json = core::JsonDocument::Parse(JsonOf(given));
  std::vector<std::string> ignored;
  auto made = dialogs::Calculator::Make(survey, Samoa(), json->root(), {kMonday, ""}, ignored);
  return made ? std::optional(std::move(*made)) : std::nullopt;
}

ClassChanges Changes(const Given& given) {
  static const auto survey = MustParse(kSurvey);
  return Calculate(survey, given)->WhatWouldChange();
}

std::vector<std::string> Words(const std::vector<ClassChange>& changes) {
  static const std::map<Supposed::Is, std::string> kIs = {{Supposed::Is::kOneOf, "="},
                                                          {Supposed::Is::kIncludes, "+"},
                                                          {Supposed::Is::kAtLeast, ">="},
                                                          {Supposed::Is::kAtMost, "<="},
                                                          {Supposed::Is::kMissing, "without"}};
  std::vector<std::string> out;
  for (const ClassChange& change : changes) {
    std::string line = "P" + std::to_string(change.severity);
    for (const Supposed& one : change.answers) {
      line += " " + one.question + kIs.at(one.is);
      for (const std::string& value : one.values) line += " " + value;
    }
    out.push_back(line);
  }
  return out;
}

TEST(WhatIf, AnOpenQuestionThatWouldRaiseTheClassIsNamedWithTheAnswer) {
  const auto changes = Changes({{"danger", "yes"}, {"paid", "no"}, {"hours", "8"}, {"days", "5"}});
  EXPECT_EQ(changes.severity, 2) << "a gate that stands half open";
  EXPECT_THAT(Words(changes.if_answered), ElementsAre("P0 kind= fire", "P1 held+ passport"));
}

TEST(WhatIf, NumbersAreToldFromWhereTheRuleBegins) {
  // Where rules reckon with a number nothing is said of it.
  EXPECT_THAT(Words(Changes({{"paid", "yes"}, {"held", "wage"}, {"danger", "no"}}).if_answered),
              IsEmpty());
  std::string plain(kSurvey);
  const std::string week = "${hours} * ${days} > 70";
  plain.replace(plain.find(week), week.size(), "${days} > 6");
  const auto survey = MustParse(plain);
  const auto changes =
      Calculate(survey, {{"paid", "yes"}, {"held", "wage"}, {"danger", "no"}})->WhatWouldChange();
  EXPECT_EQ(changes.severity, 4);
  EXPECT_THAT(Words(changes.if_answered), ElementsAre("P3 hours>= 13", "P3 days>= 7"));
  EXPECT_THAT(Words(changes.if_different), testing::Contains("P1 held+ passport"));
}

TEST(WhatIf, TwoQuestionsTogetherWhereNoneDoesAlone) {
  std::string strict(kSurvey);
  const std::string points = R"("P2": 6, "P3": 2)";
  strict.replace(strict.find(points), points.size(), R"("P2": 9, "P3": 6)");
  const std::string week = "${hours} * ${days} > 70";
  strict.replace(strict.find(week), week.size(), "${days} > 6");
  const auto changes =
      Calculate(MustParse(strict), {{"danger", "no"}, {"held", "none"}, {"days", "5"}})
          ->WhatWouldChange();
  EXPECT_EQ(changes.severity, 4);
  EXPECT_THAT(Words(changes.if_answered), ElementsAre("P3 hours= 13 paid= no"));
}

TEST(WhatIf, TheAnswersThatAClassRestsOnAreNamed) {
  const auto changes = Changes(
      {{"danger", "no"}, {"held", "passport wage"}, {"paid", "no"}, {"hours", "8"}, {"days", "5"}});
  EXPECT_EQ(changes.severity, 1);
  EXPECT_THAT(Words(changes.if_missing), ElementsAre("P3 heldwithout passport wage"));
}

TEST(WhatIf, NothingIsAboveTheFirstClass) {
  const auto changes = Changes({{"danger", "yes"}, {"kind", "fire"}});
  EXPECT_EQ(changes.severity, 0);
  EXPECT_THAT(changes.if_answered, IsEmpty());
  EXPECT_THAT(changes.if_different, IsEmpty());
  EXPECT_THAT(Words(changes.if_missing), ElementsAre("P2 kindwithout fire", "P4 dangerwithout yes"))
      << "an open gate stays P2";
}

TEST(WhatIf, RefusedCountsAsNotAnswered) {
  EXPECT_THAT(Words(Changes({{"danger", "no"},
                             {"held", "(refused)"},
                             {"paid", "yes"},
                             {"hours", "8"},
                             {"days", "5"}})
                        .if_answered),
              ElementsAre("P1 held+ passport"));
}

// ---- shipped surveys, random answers ----

// The answers with what is supposed in place; a list where any of its values would do.
std::vector<Given> As(const Given& given, const ClassChange& change) {
  std::vector<Given> out{given};
  for (const Supposed& one : change.answers) {
    std::vector<Given> next;
    for (const Given& base : out) {
      for (const std::string& value : one.values) {
        Given with = base;
        const auto now = base.find(one.question);
        const bool adds =
            one.is == Supposed::Is::kIncludes && now != base.end() && !now->second.starts_with("(");
        with[one.question] = adds ? now->second + " " + value : value;
        if (one.is == Supposed::Is::kMissing) with.erase(one.question);
        next.push_back(with);
      }
    }
    out = next;
  }
  return out;
}

Given Draw(const dialogs::CompiledSurvey& s, std::mt19937& random) {
  Given given;
  for (size_t i = 0; i < s.questions.size(); ++i) {
    const dialogs::Question& q = s.questions[i];
    if (q.silent() || q.repeat != dialogs::kNoIndex || random() % 3 == 0) continue;
    const auto& values = s.infos[i].values;
    if (!values.empty()) given[q.name] = values[random() % values.size()];
    if (q.type == dialogs::QuestionType::kInteger) given[q.name] = std::to_string(random() % 100);
  }
  return given;
}

TEST(WhatIf, EveryClaimIsWhatTheRulesSayOfShippedSurveys) {
  std::mt19937 random(11);
  int claims = 0;
  for (const char* name : {"core-9", "standard-18", "pulse-4", "forced-labour"}) {
    const auto survey = MustParse(*dialogs::ShippedSurvey(name));
    for (int round = 0; round < 12; ++round) {
      const Given given = Draw(survey->compiled(), random);
      const auto calculator = Calculate(survey, given);
      ASSERT_TRUE(calculator) << name;
      const ClassChanges changes = calculator->WhatWouldChange();
      EXPECT_EQ(changes.severity, calculator->Severity());
      for (const auto* list : {&changes.if_answered, &changes.if_different, &changes.if_missing}) {
        EXPECT_LE(list->size(), dialogs::kMostChanges);
        for (const ClassChange& change : *list) {
          EXPECT_EQ(list == &changes.if_missing, change.severity > changes.severity);
          for (const Given& with : As(given, change)) {
            ++claims;
            const auto again = Calculate(survey, with);
            ASSERT_TRUE(again) << name;
            EXPECT_EQ(again->Severity(), change.severity)
                << name << ": " << Words({change}).front();
          }
        }
      }
    }
  }
  EXPECT_GT(claims, 100) << "else the test compares nothing";
}

TEST(WhatIf, EverySingleChoiceOfCore9ThatWouldRaiseTheClassIsNamed) {
  std::mt19937 random(5);
  const auto survey = Core9();
  const auto& s = survey->compiled();
  int raised = 0;
  for (int round = 0; round < 20; ++round) {
    const Given given = Draw(s, random);
    const auto calculator = Calculate(survey, given);
    const ClassChanges changes = calculator->WhatWouldChange();
    for (size_t i = 0; i < s.questions.size(); ++i) {
      const dialogs::Question& q = s.questions[i];
      if (q.type != dialogs::QuestionType::kSelectOne || given.contains(q.name) ||
          q.role == dialogs::Role::kSafetyCheck || q.role == dialogs::Role::kConsent)
        continue;
      for (const std::string& value : s.infos[i].values) {
        Given with = given;
        with[q.name] = value;
        const uint8_t severity = Calculate(survey, with)->Severity();
        if (severity >= changes.severity) continue;
        ++raised;
        EXPECT_TRUE(std::ranges::any_of(
            changes.if_answered,
            [&](const ClassChange& change) {
              return change.severity == severity && change.answers.size() == 1 &&
                     change.answers[0].question == q.name &&
                     std::ranges::find(change.answers[0].values, value) !=
                         change.answers[0].values.end();
            }))
            << q.name << " = " << value;
      }
    }
  }
  EXPECT_GT(raised, 5);
}

}  // namespace
}  // namespace dialogs_test
