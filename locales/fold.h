// SPDX-License-Identifier: Apache-2.0
// Text reduced to what matters for comparing answers: case, accents, width, apostrophes and
// invisible characters are gone, digits of every script are ASCII. Both sides of a comparison are
// folded, so no language is special here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace locales {

// Vulgar fractions survive folding as these; NFKC alone would turn "2½" into "21/2".
inline constexpr char32_t kUnknownSymbol = 0xE000;
inline constexpr char32_t kHalf = 0xE001;
inline constexpr char32_t kQuarter = 0xE002;
inline constexpr char32_t kThreeQuarters = 0xE003;

// Longer answers to anything but a free text are not understood, and longer labels are compared by
// their beginning.
inline constexpr size_t kMaxFoldBytes = 600;
// Nor is an answer of more words, digits and marks than this: it bounds the work per answer.
inline constexpr size_t kMaxTokens = 40;

struct Token {
  enum class Kind : uint8_t { kWord, kDigits, kEmoji, kSymbol };
  Kind kind = Kind::kSymbol;
  bool glued = false;  // nothing between it and the token before
  uint32_t begin = 0;  // kWord and kDigits: its place in Folded::key
  uint32_t length = 0;
  char32_t symbol = 0;  // kEmoji and kSymbol

  bool operator==(const Token&) const = default;
};

struct Folded {
  std::u32string key;  // words and runs of digits with one space between them; nothing else
  std::vector<Token> tokens;

  bool operator==(const Folded&) const = default;
  [[nodiscard]] std::u32string_view Text(const Token& token) const {
    return std::u32string_view(key).substr(token.begin, token.length);
  }
  // The words and digits of tokens [first, last], as they stand in the key.
  [[nodiscard]] std::u32string_view Span(size_t first, size_t last) const;
  [[nodiscard]] bool Has(char32_t symbol) const;
  // Tokens [first, last) as a text of their own.
  [[nodiscard]] Folded Slice(size_t first, size_t last) const;
  void Append(const Token& token, std::u32string_view text);
};

[[nodiscard]] Folded Fold(std::string_view utf8);
[[nodiscard]] std::u32string FoldKey(std::string_view utf8);

// FoldKey for what comes back with every answer, labels of a survey and the office's name:
// remembered per thread, in bounded memory. Not for what workers write.
[[nodiscard]] std::u32string FoldLabel(const std::string& label);

// A letter of a script that writes without spaces: Thai, Lao, Khmer, Burmese, Chinese. A space
// between two of them says nothing, so folding drops it.
[[nodiscard]] bool IsDense(char32_t c);
// A Chinese character: one is a word.
[[nodiscard]] inline bool IsHan(char32_t c) { return c >= 0x3007 && IsDense(c); }
[[nodiscard]] inline bool WritesWithoutSpaces(std::u32string_view key) {
  return !key.empty() && IsDense(key[0]);
}

// A mark that ends or divides sentences, of any of our scripts; not the comma of a list, nor "?".
[[nodiscard]] bool IsSentenceMark(char32_t c);

// Whether a character stands three times or more in a row, and "yesss" -> "yes".
[[nodiscard]] bool HasRuns(std::u32string_view key);
[[nodiscard]] std::u32string CollapseRuns(std::u32string_view key);

}  // namespace locales
