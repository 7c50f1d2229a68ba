// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "authoring/diagnostics.h"

namespace authoring {

// One problem that Survey::Parse found, in its own words.
struct ParseProblem {
  std::string path;  // "questions[3].relevant"; "" for the whole
  std::string message;
  size_t character = 0;  // in the expression, from 1; 0: the message is not about a part of one
  std::string part;      // the offending part
};
[[nodiscard]] std::vector<ParseProblem> SplitParseError(std::string_view message);

// Adds it at `place` (whose text is the expression, if it is about one) with a stable rule, a
// caret, and the change. `row_of` gives the row of a question's name, or 0.
void AddParseProblem(const ParseProblem& problem, Place place,
                     const std::function<uint32_t(const std::string&)>& row_of,
                     Diagnostics& diagnostics);

}  // namespace authoring
