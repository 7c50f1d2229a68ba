// SPDX-License-Identifier: Apache-2.0
// What a text says about a day, piece by piece, before anybody asks which day that is.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "locales/fold.h"
#include "locales/lexicon.h"
#include "locales/number_composer.h"

namespace locales {

inline constexpr size_t kInWords = 0;  // no digits: a day, neither a year nor one half of "5/10"

// `unknown` once something was read that belongs to no date: the rest was not looked at then.
struct Found {
  std::vector<int> numbers;     // in order
  std::vector<size_t> lengths;  // their digits
  int month = 0;
  Calendar calendar = Calendar::kGregorian;  // of the month
  int weekday = 0;
  bool also_week = false;  // the weekday's word means a week too
  int days_ago = 0;
  std::vector<DateWord> words;
  bool unknown = false;
  std::optional<Composer>
      counting;  // number words up to the token before: "twenty" of "twenty five"

  [[nodiscard]] bool Only(DateWord word) const { return words.size() == 1 && words[0] == word; }
  [[nodiscard]] bool LastWeek() const {
    return Only(DateWord::kLastWeek) || Both(DateWord::kWeeks, DateWord::kLast) ||
           Both(DateWord::kWeeks, DateWord::kAgo);
  }
  [[nodiscard]] bool Both(DateWord a, DateWord b) const {
    return words.size() == 2 &&
           ((words[0] == a && words[1] == b) || (words[0] == b && words[1] == a));
  }
};

[[nodiscard]] Found ScanDate(const Folded& text, const Words& words);

}  // namespace locales
