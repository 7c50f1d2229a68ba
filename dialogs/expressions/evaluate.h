// SPDX-License-Identifier: Apache-2.0
// Two ways to evaluate one language. XPath's, for relevance and constraints: what was not answered
// is an empty text. Three-valued (Kleene), for triage: not answered, refused and "don't know" are
// unknown, and unknown never fires.
#pragma once

#include <cstdint>
#include <vector>

#include "core/random.h"
#include "dialogs/expressions/ast.h"
#include "dialogs/expressions/scope.h"
#include "dialogs/expressions/value.h"
#include "dialogs/rounds.h"
#include "dialogs/session.h"

namespace dialogs {

// What is known when an expression is evaluated.
struct Facts {
  const SurveyTree* tree = nullptr;
  const std::vector<Answer>* answers = nullptr;  // by slot (dialogs/rounds.h)
  const std::vector<uint8_t>* relevant =
      nullptr;                   // by slot; nullptr: all are. What is not relevant reads as empty.
  const Answer* self = nullptr;  // what '.' is
  core::Day today;               // where the worker is
  const Rounds* rounds = nullptr;  // nullptr: no repeat has begun
  uint16_t round = 0;              // of the repeat that the expression stands in
  const Choice* choice = nullptr;  // whose columns a choice_filter reads
  std::string_view words;          // of '.', while they are in memory: at receipt
  core::Timestamp now;
  int offset_minutes = 0;            // of the worker's clock to UTC
  size_t language = 0;               // index into the survey's languages
  std::string_view language_tag;     // BCP 47
  const core::Seed* seed = nullptr;  // of random() and uuid()
};

enum class Truth : uint8_t { kFalse, kTrue, kUnknown };

[[nodiscard]] Value Evaluate(const Expression& expression, const Facts& facts);
[[nodiscard]] bool IsTrue(const Expression& expression, const Facts& facts);
[[nodiscard]] Truth EvaluateThreeValued(const Expression& expression, const Facts& facts);
// True if `expression` is unknown while at least one part of its outermost `and` is true: a gate
// that stands half open.
[[nodiscard]] bool IsHalfOpen(const Expression& expression, const Facts& facts);

// The coded form of an answer, as expressions and stored responses see it: "yes", "3", "a c",
// "2026-11-21"; "" for none.
[[nodiscard]] std::string CodedValue(const QuestionInfo& question, const Answer& answer);

}  // namespace dialogs
