// SPDX-License-Identifier: Apache-2.0
// The functions of the expression language. To add one: a Function, a row in functions.cpp, a case
// in call.cpp or one of its siblings.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dialogs/expressions/ast.h"

namespace dialogs {

struct FunctionInfo {
  std::string_view name;
  Function function;
  size_t min_arguments;
  size_t max_arguments;
  // From this argument on it takes paths with several answers; SIZE_MAX: none.
  size_t several_from = SIZE_MAX;
};

[[nodiscard]] const FunctionInfo* FindFunction(std::string_view name);
[[nodiscard]] const FunctionInfo& InfoOf(Function function);
// What to do instead of a function of the wider XLSForm world; "" if `name` is none.
[[nodiscard]] std::string_view AdviceFor(std::string_view name);
[[nodiscard]] std::string NearestFunction(std::string_view name);

}  // namespace dialogs
