// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "locales/lexicon.h"

namespace locales {

// Puts number words and digits together: "two thousand five hundred", "5 thousand", "twenty five",
// "2 and a half", in the ways of the language (NumberGrammar). A part that cannot follow the one
// before it starts a second number.
class Composer {
 public:
  // `digits`: how many were typed, for what stands behind a "point".
  void Literal(double value, size_t digits) {
    if (point_) return Decimals(value, digits);
    if (TakesMultiplier(value)) return Multiply(value);
    const bool counted = last_ == Last::kScale || (last_ == Last::kWord && room_ >= 1000);
    if (last_ != Last::kNothing && !(counted && value < room_)) return Second();
    const bool unclear = digits == 1 && UnclearBehind();
    if (last_ == Last::kScale && short_tail_ && digits == 1) {  // "3 triệu 2": 3,200,000
      const double tail_scale = tail_scale_;
      Add(value, Last::kWord, 0);
      tail_scale_ = tail_scale;
      return;
    }
    Add(value, Last::kDigits, 0);
    tail_unclear_ = unclear;
  }

  void Word(double value, uint8_t grammar, bool joined) {
    tail_unclear_ = false;
    grammar_ |= grammar;
    if (point_) return Decimals(value, 1);
    if (IsScale(value)) return Scale(value, grammar);
    if (TakesMultiplier(value)) {
      if (!joined) return Multiply(value);
      scale_ = 0;
    }
    if (value == 0 && last_ == Last::kScale) {
      tail_scale_ = 0;  // "hundred zero five", "thousand zero hundred five"
      zero_ = true;
      return;
    }
    if (IsUnit() && value == 10 && (grammar & kTenMultiplies) != 0) {
      current_ += unit_ * 9;
      return Became(unit_ * 10, 10);
    }
    const bool tens = value >= 20 && value < 100 && static_cast<int>(value) % 10 == 0;
    if (IsUnit() && joined && tens && (grammar & kUnitsFirst) != 0) {
      current_ += value;
      return Became(unit_ + value, 0);
    }
    if (last_ != Last::kNothing && !CanFollow(value)) return Second();
    const bool tail = last_ == Last::kScale && !joined && (grammar & kShortTail) != 0;
    const double tail_scale = tail ? tail_scale_ : 0;
    const double room = pending_ != 0 ? 0 : Room(value, grammar);
    const bool unclear = value < 10 && UnclearBehind();
    Add(value, Last::kWord, room);
    tail_unclear_ = unclear;
    if (tail) tail_scale_ = tail_scale;
  }

  // "and a half", "½": a fraction after a number, or alone.
  void Fraction(double value, bool joined) {
    if (last_ != Last::kNothing && (!joined || last_ == Last::kFraction)) return Second();
    Add(value, Last::kFraction, 0);
  }

  // "rưỡi": half of what was counted just now; alone it is a half.
  void HalfAfter() {
    const bool scaled = last_ == Last::kScale;
    tail_unclear_ = false;
    if (last_ == Last::kFraction) return Second();
    Add(scaled && tail_scale_ != 0 ? tail_scale_ / 2 : 0.5, Last::kFraction, 0);
  }

  // The k of "5k".
  void Thousand() {
    if (last_ != Last::kDigits || total_ != 0) return Second();
    current_ *= 1000;
    last_ = Last::kWord;
  }

  // "সাড়ে": the number that follows, plus a half.
  void Pending(double part) {
    if (last_ != Last::kNothing) return Second();
    pending_ = part;
  }

  void Point() {
    if ((last_ != Last::kDigits && last_ != Last::kWord) || point_) return Second();
    point_ = true;
    place_ = 1;
  }

  // A hundred, a thousand, ...
  [[nodiscard]] static bool IsScale(double value) {
    double power = 100;
    while (power < value) power *= 10;
    return power == value;
  }

  // What comes now is a number of its own, whatever it is.
  void StartsAnew() { second_ = true; }

  [[nodiscard]] bool any() const { return last_ != Last::kNothing; }
  [[nodiscard]] bool second() const { return second_; }
  [[nodiscard]] bool complete() const {
    return any() && pending_ == 0 && (!point_ || place_ < 1) && !tail_unclear_ && !Shortened();
  }
  [[nodiscard]] double value() const {
    const bool tail = tail_scale_ != 0 && IsUnit();
    return total_ + current_ + (tail ? unit_ * (tail_scale_ / 10 - 1) : 0);
  }
  // Whether `value` would go on with the number so far.
  [[nodiscard]] bool CanFollow(double value) const {
    return (last_ == Last::kWord || last_ == Last::kScale) && value > 0 && value < room_;
  }

  // "thirty" and "one": one number. "Hundred" and "one" may be that, or two things.
  [[nodiscard]] bool Continues(double value) const {
    return last_ == Last::kWord && CanFollow(value);
  }
  [[nodiscard]] bool MightContinue(double value) const {
    return last_ == Last::kScale && room_ <= 100 && CanFollow(value);
  }

 private:
  // "tiga juta lima ratus", "tres millones quinientos": in writing 3,000,500, in speech 3,500,000.
  [[nodiscard]] bool Shortened() const {
    const bool millions = limit_ >= 1e6 && limit_ < std::numeric_limits<double>::infinity();
    const bool tail = tail_scale_ >= 1e6 && IsUnit();
    return millions && !tail && current_ >= 1 && current_ < 1000;
  }
  // "thousand five" in a language where that may be 1,500.
  [[nodiscard]] bool UnclearBehind() const {
    const bool counted = last_ == Last::kScale || last_ == Last::kWord;
    return (grammar_ & kUnclearTail) != 0 && counted && room_ >= 1000;
  }

  enum class Last : uint8_t { kNothing, kDigits, kWord, kScale, kFraction };

  static double Room(double value, uint8_t grammar) {
    if (value >= 1000 && static_cast<int64_t>(value) % 1000 == 0) return 1000;
    if (value >= 100 && static_cast<int64_t>(value) % 100 == 0) return 100;
    if (value == 10 && (grammar & kTenAdds) != 0) return 10;
    return value >= 20 && value < 100 && static_cast<int64_t>(value) % 10 == 0 ? 10 : 0;
  }

  void Second() { second_ = true; }
  [[nodiscard]] bool IsUnit() const { return last_ == Last::kWord && unit_ >= 1 && unit_ <= 9; }
  [[nodiscard]] bool TakesMultiplier(double value) const {
    return scale_ != 0 && value >= 1 && value < 1000;
  }

  void Became(double unit, double room) {
    unit_ = unit;
    room_ = room;
    last_ = Last::kWord;
    tail_scale_ = 0;
  }

  void Add(double value, Last last, double room) {
    current_ += value + pending_;
    pending_ = 0;
    last_ = last;
    room_ = room;
    unit_ = last == Last::kWord ? value : 0;
    tail_scale_ = 0;
    scale_ = 0;
    zero_ = false;
  }

  // "elfu mbili": the scale was counted as one so far.
  void Multiply(double value) {
    (scale_ >= 1000 ? total_ : current_) += scale_ * (value - 1);
    // "elfu kumi na mbili" is 10,002 or 12,000: nothing may follow a ten.
    room_ = value < 10 ? scale_ : 0;
    last_ = room_ != 0 ? Last::kScale : Last::kWord;
    unit_ = 0;
    scale_ = 0;
    multiplied_ = true;
  }

  void Decimals(double value, size_t digits) {
    const double most = digits == 1 ? 10 : (digits == 2 ? 100 : 1000);
    if (value < 0 || value >= most || digits > 3) return Second();
    place_ /= most;
    current_ += value * place_;
    tail_scale_ = 0;
  }

  void Scale(double scale, uint8_t grammar) {
    if (scale_ != 0) return Second();  // "elfu mia mbili": 200,000 or 1,200
    if (point_ && place_ == 1) return Second();
    point_ = false;
    if (zero_ && last_ == Last::kScale) {
      zero_ = false;
      room_ = scale;
      return;
    }
    // "one thousand hundred": many languages say 1,100 like this ("mil cien", "এক হাজার একশ").
    const bool bare = last_ == Last::kScale && current_ == 0 && (scale == 100 || multiplied_);
    const bool alone = last_ == Last::kNothing || bare;
    if (!alone && last_ == Last::kWord && CanFollow(scale)) {  // "ألفين ومية": 2,100
      current_ += scale;
      last_ = Last::kScale;
      room_ = scale;
      return;
    }
    if (last_ == Last::kScale && current_ == 0 && total_ < scale && scale > limit_) {
      total_ *= scale;  // "mil millones", "一千万"
      limit_ = scale;
      tail_scale_ = 0;
      return;
    }
    // "सवा सौ", "पौने लाख": a hundred and a quarter of it, a lakh less a quarter.
    const double quarter =
        last_ == Last::kNothing && std::abs(pending_) == 0.25 ? std::exchange(pending_, 0) : 0;
    const double product = (alone ? 1 + quarter : current_) * scale;
    if (product <= 0 || (!alone && current_ >= scale) || product >= limit_ || pending_ != 0)
      return Second();
    current_ = product;
    if (scale >= 1000) {
      total_ += product;
      current_ = 0;
      limit_ = scale;
    }
    last_ = Last::kScale;
    room_ = scale;
    unit_ = 0;
    tail_scale_ = scale;
    short_tail_ = (grammar & kShortTail) != 0;
    scale_ = alone && (grammar & kScaleFirst) != 0 ? scale : 0;
    multiplied_ = false;
  }

  double total_ = 0;
  double current_ = 0;
  double pending_ = 0;
  double unit_ = 0;        // the word added last
  double tail_scale_ = 0;  // the scale just before it
  double scale_ = 0;       // a scale that still waits for its multiplier
  double room_ = 0;        // what is added next must be smaller
  double limit_ =
      std::numeric_limits<double>::infinity();  // what is multiplied next must stay below
  double place_ = 1;
  Last last_ = Last::kNothing;
  bool point_ = false;
  bool zero_ = false;  // a zero behind a scale
  bool multiplied_ = false;
  bool short_tail_ = false;  // tail_scale_ shortens what stands behind it
  bool tail_unclear_ = false;
  uint8_t grammar_ = 0;  // of the words so far
  bool second_ = false;
};

}  // namespace locales
