// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dialogs/expressions/ast.h"
#include "dialogs/expressions/lexer.h"
#include "dialogs/expressions/scope.h"

namespace dialogs {

// Refuses what can never mean what it says: words that are sealed, options that do not exist,
// notes. Replaces comparisons of a choice with one of its options by kHasOption, which compares
// numbers. False fills `error`.
[[nodiscard]] bool CheckAndSimplify(Expression& expression, const Scope& scope,
                                    ExpressionError& error);

}  // namespace dialogs
