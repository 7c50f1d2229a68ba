// SPDX-License-Identifier: Apache-2.0
// What is wrong with a survey, for programs: of which kind, where, and in an expression exactly
// what. Survey::Parse says the same in words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/expressions/flaw.h"

namespace dialogs {

enum class ProblemKind : uint8_t {
  kStructure,    // a key, a kind of value, a bound: nothing more is known of it
  kExpression,   // SurveyProblem::flaw says what
  kUnknownName,  // a text shows a question that is not there
  kTooMany,      // rows or choices
  kTextMissing,  // in one language
  kTextLong,
  kTextEcho,  // a text would repeat what is private
  kChoiceTwice,
  kLabelTwice,
  kRole,
  kCircle,
  kParameter,
};

struct SurveyProblem {
  std::string path;  // "questions[3].relevant"; "" for the whole
  ProblemKind kind = ProblemKind::kStructure;
  std::string words;       // empty for an expression
  std::string expression;  // of which `flaw` speaks
  ExpressionError flaw{};
  std::string mended{};  // the expression as it would be taken; "" where that is not sure
};

// Every problem for which Survey::Parse refuses `json`; none if it takes it.
[[nodiscard]] std::vector<SurveyProblem> FindProblems(std::string_view json);

}  // namespace dialogs
