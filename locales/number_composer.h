// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

namespace locales {

// Puts number words and digits together: "two thousand five hundred", "5 thousand", "twenty five",
// "2 and a half". A part that cannot follow the one before it starts a second number.
class Composer {
 public:
  void Literal(double value) {
    if (last_ != Last::kNothing && !(last_ == Last::kScale && value < room_)) return Second();
    Add(value, Last::kDigits, 0);
  }

  void Word(double value) {
    if (IsScale(value)) return Scale(value);
    const bool fits = (last_ == Last::kWord || last_ == Last::kScale) && value > 0 && value < room_;
    if (last_ != Last::kNothing && !fits) return Second();
    const auto whole = static_cast<int64_t>(value);
    const bool tens = whole >= 20 && whole < 100 && whole % 10 == 0;
    const double room = whole >= 100 && whole % 100 == 0 ? 100 : (tens ? 10 : 0);
    Add(value, Last::kWord, pending_half_ != 0 ? 0 : room);
  }

  // "and a half", "½": a fraction after a number, or alone.
  void Fraction(double value, bool joined) {
    if (last_ != Last::kNothing && (!joined || last_ == Last::kFraction)) return Second();
    Add(value, Last::kFraction, 0);
  }

  // The k of "5k".
  void Thousand() {
    if (last_ != Last::kDigits || total_ != 0) return Second();
    current_ *= 1000;
    last_ = Last::kWord;
  }

  // "সাড়ে": the number that follows, plus a half.
  void PendingHalf() {
    if (last_ != Last::kNothing) return Second();
    pending_half_ = 0.5;
  }

  // What comes now is a number of its own, whatever it is.
  void StartsAnew() { second_ = true; }

  [[nodiscard]] bool any() const { return last_ != Last::kNothing; }
  [[nodiscard]] bool second() const { return second_; }
  [[nodiscard]] bool complete() const { return any() && pending_half_ == 0; }
  [[nodiscard]] double value() const { return total_ + current_; }

 private:
  enum class Last : uint8_t { kNothing, kDigits, kWord, kScale, kFraction };

  static bool IsScale(double value) {
    return value == 100 || value == 1e3 || value == 1e4 || value == 1e5 || value == 1e6 ||
           value == 1e7 || value == 1e9;
  }

  void Second() { second_ = true; }

  void Add(double value, Last last, double room) {
    current_ += value + pending_half_;
    pending_half_ = 0;
    last_ = last;
    room_ = room;
  }

  void Scale(double scale) {
    // "one thousand hundred": many languages say 1,100 like this ("mil cien", "এক হাজার একশ").
    const bool alone =
        last_ == Last::kNothing || (last_ == Last::kScale && current_ == 0 && scale == 100);
    const double product = (alone ? 1 : current_) * scale;
    if (product <= 0 || (!alone && current_ >= scale) || product >= limit_ || pending_half_ != 0)
      return Second();
    current_ = product;
    if (scale >= 1000) {
      total_ += product;
      current_ = 0;
      limit_ = scale;
    }
    last_ = Last::kScale;
    room_ = scale;
  }

  double total_ = 0;
  double current_ = 0;
  double pending_half_ = 0;
  double room_ = 0;  // what is added next must be smaller
  double limit_ =
      std::numeric_limits<double>::infinity();  // what is multiplied next must stay below
  Last last_ = Last::kNothing;
  bool second_ = false;
};

}  // namespace locales
