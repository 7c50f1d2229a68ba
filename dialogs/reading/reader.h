// SPDX-License-Identifier: Apache-2.0
// Reading canonical JSON in two passes: first the structure, then every expression, when all names
// are known.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "dialogs/compiled.h"

namespace dialogs {

struct PendingExpression {
  std::string path;
  std::function<Expression&(CompiledSurvey&)> at;  // its `source` is filled
  size_t before = SIZE_MAX;                        // only questions before this one may be named
  std::optional<uint16_t> self;
};

struct Reading {
  CompiledSurvey& out;
  core::Problems& problems;
  std::map<std::string, uint16_t, std::less<>> lists;  // name -> index
  std::vector<PendingExpression> pending;

  void Report(const std::string& path, std::string what) {
    problems.push_back({path, std::move(what)});
  }
  // Registers a survey's expression; an absent one stays empty.
  void Defer(core::ObjectReader& reader, std::string_view key, bool required, size_t before,
             std::function<Expression&(CompiledSurvey&)> at,
             std::optional<uint16_t> self = std::nullopt);
};

// A text per language of the survey; every language must be there. An optional one that is absent
// gives empty texts.
[[nodiscard]] Texts ReadTexts(Reading& reading, core::ObjectReader& reader, std::string_view key,
                              bool required);
// Letters, digits, '_', '-', '.'; begins with a letter or '_'; at most 64.
[[nodiscard]] bool IsSurveyName(std::string_view name);
[[nodiscard]] bool HasPlaceholder(const Texts& texts);

void ReadNamedLists(Reading& reading, core::ObjectReader& survey);
// The list that a question names, or its own inline one.
[[nodiscard]] std::optional<uint16_t> ReadQuestionChoices(Reading& reading,
                                                          core::ObjectReader& question);
void ReadQuestions(Reading& reading, core::ObjectReader& survey);
void ReadEnds(Reading& reading, core::ObjectReader& survey);
void ReadTriage(Reading& reading, core::ObjectReader& survey);
void CompileExpressions(Reading& reading);
// What can only be said when everything is read: the order of consent, values that roles need.
void CheckRoles(Reading& reading);

}  // namespace dialogs
