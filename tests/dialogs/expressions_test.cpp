// SPDX-License-Identifier: Apache-2.0
// Tables of expressions: tests/dialogs/expressions.json.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialogs/expressions/evaluate.h"
#include "dialogs/expressions/parser.h"
#include "dialogs/support.h"

namespace dialogs_test {
namespace {

using dialogs::Answer;
using dialogs::QuestionType;
using testing::HasSubstr;

struct World {
  std::vector<dialogs::QuestionInfo> questions{
      {"a", QuestionType::kInteger, {}},
      {"b", QuestionType::kInteger, {}},
      {"one", QuestionType::kSelectOne, {"x", "y"}},
      {"many", QuestionType::kSelectMultiple, {"p", "q", "r"}},
      {"when", QuestionType::kDate, {}},
      {"words", QuestionType::kText, {}},
      {"unone", QuestionType::kSelectOne, {"x", "y"}},
      {"unmany", QuestionType::kSelectMultiple, {"p", "q"}},
      {"memo", QuestionType::kNote, {}}};
  std::map<std::string, uint16_t, std::less<>> index;
  std::vector<Answer> answers;
  dialogs::Facts facts;
  dialogs::Scope scope;

  World() {
    for (uint16_t i = 0; i < questions.size(); ++i) index[questions[i].name] = i;
    answers.resize(questions.size());
    answers[0].kind = Answer::Kind::kNumber;
    answers[0].number = 5;
    answers[2].kind = Answer::Kind::kValues;
    answers[2].values = {0};
    answers[3].kind = Answer::Kind::kValues;
    answers[3].values = {0, 2};
    answers[4].kind = Answer::Kind::kDay;
    answers[4].day = *core::DayFromText("2024-02-29");
    answers[5].kind = Answer::Kind::kWords;
    answers[5].words_chars = 12;
    answers[7].kind = Answer::Kind::kRefused;
    facts = {&questions, &answers, nullptr, nullptr, *core::DayFromText("2024-03-01")};
    scope = {&questions, &index, SIZE_MAX, std::nullopt};
  }
};

std::string_view Name(dialogs::Truth truth) {
  return truth == dialogs::Truth::kTrue    ? "true"
         : truth == dialogs::Truth::kFalse ? "false"
                                           : "unknown";
}

TEST(Expressions, EqualTheTable) {
  const World world;
  const core::JsonDocument table = ReadJson("expressions.json");
  for (size_t i = 0; i < table.root().size(); ++i) {
    const core::JsonValue row = table.root().At(i);
    if (!row.Find("e")) continue;
    const std::string& source = row.Find("e")->String();
    SCOPED_TRACE(source);
    dialogs::ExpressionError error;
    auto parsed = dialogs::ParseExpression(source, world.scope, error);
    if (auto wanted = row.Find("error")) {
      EXPECT_FALSE(parsed);
      EXPECT_THAT(dialogs::Describe(source, error), HasSubstr(wanted->String()));
      continue;
    }
    ASSERT_TRUE(parsed) << dialogs::Describe(source, error);
    if (auto wanted = row.Find("is")) {
      EXPECT_EQ(dialogs::ToText(dialogs::Evaluate(*parsed, world.facts)), wanted->String());
    }
    if (auto wanted = row.Find("three")) {
      EXPECT_EQ(Name(dialogs::EvaluateThreeValued(*parsed, world.facts)), wanted->String());
    }
    if (auto wanted = row.Find("half_open")) {
      EXPECT_EQ(dialogs::IsHalfOpen(*parsed, world.facts), wanted->Bool());
    }
  }
}

TEST(Expressions, SelfIsTheAnswerBeingChecked) {
  World world;
  world.scope.self = 5;
  Answer words;
  words.kind = Answer::Kind::kWords;
  words.words_chars = 3;
  world.facts.self = &words;
  dialogs::ExpressionError error;
  auto length = dialogs::ParseExpression("string-length(.) > 3", world.scope, error);
  ASSERT_TRUE(length);
  EXPECT_FALSE(dialogs::IsTrue(*length, world.facts));
  words.words_chars = 4;
  EXPECT_TRUE(dialogs::IsTrue(*length, world.facts));
  EXPECT_FALSE(dialogs::ParseExpression("contains(., 'x')", world.scope, error));
  world.scope.self = 2;
  world.facts.self = &world.answers[2];
  auto choice = dialogs::ParseExpression(". = 'x'", world.scope, error);
  ASSERT_TRUE(choice);
  EXPECT_TRUE(dialogs::IsTrue(*choice, world.facts));
}

TEST(Expressions, WhatIsNotRelevantReadsAsEmpty) {
  World world;
  std::vector<uint8_t> relevant(world.questions.size(), 1);
  relevant[0] = 0;
  world.facts.relevant = &relevant;
  dialogs::ExpressionError error;
  auto e = dialogs::ParseExpression("${a} = ''", world.scope, error);
  ASSERT_TRUE(e);
  EXPECT_TRUE(dialogs::IsTrue(*e, world.facts));
  EXPECT_EQ(dialogs::EvaluateThreeValued(*e, world.facts), dialogs::Truth::kUnknown);
}

TEST(Expressions, OnlyEarlierQuestionsWhereOrderMatters) {
  World world;
  world.scope.before = 1;
  dialogs::ExpressionError error;
  EXPECT_TRUE(dialogs::ParseExpression("${a} = 1", world.scope, error));
  EXPECT_FALSE(dialogs::ParseExpression("${b} = 1", world.scope, error));
  EXPECT_THAT(error.message, HasSubstr("is not asked before this"));
}

TEST(Expressions, BudgetsHold) {
  const World world;
  dialogs::ExpressionError error;
  auto parses = [&](const std::string& source) {
    return dialogs::ParseExpression(source, world.scope, error).has_value();
  };
  EXPECT_TRUE(parses(std::string(60, '(') + "1" + std::string(60, ')')));
  EXPECT_FALSE(parses(std::string(65, '(') + "1" + std::string(65, ')')));
  EXPECT_THAT(error.message, HasSubstr("64 deep"));
  EXPECT_FALSE(parses(std::string(4000, '(')));
  EXPECT_FALSE(parses(std::string(100, '-') + "1"));
  std::string chain = "1";
  for (int i = 0; i < 200; ++i) chain += " + 1";
  EXPECT_FALSE(parses(chain));
  std::string any = "${a} = 1";
  for (int i = 0; i < 300; ++i) any += " or ${a} = 1";
  EXPECT_TRUE(parses(any));
  EXPECT_FALSE(parses(std::string(5000, ' ') + "1"));
  EXPECT_THAT(error.message, HasSubstr("4096"));
}

// Any bytes at all: a parse or a located message, never a crash.
TEST(Expressions, RandomTextNeverCrashes) {
  const World world;
  core::SeededRandom random(3);
  const std::vector<std::string> pieces{
      "${a}", "${",       "}",   "'", "\"", "(",         ")",  ",",  " and ",     " or ",
      "not(", "=",        "<",   "!", "-",  "1.",        ".5", ".",  "selected(", "‘",
      "\xff", "\xe2\x80", "div", "$", "x",  "coalesce(", " ",  "if("};
  for (int round = 0; round < 20000; ++round) {
    std::string source;
    for (uint64_t n = random.Below(12); n > 0; --n) source += pieces[random.Below(pieces.size())];
    dialogs::ExpressionError error;
    auto parsed = dialogs::ParseExpression(source, world.scope, error);
    if (parsed) {
      static_cast<void>(dialogs::Evaluate(*parsed, world.facts));
      static_cast<void>(dialogs::EvaluateThreeValued(*parsed, world.facts));
    } else {
      EXPECT_FALSE(error.message.empty());
      static_cast<void>(dialogs::Describe(source, error));
    }
  }
}

}  // namespace
}  // namespace dialogs_test
