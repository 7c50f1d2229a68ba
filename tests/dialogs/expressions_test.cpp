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

// A small form: questions of every type, and a repeat "kids" with "age", "kname" (coded) and
// "toys".
struct World {
  dialogs::SurveyTree tree;
  std::vector<Answer> answers;
  dialogs::Rounds rounds;
  core::Seed seed{};
  dialogs::Facts facts;
  dialogs::Scope scope;

  void Add(std::string name, QuestionType type, std::vector<std::string> values = {},
           uint16_t container = 0, uint16_t repeat = dialogs::kNoIndex) {
    dialogs::QuestionInfo info;
    info.name = std::move(name);
    info.type = type;
    info.values = std::move(values);
    info.container = container;
    info.repeat = repeat;
    tree.index[info.name] = static_cast<uint16_t>(tree.infos.size());
    tree.infos.push_back(std::move(info));
  }
  static Answer Number(double number) {
    Answer answer;
    answer.kind = Answer::Kind::kNumber;
    answer.number = number;
    return answer;
  }
  static Answer Text(std::string text) {
    Answer answer;
    answer.kind = Answer::Kind::kText;
    answer.text = std::move(text);
    return answer;
  }
  static Answer Values(std::vector<uint16_t> values) {
    Answer answer;
    answer.kind = Answer::Kind::kValues;
    answer.values = std::move(values);
    return answer;
  }
  Answer& At(const char* name, uint16_t round = 0) {
    return answers[dialogs::SlotOf(tree, rounds, {tree.index.find(name)->second, round})];
  }
  static dialogs::Choice District(std::string value, std::string region, std::string label) {
    dialogs::Choice choice;
    choice.value = std::move(value);
    choice.label = {std::move(label)};
    choice.attributes = {{"region", std::move(region)}};
    return choice;
  }

  World() {
    tree.form = "world";
    Add("a", QuestionType::kInteger);
    Add("b", QuestionType::kInteger);
    Add("one", QuestionType::kSelectOne, {"x", "y"});
    Add("many", QuestionType::kSelectMultiple, {"p", "q", "r"});
    Add("when", QuestionType::kDate);
    Add("words", QuestionType::kText);
    Add("unone", QuestionType::kSelectOne, {"x", "y"});
    Add("unmany", QuestionType::kSelectMultiple, {"p", "q"});
    Add("memo", QuestionType::kNote);
    Add("h", QuestionType::kHidden);
    Add("at", QuestionType::kDateTime);
    tree.containers.push_back({"kids", 0, 0, true});
    tree.containers.push_back({"home", 0, dialogs::kNoIndex, false});
    Add("age", QuestionType::kInteger, {}, 1, 0);
    Add("sex", QuestionType::kSelectOne, {"f", "m"}, 1, 0);
    tree.repeats.push_back({1, 11, 13});
    Add("rooms", QuestionType::kInteger, {}, 2);
    Add("district", QuestionType::kSelectOne, {"d1", "d2", "d3"});
    dialogs::ChoiceList list;
    list.choices = {District("d1", "north", "Dee One"), District("d2", "south", "Dee Two"),
                    District("d3", "north", "Dee Three")};
    tree.lists.push_back(std::move(list));
    tree.list_names["districts"] = 0;
    tree.infos.back().list = 0;
    rounds.counts = {3};
    rounds.blocks = {{0, 1}, {0, 2}};
    answers.resize(dialogs::SlotCount(tree, rounds));
    At("a") = Number(5);
    At("one") = Values({0});
    At("many") = Values({0, 2});
    At("when").kind = Answer::Kind::kDay;
    At("when").day = *core::DayFromText("2024-02-29");
    At("words").kind = Answer::Kind::kWords;
    At("words").words_chars = 12;
    At("unmany").kind = Answer::Kind::kRefused;
    At("h") = Text("abc");
    At("at") = Text("2024-02-29T12:00");
    At("age", 0) = Number(4);
    At("age", 1) = Number(17);
    At("sex", 0) = Values({0});
    At("sex", 1) = Values({1});
    At("sex", 2) = Values({0});
    At("rooms") = Number(2);
    At("district") = Values({1});
    facts.tree = &tree;
    facts.answers = &answers;
    facts.today = *core::DayFromText("2024-03-01");
    facts.now = core::Timestamp{1709289000000};  // 2024-03-01T10:30:00Z
    facts.rounds = &rounds;
    facts.language_tag = "en";
    facts.seed = &seed;
    scope.tree = &tree;
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
    dialogs::Scope scope = world.scope;
    dialogs::Facts facts = world.facts;
    if (auto round = row.Find("in_round")) {  // stands in the repeat, in this round
      scope.container = 1;
      facts.round = static_cast<uint16_t>(round->Integer());
    }
    if (row.Find("filter")) {  // a choice_filter, for the choice d2
      scope.list = 0;
      facts.choice = &world.tree.lists[0].choices[1];
    }
    auto parsed = dialogs::ParseExpression(source, scope, error);
    if (auto wanted = row.Find("error")) {
      EXPECT_FALSE(parsed);
      EXPECT_THAT(dialogs::Describe(source, error), HasSubstr(wanted->String()));
      continue;
    }
    ASSERT_TRUE(parsed) << dialogs::Describe(source, error);
    if (auto wanted = row.Find("is")) {
      EXPECT_EQ(dialogs::ToText(dialogs::Evaluate(*parsed, facts)), wanted->String());
    }
    if (auto wanted = row.Find("true")) {
      EXPECT_EQ(dialogs::IsTrue(*parsed, facts), wanted->Bool());
    }
    if (auto wanted = row.Find("three")) {
      EXPECT_EQ(Name(dialogs::EvaluateThreeValued(*parsed, facts)), wanted->String());
    }
    if (auto wanted = row.Find("half_open")) {
      EXPECT_EQ(dialogs::IsHalfOpen(*parsed, facts), wanted->Bool());
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
  auto pattern = dialogs::ParseExpression("regex(., '[A-Z][0-9]+')", world.scope, error);
  ASSERT_TRUE(pattern);
  world.facts.words = "A12";
  EXPECT_TRUE(dialogs::IsTrue(*pattern, world.facts));
  world.facts.words = "A12 b";
  EXPECT_FALSE(dialogs::IsTrue(*pattern, world.facts));
  world.scope.self = 2;
  world.facts.self = &world.answers[2];
  auto choice = dialogs::ParseExpression(". = 'x'", world.scope, error);
  ASSERT_TRUE(choice);
  EXPECT_TRUE(dialogs::IsTrue(*choice, world.facts));
}

TEST(Expressions, WhatIsNotRelevantReadsAsEmpty) {
  World world;
  std::vector<uint8_t> relevant(world.answers.size(), 1);
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
  EXPECT_THAT(dialogs::Words(error), HasSubstr("is not asked before this"));
}

TEST(Expressions, BudgetsHold) {
  const World world;
  dialogs::ExpressionError error;
  auto parses = [&](const std::string& source) {
    return dialogs::ParseExpression(source, world.scope, error).has_value();
  };
  EXPECT_TRUE(parses(std::string(60, '(') + "1" + std::string(60, ')')));
  EXPECT_FALSE(parses(std::string(65, '(') + "1" + std::string(65, ')')));
  EXPECT_THAT(dialogs::Words(error), HasSubstr("64 deep"));
  EXPECT_FALSE(parses(std::string(4000, '(')));
  EXPECT_FALSE(parses(std::string(100, '-') + "1"));
  std::string chain = "1";
  for (int i = 0; i < 200; ++i) chain += " + 1";
  EXPECT_FALSE(parses(chain));
  std::string any = "${a} = 1";
  for (int i = 0; i < 300; ++i) any += " or ${a} = 1";
  EXPECT_TRUE(parses(any));
  std::string nested;
  for (int i = 0; i < 70; ++i) nested += "count(${kids}[";
  EXPECT_FALSE(parses(nested));
  EXPECT_FALSE(parses(std::string(5000, ' ') + "1"));
  EXPECT_THAT(dialogs::Words(error), HasSubstr("4096"));
}

// A predicate over a long list inside a predicate over it: cut off, not waited for.
TEST(Expressions, StepsAreCounted) {
  World world;
  world.tree.lists[0].choices.resize(5000, World::District("d9", "far", "Far"));
  dialogs::ExpressionError error;
  auto e = dialogs::ParseExpression(
      "count(instance('districts')/root/item[count(instance('districts')/root/item[region = "
      "'far']) > 1])",
      world.scope, error);
  ASSERT_TRUE(e) << dialogs::Words(error);
  EXPECT_EQ(dialogs::ToText(dialogs::Evaluate(*e, world.facts)), "");
  EXPECT_FALSE(dialogs::IsTrue(*e, world.facts));
}

TEST(Expressions, ChanceStaysTheSameForOneConversation) {
  World world;
  dialogs::ExpressionError error;
  auto random = dialogs::ParseExpression("random()", world.scope, error);
  auto two = dialogs::ParseExpression("random() = random()", world.scope, error);
  auto uuid = dialogs::ParseExpression("uuid()", world.scope, error);
  ASSERT_TRUE(random && two && uuid);
  const double first = dialogs::Evaluate(*random, world.facts).number;
  EXPECT_EQ(dialogs::Evaluate(*random, world.facts).number, first);
  EXPECT_GE(first, 0);
  EXPECT_LT(first, 1);
  EXPECT_FALSE(dialogs::IsTrue(*two, world.facts));
  world.facts.round = 1;
  EXPECT_NE(dialogs::Evaluate(*random, world.facts).number, first);
  world.facts.round = 0;
  world.seed[0] = 1;
  EXPECT_NE(dialogs::Evaluate(*random, world.facts).number, first);
  EXPECT_EQ(dialogs::ToText(dialogs::Evaluate(*uuid, world.facts)).size(), 36u);
}

// Any bytes at all: a parse or a located message, never a crash.
TEST(Expressions, RandomTextNeverCrashes) {
  const World world;
  core::SeededRandom random(3);
  const std::vector<std::string> pieces{
      "${kids}",    "[",         "]",      "/",          "..",
      "../age",     "age",       "count(", "position()", "instance('districts')",
      "/root/item", "/data/",    "kids",   "${a}",       "${",
      "}",          "'",         "\"",     "(",          ")",
      ",",          " and ",     " or ",   "not(",       "=",
      "<",          "!",         "-",      "1.",         ".5",
      ".",          "selected(", "‘",      "\xff",       "\xe2\x80",
      "div",        "$",         "x",      "coalesce(",  " ",
      "if("};
  for (int round = 0; round < 20000; ++round) {
    std::string source;
    for (uint64_t n = random.Below(12); n > 0; --n) source += pieces[random.Below(pieces.size())];
    dialogs::ExpressionError error;
    auto parsed = dialogs::ParseExpression(source, world.scope, error);
    if (parsed) {
      static_cast<void>(dialogs::Evaluate(*parsed, world.facts));
      static_cast<void>(dialogs::EvaluateThreeValued(*parsed, world.facts));
    } else {
      EXPECT_FALSE(dialogs::Words(error).empty());
      static_cast<void>(dialogs::Describe(source, error));
    }
  }
}

// Whatever can be wrong has words, and none asks for more names than it can be given.
TEST(Flaws, AllHaveWords) {
  for (int i = 1; i <= static_cast<int>(dialogs::kLastFlaw); ++i) {
    dialogs::ExpressionError error{
        0, 1, static_cast<dialogs::Flaw>(i), {"one", "two", "three", "four"}, ""};
    const std::string words = dialogs::Words(error);
    EXPECT_FALSE(words.empty()) << i;
    EXPECT_EQ(words.find("{}"), std::string::npos) << words;
    EXPECT_EQ(dialogs::Suggestion(error), "");
    error.near = "near";
    EXPECT_THAT(dialogs::Describe("x", error), HasSubstr("did you mean "));
  }
}

TEST(Flaws, MendEveryOtherSpellingToo) {
  const World world;
  dialogs::ExpressionError error;
  const auto mended = [&](std::string_view source) {
    EXPECT_FALSE(dialogs::ParseExpression(source, world.scope, error)) << source;
    return dialogs::Mended(source, error);
  };
  EXPECT_EQ(mended("${a} == 1 AND ${a} <> 2 OR ${a} &gt;= 3"),
            "${a} = 1 and ${a} != 2 or ${a} >= 3");
  EXPECT_EQ(mended("${a} = 1 AND ${a} = 'AND'"), "${a} = 1 and ${a} = 'AND'");
  EXPECT_EQ(mended("${A} = 1"), "${a} = 1");
  EXPECT_EQ(mended("${a}/${a}"), "${a} div ${a}");
  EXPECT_EQ(mended("${a} > 1,5"), "${a} > 1.5");
  EXPECT_EQ(mended("selected(${many} 'p')"), "selected(${many}, 'p')");
  EXPECT_EQ(mended("${one} = x"), "${one} = 'x'");
  EXPECT_EQ(mended("$ {a} > 1 and $a > 2"), "${a} > 1 and ${a} > 2");
  EXPECT_EQ(mended("a > 1"), "${a} > 1");
  EXPECT_EQ(mended("${now} > 1"), "now() > 1");
  EXPECT_EQ(mended("not ${a}"), "");
  EXPECT_EQ(mended("${nothing_like_it} = 1"), "");
  EXPECT_EQ(mended("!${a}"), "");
}

}  // namespace
}  // namespace dialogs_test
