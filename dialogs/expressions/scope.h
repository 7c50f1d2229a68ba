// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/survey.h"

namespace dialogs {

// What an expression may know of a question.
struct QuestionInfo {
  std::string name;
  QuestionType type = QuestionType::kNote;
  std::vector<std::string> values;  // of its options, in order; stable while the survey lives
};

// The names that one expression may use.
struct Scope {
  const std::vector<QuestionInfo>* questions = nullptr;
  const std::map<std::string, uint16_t, std::less<>>* index =
      nullptr;  // name -> position in `questions`
  // Only questions before this one may be named (a relevance that asks about a later question is
  // never true).
  size_t before = SIZE_MAX;
  std::optional<uint16_t> self;  // what '.' is, where it means anything (constraints)
};

// The known name nearest to `name`, if it is near enough to be meant; "" otherwise.
[[nodiscard]] std::string NearestName(const Scope& scope, std::string_view name);

}  // namespace dialogs
