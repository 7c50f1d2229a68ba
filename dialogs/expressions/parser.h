// SPDX-License-Identifier: Apache-2.0
// The expression language of surveys: the part of XPath 1.0 that XLSForm authors use
// (docs/survey-format.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialogs/expressions/ast.h"
#include "dialogs/expressions/lexer.h"
#include "dialogs/expressions/scope.h"

namespace dialogs {

inline constexpr size_t kMaxExpressionBytes = 4096;
inline constexpr size_t kMaxExpressionDepth = 64;

// Parses, resolves every name and checks what can be checked before a worker answers. nullopt fills
// `error`.
[[nodiscard]] std::optional<Expression> ParseExpression(std::string_view source, const Scope& scope,
                                                        ExpressionError& error);
// `source` with `error` and all that stands behind it mended, so that ParseExpression() takes it;
// "" where that is not sure.
[[nodiscard]] std::string MendedIn(const Scope& scope, std::string_view source,
                                   ExpressionError error);

}  // namespace dialogs
