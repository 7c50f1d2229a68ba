// SPDX-License-Identifier: Apache-2.0
// Reading canonical JSON in two passes: first the structure, then every expression, when all names
// are known.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "dialogs/compiled.h"
#include "dialogs/problems.h"

namespace dialogs {

struct PendingExpression {
  std::string path;
  std::function<Expression&(CompiledSurvey&)> at;  // its `source` is filled
  Scope where;                                     // without the tree
};

struct Reading {
  CompiledSurvey& out;
  core::Problems& problems;
  std::vector<std::string> question_paths{};  // for messages
  std::vector<std::string> condition_paths{};
  std::vector<PendingExpression> pending{};
  std::set<uint16_t> offered{};  // lists that a question offers: their labels were compared
  // By position in `problems`: those of which more is known than the words. Path and words stay
  // there.
  std::map<size_t, SurveyProblem> known{};

  void Report(const std::string& path, std::string what,
              ProblemKind kind = ProblemKind::kStructure) {
    if (kind != ProblemKind::kStructure) known[problems.size()].kind = kind;
    problems.push_back({path, std::move(what)});
  }
  void Report(const std::string& path, const std::string& expression, const ExpressionError& flaw,
              std::string mended) {
    known[problems.size()] = {"",   ProblemKind::kExpression, "", expression,
                              flaw, std::move(mended)};
    problems.push_back({path, Describe(expression, flaw)});
  }
  // Registers a survey's expression; an absent one stays empty.
  bool Defer(core::ObjectReader& reader, std::string_view key, bool required, Scope where,
             std::function<Expression&(CompiledSurvey&)> at);
};

// A text per language of the survey; every language must be there. An optional one that is absent
// gives empty texts.
[[nodiscard]] Texts ReadTexts(Reading& reading, core::ObjectReader& reader, std::string_view key,
                              bool required);
// Letters, digits, '_', '-', '.'; begins with a letter or '_'; at most 64.
[[nodiscard]] bool IsSurveyName(std::string_view name);
[[nodiscard]] bool HasPlaceholder(const Texts& texts);
// The names between ${ and } in a text.
[[nodiscard]] std::vector<std::string> Echoed(std::string_view text);

void ReadNamedLists(Reading& reading, core::ObjectReader& survey);
// Adds the catalog's "other" to a list: a list of its own.
[[nodiscard]] uint16_t WithOther(Reading& reading, uint16_t list);
// The list that a question names, or its own inline one.
[[nodiscard]] std::optional<uint16_t> ReadQuestionChoices(Reading& reading,
                                                          core::ObjectReader& question);
void ReadQuestions(Reading& reading, core::ObjectReader& survey);
void ReadEnds(Reading& reading, core::ObjectReader& survey);
void ReadTriage(Reading& reading, core::ObjectReader& survey);
// "panic" and "secret_word": what the worker can do when somebody else holds the phone. After the
// questions.
void ReadControl(Reading& reading, core::ObjectReader& survey);
void CompileExpressions(Reading& reading);
// The order in which conditions, filters and calculations are computed; a circle is a problem that
// names every row of it.
void OrderComputations(Reading& reading);
// What can only be said when everything is read: the order of consent, values that roles need.
void CheckRoles(Reading& reading);

}  // namespace dialogs
