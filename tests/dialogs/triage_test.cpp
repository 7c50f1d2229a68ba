// SPDX-License-Identifier: Apache-2.0
#include "dialogs/triage/assess.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dialogs/support.h"

namespace dialogs_test {
namespace {

dialogs::Facts FactsOf(const dialogs::SurveyTree& survey,
                       const std::vector<dialogs::Answer>& answers) {
  dialogs::Facts facts;
  facts.tree = &survey;
  facts.answers = &answers;
  facts.today = core::Day{20000};
  return facts;
}

using dialogs::Answer;
using dialogs::CompiledSurvey;

const CompiledSurvey& Rules() {
  static const auto survey = MustParse(ReadFile("triage/rules.json"));
  return survey->compiled();
}

Answer Option(const CompiledSurvey& survey, uint16_t question, const std::string& value) {
  const auto& values = survey.infos[question].values;
  auto found = std::find(values.begin(), values.end(), value);
  EXPECT_NE(found, values.end()) << value;
  Answer answer;
  answer.kind = Answer::Kind::kValues;
  answer.values = {static_cast<uint16_t>(found - values.begin())};
  return answer;
}

dialogs::Assessment AssessAll(const CompiledSurvey& survey, const std::vector<Answer>& answers) {
  return dialogs::Assess(survey.triage, FactsOf(survey, answers));
}

std::vector<std::string> Ids(const CompiledSurvey& survey, const std::vector<uint16_t>& indices) {
  std::vector<std::string> ids;
  for (uint16_t i : indices) ids.push_back(survey.triage.indicators[i].id);
  return ids;
}

std::vector<std::string> Strings(core::JsonValue list) {
  std::vector<std::string> out;
  for (size_t i = 0; i < list.size(); ++i) out.push_back(list.At(i).String());
  return out;
}

TEST(Triage, EqualsEveryVector) {
  const CompiledSurvey& survey = Rules();
  const core::JsonDocument vectors = ReadJson("triage/vectors.json");
  ASSERT_EQ(vectors.root().size(), 25u);
  for (size_t i = 0; i < vectors.root().size(); ++i) {
    const core::JsonValue vector = vectors.root().At(i);
    SCOPED_TRACE(vector.Find("name")->String());
    std::vector<Answer> answers(survey.questions.size());
    for (const std::string& name : vector.Find("answers")->Keys()) {
      const core::JsonValue value = *vector.Find("answers")->Find(name);
      const uint16_t question = survey.index.at(name);
      if (value.kind() == core::JsonKind::kString) {
        answers[question] = Option(survey, question, value.String());
      } else {
        answers[question].kind = Answer::Kind::kNumber;
        answers[question].number = value.Number();
      }
    }
    const dialogs::Assessment a = AssessAll(survey, answers);
    const core::JsonValue expect = *vector.Find("expect");
    EXPECT_EQ("P" + std::to_string(a.severity), expect.Find("cls")->String());
    EXPECT_EQ(a.points, expect.Find("points")->Integer());
    EXPECT_EQ(a.strong, expect.Find("ilo")->At(0).Integer());
    EXPECT_EQ(a.medium, expect.Find("ilo")->At(1).Integer());
    EXPECT_EQ(Ids(survey, a.fired), Strings(*expect.Find("fired")));
    EXPECT_EQ(Ids(survey, a.ask_back), Strings(*expect.Find("ask_back")));
  }
}

std::vector<Answer> RandomAnswers(const CompiledSurvey& survey, core::SeededRandom& random,
                                  uint64_t answered_of_10) {
  std::vector<Answer> answers(survey.questions.size());
  for (size_t i = 0; i < answers.size(); ++i) {
    if (random.Below(10) >= answered_of_10) continue;
    if (survey.infos[i].values.empty()) {
      answers[i].kind = Answer::Kind::kNumber;
      answers[i].number = static_cast<double>(random.Below(100));
    } else {
      answers[i].kind = Answer::Kind::kValues;
      answers[i].values = {static_cast<uint16_t>(random.Below(survey.infos[i].values.size()))};
    }
  }
  return answers;
}

// An answer more that lets an indicator fire, and takes none away, never makes a ticket less
// urgent.
TEST(Triage, AnotherTrueIndicatorNeverLowersTheClass) {
  const CompiledSurvey& survey = Rules();
  core::SeededRandom random(11);
  int raised = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<Answer> before = RandomAnswers(survey, random, 1 + random.Below(8));
    std::vector<Answer> after = before;
    const std::vector<Answer> more = RandomAnswers(survey, random, 10);
    const size_t question = random.Below(after.size());
    after[question] = more[question];
    const auto a = AssessAll(survey, before);
    const auto b = AssessAll(survey, after);
    const bool superset =
        std::includes(b.fired.begin(), b.fired.end(), a.fired.begin(), a.fired.end());
    const bool gates_kept =
        std::includes(b.ask_back.begin(), b.ask_back.end(), a.ask_back.begin(), a.ask_back.end());
    if (!superset || !gates_kept || b.fired.size() == a.fired.size() ||
        before[question].kind != Answer::Kind::kNone)
      continue;
    ++raised;
    EXPECT_LE(b.severity, a.severity);
    EXPECT_GE(b.points, a.points);
  }
  EXPECT_GT(raised, 100);
}

// Rules read answers by name: the order in which questions were asked is nothing to them.
TEST(Triage, OrderOfQuestionsChangesNothing) {
  const core::JsonDocument document = ReadJson("triage/rules.json");
  std::string text = document.root().Dump();
  const core::JsonValue questions = *document.root().Find("questions");
  std::string reversed = "[";
  for (size_t i = questions.size(); i > 0; --i)
    reversed += questions.At(i - 1).Dump() + (i > 1 ? "," : "]");
  const std::string original = questions.Dump();
  text.replace(text.find(original), original.size(), reversed);
  const auto other = MustParse(text);
  const CompiledSurvey& survey = Rules();
  const CompiledSurvey& turned = other->compiled();
  core::SeededRandom random(5);
  for (int round = 0; round < 500; ++round) {
    const std::vector<Answer> answers = RandomAnswers(survey, random, 6);
    const std::vector<Answer> same(answers.rbegin(), answers.rend());
    const auto a = AssessAll(survey, answers);
    const auto b = AssessAll(turned, same);
    EXPECT_EQ(a.severity, b.severity);
    EXPECT_EQ(a.points, b.points);
    EXPECT_EQ(a.fired, b.fired);
    EXPECT_EQ(a.ask_back, b.ask_back);
  }
}

TEST(Triage, RefusedAndUnsureAreUnknown) {
  const CompiledSurvey& survey = Rules();
  std::vector<Answer> answers(survey.questions.size());
  const uint16_t now = survey.index.at("danger_now");
  const uint16_t harm = survey.index.at("danger_harm");
  answers[now] = Option(survey, now, "yes");
  for (auto kind : {Answer::Kind::kRefused, Answer::Kind::kDontKnow, Answer::Kind::kSkipped,
                    Answer::Kind::kNone}) {
    answers[harm].kind = kind;
    const auto a = AssessAll(survey, answers);
    EXPECT_EQ(a.severity, 2);
    EXPECT_EQ(Ids(survey, a.ask_back), std::vector<std::string>{"imminent_danger"});
  }
}

TEST(Triage, GravestComesFirst) {
  const auto& rules = Rules().triage;
  std::vector<uint16_t> all(rules.indicators.size());
  for (uint16_t i = 0; i < all.size(); ++i) all[i] = i;
  const auto sorted = dialogs::GravestFirst(rules, all);
  for (size_t i = 1; i < sorted.size(); ++i) {
    EXPECT_LE(rules.indicators[sorted[i - 1]].gate.value_or(4),
              rules.indicators[sorted[i]].gate.value_or(4));
  }
}

}  // namespace
}  // namespace dialogs_test
