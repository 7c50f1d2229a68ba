// SPDX-License-Identifier: Apache-2.0
// Reads one answer as a number; number.h is what others call.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "locales/number.h"
#include "locales/number_composer.h"

namespace locales {

// Walks the tokens once; every token must be accounted for, or the number is not taken.
class NumberReader {
 public:
  NumberReader(Folded text, const Words& words, const Marks& marks)
      : text_(std::move(text)), words_(words), marks_(marks) {}

  NumberReading Read();

 private:
  // What stands between the number so far and the next word.
  enum class Behind : uint8_t { kNumber, kWord, kUnit };

  [[nodiscard]] bool Is(size_t i, Token::Kind kind) const {
    return i < text_.tokens.size() && text_.tokens[i].kind == kind;
  }
  [[nodiscard]] bool IsSymbol(size_t i, char32_t symbol) const {
    return Is(i, Token::Kind::kSymbol) && text_.tokens[i].symbol == symbol;
  }

  [[nodiscard]] double SlashFraction(size_t i) const;

  // Ten digits in a row, or nine that are no round sum, are a phone number or an id.
  static bool IsNoAmount(size_t digits, double value) {
    return digits >= 10 || (digits == 9 && std::fmod(value, 1000) != 0);
  }

  [[nodiscard]] bool Laughs(std::u32string_view digits) const;
  bool WordWithDigits(size_t* i);
  void Digits(size_t* i);
  void Word(size_t* i);
  [[nodiscard]] bool CountsOn(size_t i) const;
  void TakeNumber(const Part& part, bool joined);
  bool TakeCounted(const Part& part, bool joined);
  void TakeHalfAfter();
  void StartAnew(bool joined);
  bool SkipRate(size_t* i);
  [[nodiscard]] std::optional<DateWord> PeriodOf(std::u32string_view unit) const;
  void NoteTime(std::u32string_view phrase, const Part& part);
  void Take(const Part& part);

  // "ten hours two days" are two numbers; "lima ka gatos" is one, whose scale follows a filler.
  void Leave(Behind behind) {
    if (composer_.any() && behind_ != Behind::kUnit) behind_ = behind;
  }

  void Symbol(size_t i);
  void Separator(size_t i);
  [[nodiscard]] bool EndsPrice(size_t i) const;
  [[nodiscard]] bool IsPer(size_t i) const;
  void Dash(size_t i);
  void Emoji(char32_t emoji);

  const Folded text_;
  const Words& words_;
  const Marks& marks_;
  Composer composer_;
  bool negative_ = false;
  bool range_ = false;
  bool bound_ = false;
  bool negated_ = false;
  bool unknown_ = false;
  bool currency_ = false;
  bool after_and_ = false;
  Behind behind_ = Behind::kNumber;
  double alone_ = 0;    // the number of a phrase like "one day"
  bool clock_ = false;  // "jam" stands before: what follows is a time of day
  bool every_ = false;  // "every" stands before: what follows tells how often, not how much
  bool unit_ = false;
  std::optional<DateWord> rate_of_;       // the "day" of "1 day": what follows is how much of it
  bool period_ = false;                   // days, weeks or months were counted
  std::optional<DateWord> restarted_of_;  // the same once that has begun
  bool of_day_ = false;                   // "at night": the number is a time of day, unless
  bool measured_ = false;                 // it has a unit
  bool goes_on_ = false;                  // a scale follows the word being taken
  bool separated_ = false;                // by a comma or the like from the number before
};

}  // namespace locales
