// SPDX-License-Identifier: Apache-2.0
#include "locales/typos.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "locales/fold.h"
#include "locales/option_words.h"

namespace locales {
namespace {

constexpr size_t kMaxWord = 40;  // longer words are compared exactly

// "दलल" for "दलाल": short, but all consonants are there.
bool IsWithoutVowelSign(std::u32string_view typed, std::u32string_view meant) {
  constexpr size_t kShortest = 3;
  if (typed.size() < kShortest || typed.size() + 1 != meant.size() || meant[0] < 0x0900 ||
      meant[0] > 0x0DFF)
    return false;
  size_t at = 0;
  while (at < typed.size() && typed[at] == meant[at]) ++at;
  const bool sign = (U_GET_GC_MASK(static_cast<UChar32>(meant[at])) & U_GC_MC_MASK) != 0;
  return sign && typed.substr(at) == meant.substr(at + 1);
}

bool WordIsTypoOf(std::u32string_view typed, std::u32string_view meant) {
  if (typed == meant) return true;
  if (typed.empty() || meant.empty() || typed[0] != meant[0]) return false;
  if (IsHan(typed[0])) return false;
  if (IsWithoutVowelSign(typed, meant)) return true;
  const size_t allowed = AllowedTypos(std::min(typed.size(), meant.size()));
  return allowed > 0 && EditDistance(typed, meant, allowed) <= allowed;
}

}  // namespace

size_t AllowedTypos(size_t length) { return length <= 3 ? 0 : (length <= 7 ? 1 : 2); }

size_t EditDistance(std::u32string_view a, std::u32string_view b, size_t limit) {
  const size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit || a.size() > kMaxWord || b.size() > kMaxWord) return limit + 1;
  using Row = std::array<size_t, kMaxWord + 1>;
  std::array<Row, 3> rows{};  // the row before last, the last one, this one
  for (size_t j = 0; j <= b.size(); ++j) rows[1][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    const Row& before_last = rows[0];
    const Row& last = rows[1];
    Row& row = rows[2];
    row[0] = i;
    size_t best = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    rows[0] = rows[1];
    rows[1] = rows[2];
  }
  return std::min(rows[1][b.size()], limit + 1);
}

bool SameButForSpaces(std::u32string_view typed, std::u32string_view meant) {
  // One letter of other scripts says more than a Latin one.
  if (typed.empty() || meant.empty() || typed[0] != meant[0]) return false;
  const size_t shortest = typed[0] >= 0x0900 ? 4 : 5;
  if (typed == meant || typed.size() < shortest) return false;
  std::u32string a(typed);
  std::u32string b(meant);
  std::erase(a, U' ');
  std::erase(b, U' ');
  return a.size() >= shortest && a == b;
}

bool IsTypoOf(std::u32string_view typed, std::u32string_view meant) {
  if (typed.empty() || meant.empty() || typed[0] != meant[0]) return false;
  const bool typed_digits = typed.find_first_of(U"0123456789") != std::u32string_view::npos;
  if (typed_digits || meant.find_first_of(U"0123456789") != std::u32string_view::npos) return false;
  const auto words = [](std::u32string_view key) {
    return std::count(key.begin(), key.end(), U' ');
  };
  if (words(typed) != words(meant)) return SameButForSpaces(typed, meant);
  while (!typed.empty() || !meant.empty()) {
    if (!WordIsTypoOf(NextWord(typed), NextWord(meant))) return false;
  }
  return true;
}

}  // namespace locales
