// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace authoring {

// What authors write into expressions for the sake of other form tools, and what it means: null and
// 'NaN' for an empty answer, jr:itext(...) for a label in the worker's language.
struct Respelling {
  std::string_view rule, message;
  size_t at = 0;  // bytes of the expression as typed
  size_t length = 0;
};
struct Respelled {
  std::string text;
  std::vector<Respelling> why;  // empty: nothing was changed
};
// `nan_is_a_choice`: some list has a choice of that name, so it means itself.
[[nodiscard]] Respelled Respell(const std::string& typed, bool nan_is_a_choice);

// The comparison with the literal at `position`, made what it always is where no such choice
// exists: `${q} = 'x'` and `selected(${q}, 'x')` become false(), `!=` becomes true(). "" if it is
// of another shape.
[[nodiscard]] std::string WithoutComparison(const std::string& expression, size_t position);

}  // namespace authoring
