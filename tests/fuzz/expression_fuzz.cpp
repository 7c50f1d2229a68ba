// SPDX-License-Identifier: Apache-2.0
// Any text as an expression over a survey that has everything: parsed, checked and, if it may
// stand, evaluated both ways; wherever an expression may stand. What cannot stand is mended, and
// read as other tools' forms mean it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "authoring/xlsform/respell.h"
#include "dialogs/calculator.h"
#include "dialogs/compiled.h"
#include "dialogs/expressions/evaluate.h"
#include "dialogs/expressions/parser.h"
#include "locales/catalog.h"

namespace {

constexpr std::string_view kAnswers =
    R"({"region": "north", "district": "n1", "job": "cook", "pay": 900, "happy": 4, "starts": "08:30", "tools": ["cook", "clean"],
        "kid_count": 2, "kids": [{"age": 7, "school": "yes"}, {"age": 9, "school": "no"}], "place": "S-17"})";

struct World {
  World() {
    std::ifstream file(std::string(DWBOT_SOURCE_DIR) + "/tests/dialogs/survey_more.json");
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    catalogs = locales::Catalogs::Load().value();
    survey = dialogs::Survey::Parse(json).value();
    deployment.catalogs = &catalogs;
    deployment.country = "WS";
    deployment.time_zone = "Pacific/Apia";
    std::vector<std::string> ignored;
    const auto answers = core::JsonDocument::Parse(kAnswers).value();
    calculator.emplace(dialogs::Calculator::Make(survey, deployment, answers.root(),
                                                 {core::Timestamp{1795381200000}, "en"}, ignored)
                           .value());
  }
  locales::Catalogs catalogs;
  std::shared_ptr<const dialogs::Survey> survey;
  dialogs::Deployment deployment;
  std::optional<dialogs::Calculator> calculator;
};

const World& TheWorld() {
  static const World* const world = new World;
  return *world;
}

void Anywhere(const World& world, std::string_view text) {
  const dialogs::CompiledSurvey& tree = world.survey->compiled();
  const std::vector<dialogs::Answer> none(tree.questions.size());
  const dialogs::Answer self;
  for (uint16_t q = 0; q < tree.questions.size(); ++q) {
    dialogs::Scope scope{
        &tree, q, q, tree.infos[q].container, std::nullopt, tree.questions[q].list};
    dialogs::ExpressionError error;
    const auto parsed = dialogs::ParseExpression(text, scope, error);
    if (!parsed) {
      static_cast<void>(dialogs::Describe(text, error));
      static_cast<void>(dialogs::Mended(text, error));
      static_cast<void>(authoring::WithoutComparison(std::string(text), error.position));
      continue;
    }
    dialogs::Facts facts;
    facts.tree = &tree;
    facts.answers = &none;
    facts.self = &self;
    facts.language_tag = "en";
    if (tree.questions[q].list && !tree.lists[*tree.questions[q].list].choices.empty())
      facts.choice = &tree.lists[*tree.questions[q].list].choices[0];
    static_cast<void>(dialogs::IsTrue(*parsed, facts));
    static_cast<void>(dialogs::EvaluateThreeValued(*parsed, facts));
    static_cast<void>(dialogs::IsHalfOpen(*parsed, facts));
  }
}

}  // namespace

// Reading all catalogs is no part of the first input's time.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  TheWorld();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const World* const world = &TheWorld();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(world->calculator->Evaluate(text));
  Anywhere(*world, text);
  const std::string respelled = authoring::Respell(std::string(text), false).text;
  if (respelled != text) Anywhere(*world, respelled);
  return 0;
}
