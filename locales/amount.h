// SPDX-License-Identifier: Apache-2.0
// What says how much in an answer or in a label: "more than ten", "8 to 10 hours".
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "locales/fold.h"
#include "locales/lexicon.h"
#include "locales/number_composer.h"

namespace locales {

// Collects it, in order, with one space between.
class Amount {
 public:
  void Digits(std::u32string_view digits);
  void Number(const Part& part);
  // '>' "more than ten", '<', '-' "from 8 to 10": where the word stands, and which, does not
  // matter.
  void Bound(char32_t sign);
  void And() { joined_ = composer_.any(); }
  void Word(std::u32string_view word);
  void Unit(std::u32string_view phrase);
  void Ends() { Flush(); }

  // "> 10", "- 8 10", " at least 8". Empty if it is no amount: a number alone may be the number of
  // an option.
  [[nodiscard]] std::u32string Text();
  // "9 hours": one number, and nothing else but what it counts.
  [[nodiscard]] std::optional<double> Counted();
  [[nodiscard]] const std::vector<std::u32string>& units() const { return units_; }

 private:
  void Flush();
  void Put(std::u32string_view piece);

  std::u32string out_;
  std::u32string bounds_;
  std::vector<std::u32string> units_;
  Composer composer_;
  bool joined_ = false;
  bool valid_ = true;
  size_t numbers_ = 0;
  size_t words_ = 0;
};

// nullopt if the text has signs that belong to no amount.
[[nodiscard]] std::optional<Amount> ReadAmount(const Folded& text, const Words& words);

// What an option that is an amount goes from and to.
struct Limits {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  // Also the limit itself: whether "more than 10" leaves out the 10 is seldom meant that exactly.
  [[nodiscard]] bool Allow(double value) const { return low <= value && value <= high; }
};
// Of an Amount::Text(); nullopt if that is none.
[[nodiscard]] std::optional<Limits> LimitsOf(std::u32string_view amount);

}  // namespace locales
