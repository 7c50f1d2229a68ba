// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "locales/fold.h"
#include "locales/lexicon.h"

namespace locales {

// How numbers are punctuated where the worker lives.
struct Marks {
  char32_t decimal = U'.';
  char32_t group = U',';     // U' ' for the spaces of French
  char32_t other_group = 0;  // of the language elsewhere: the dot of Portuguese in Mozambique
};
[[nodiscard]] Marks MarksFor(std::string_view language, std::string_view country);

struct NumberReading {
  enum class Kind : uint8_t {
    kNone,  // no number, or something beside it that may change its meaning
    kValue,
    kRange,  // two numbers or "more than 10"
  } kind = Kind::kNone;
  double value = 0;
};

// One number in the text: digits, words, or both ("2 and a half", "5k", "৳12,500", "about 10
// hours").
[[nodiscard]] NumberReading ReadNumber(const Folded& text, const Words& words, const Marks& marks);

// Digits with grouping and decimal marks from token `*at` on, which is kDigits; moves *at behind
// them. nullopt if the marks could mean two numbers, or if it is no quantity (a phone number, a
// date).
[[nodiscard]] std::optional<double> ReadLiteral(const Folded& text, const Marks& marks, size_t* at);

}  // namespace locales
