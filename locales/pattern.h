// SPDX-License-Identifier: Apache-2.0
// An ICU MessageFormat pattern, taken apart when it is loaded. Patterns made of text and {name} are
// filled in without ICU, and so are the cases of one {name, select, ...}; the others keep their
// source for FormatCount().
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace locales {

struct PatternCase;

struct Pattern {
  struct Piece {
    std::string literal;   // comes first
    std::string argument;  // then this one's value; "" at the end
  };
  std::string source;
  std::string text;                 // the whole text when there is no argument
  std::vector<Piece> pieces;        // empty if `complex`
  std::set<std::string> arguments;  // without `chooses`
  std::string chooses;              // the argument of its select; "" if it has none
  std::vector<PatternCase> cases;   // of the select, the whole text each
  bool complex = false;             // has a plural, typed arguments or more than one select

  // The wording for a value of `chooses`: its case, else that for "other". Itself where it has no
  // select.
  [[nodiscard]] const Pattern& For(std::string_view chosen) const;
};

struct PatternCase {
  std::string value;
  Pattern pattern;
};

// kInvalid with ICU's reason and where in the pattern.
[[nodiscard]] core::Result<Pattern> CompilePattern(const std::string& source);

// A complex pattern with one number filled in. ICU is asked with `language` only if it knows that
// language; otherwise it would silently answer in the language of the host (LANG).
[[nodiscard]] std::string FormatNumber(const Pattern& pattern, const std::string& language,
                                       std::string_view name, int64_t count);

}  // namespace locales
