// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/expressions/flaw.h"

namespace dialogs {

enum class TokenKind : uint8_t { kNumber, kText, kReference, kName, kSymbol, kEnd };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;  // the literal's content, the name, the symbol
  double number = 0;
  size_t position = 0;
  size_t length = 0;
};

// Curly quotes and no-break spaces, which spreadsheets make, are read as straight quotes and
// spaces. The last token is kEnd. On failure returns nullopt and fills `error`.
[[nodiscard]] std::optional<std::vector<Token>> Tokenise(std::string_view source,
                                                         ExpressionError& error);

}  // namespace dialogs
