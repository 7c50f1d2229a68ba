// SPDX-License-Identifier: Apache-2.0
// The functions of the expression language. To add one: a Function, a row in functions.cpp, a case
// in evaluate.cpp.
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
};

[[nodiscard]] const FunctionInfo* FindFunction(std::string_view name);
// Why a function of the wider XLSForm world is not there, or which one was meant; "" if the name
// says nothing.
[[nodiscard]] std::string AdviceFor(std::string_view name);

}  // namespace dialogs
