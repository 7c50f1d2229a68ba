// SPDX-License-Identifier: Apache-2.0
// Small steps that the option matching shares.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "locales/lexicon.h"

namespace locales {

// What says nothing about an option.
inline constexpr uint32_t kNoContent = kIsArticle | kIsPolite | kIsOptionWord;

// Takes the first word off `rest`.
inline std::u32string_view NextWord(std::u32string_view& rest) {
  const size_t end = std::min(rest.find(U' '), rest.size());
  const auto word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

inline std::vector<std::u32string_view> WordsOf(std::u32string_view key) {
  std::vector<std::u32string_view> out;
  while (!key.empty()) out.push_back(NextWord(key));
  return out;
}

// The value of a run of up to four digits, else -1.
inline int NumberOf(std::u32string_view digits) {
  if (digits.empty() || digits.size() > 4) return -1;
  int value = 0;
  for (const char32_t c : digits) {
    if (c < U'0' || c > U'9') return -1;
    value = value * 10 + static_cast<int>(c - U'0');
  }
  return value;
}

inline void Unite(std::vector<size_t>& into, const std::vector<size_t>& more) {
  for (const size_t index : more) {
    if (std::find(into.begin(), into.end(), index) == into.end()) into.push_back(index);
  }
}

}  // namespace locales
