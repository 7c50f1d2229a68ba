// SPDX-License-Identifier: Apache-2.0
#include "locales/number.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <limits>

namespace locales {
namespace {

// Puts number words and digits together: "two thousand five hundred", "5 thousand", "twenty five", "2 and a half".
// A part that cannot follow the one before it starts a second number.
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
    return value == 100 || value == 1e3 || value == 1e4 || value == 1e5 || value == 1e6 || value == 1e7 || value == 1e9;
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
    const bool alone = last_ == Last::kNothing || (last_ == Last::kScale && current_ == 0 && scale == 100);
    const double product = (alone ? 1 : current_) * scale;
    if (product <= 0 || (!alone && current_ >= scale) || product >= limit_ || pending_half_ != 0) return Second();
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
  double limit_ = std::numeric_limits<double>::infinity();  // what is multiplied next must stay below
  Last last_ = Last::kNothing;
  bool second_ = false;
};

// Walks the tokens once; every token must be accounted for, or the number is not taken.
class NumberReader {
 public:
  NumberReader(const Folded& text, const Words& words, const Marks& marks) : text_(text), words_(words), marks_(marks) {}

  NumberReading Read() {
    for (size_t i = 0; i < text_.tokens.size();) {
      switch (text_.tokens[i].kind) {
        case Token::Kind::kDigits: Digits(&i); break;
        case Token::Kind::kWord: Word(&i); break;
        case Token::Kind::kSymbol: Symbol(i++); break;
        case Token::Kind::kEmoji: Emoji(text_.tokens[i++].symbol); break;
      }
    }
    NumberReading out;
    if (composer_.any() && !negated_ && (composer_.second() || range_ || bound_)) {
      out.kind = NumberReading::Kind::kRange;
    } else if (composer_.complete() && !unknown_ && !negated_) {
      out.kind = NumberReading::Kind::kValue;
      out.value = negative_ ? -composer_.value() : composer_.value();
    }
    return out;
  }

 private:
  [[nodiscard]] bool Is(size_t i, Token::Kind kind) const {
    return i < text_.tokens.size() && text_.tokens[i].kind == kind;
  }
  [[nodiscard]] bool IsSymbol(size_t i, char32_t symbol) const {
    return Is(i, Token::Kind::kSymbol) && text_.tokens[i].symbol == symbol;
  }

  // "1/2", "1/4" and "3/4" behind a whole number.
  [[nodiscard]] double SlashFraction(size_t i) const {
    if (!composer_.any() || !Is(i, Token::Kind::kDigits) || !IsSymbol(i + 1, U'/') || !Is(i + 2, Token::Kind::kDigits)) return 0;
    if (Is(i + 3, Token::Kind::kSymbol) && text_.tokens[i + 3].glued) return 0;
    const auto above = text_.Text(text_.tokens[i]);
    const auto below = text_.Text(text_.tokens[i + 2]);
    if (above == U"1" && below == U"2") return 0.5;
    if (below == U"4" && (above == U"1" || above == U"3")) return above == U"1" ? 0.25 : 0.75;
    return 0;
  }

  void Digits(size_t* i) {
    if (const double fraction = SlashFraction(*i); fraction != 0) {
      composer_.Fraction(fraction, true);
      *i += 3;
      return;
    }
    if (separated_) composer_.StartsAnew();
    if (const auto value = ReadLiteral(text_, marks_, i)) composer_.Literal(*value);
    else unknown_ = true;
    if (Is(*i, Token::Kind::kWord) && text_.Text(text_.tokens[*i]) == U"k") {
      composer_.Thousand();
      ++*i;
    }
  }

  void Word(size_t* i) {
    // Words with nothing but spaces and hyphens between them may form one phrase ("quatre-vingt-dix").
    std::array<size_t, kMaxTokens> run{};
    size_t count = 0;
    for (size_t at = *i; Is(at, Token::Kind::kWord) && count < std::min(words_.LongestPart(), run.size()); ++at) {
      run[count++] = at;
      if (IsSymbol(at + 1, U'-') && text_.tokens[at + 1].glued) ++at;
    }
    for (; count > 0; --count) {
      const size_t last = run[count - 1];
      const Part* part = words_.FindPart(text_.Span(*i, last));
      if (part == nullptr) continue;
      Take(*part);
      *i = last + 1;
      return;
    }
    unknown_ = true;
    ++*i;
  }

  void Take(const Part& part) {
    const bool joined = after_and_;
    after_and_ = false;
    if (part.kind == PartKind::kNumber && separated_) composer_.StartsAnew();
    switch (part.kind) {
      case PartKind::kNumber:
        if (part.value > 0 && part.value < 1) composer_.Fraction(part.value, joined);
        else composer_.Word(part.value);
        break;
      case PartKind::kHalfBefore: composer_.PendingHalf(); break;
      case PartKind::kNot: negated_ = true; break;
      case PartKind::kRange: range_ = true; break;
      case PartKind::kOr: range_ = true; break;
      case PartKind::kBound: bound_ = true; break;
      case PartKind::kAnd: after_and_ = true; break;
      case PartKind::kFiller: after_and_ = joined; break;  // "and a half"
      case PartKind::kAbout:
      case PartKind::kUnit: break;
    }
  }

  void Symbol(size_t i) {
    const char32_t symbol = text_.tokens[i].symbol;
    switch (symbol) {
      case U'-': case 0x2212: case 0x2013: case 0x2014: case 0x2010: case 0x2011: return Dash(i);
      case U'<': case U'>': case 0x2264: case 0x2265: bound_ = true; return;
      case kHalf: return composer_.Fraction(0.5, true);
      case kQuarter: return composer_.Fraction(0.25, true);
      case kThreeQuarters: return composer_.Fraction(0.75, true);
      case U'+':
        if (i > 0) bound_ = true;
        else if (!Is(1, Token::Kind::kDigits)) unknown_ = true;
        return;
      case U'~': case 0x2248:  // "~10", but "8~10"
        if (composer_.any()) range_ = true;
        return;
      case U'/':
        if (!EndsPrice(i)) range_ = true;
        return;
      case U'=':
        if (i == 0 || !EndsPrice(i - 1)) unknown_ = true;
        return;
      case U'.': case U',': case U';': case U'\n': case 0x060C: case 0x0964: case 0x3002: return Separator(i);
      case U'!': case U'(': case U')': case U'"': case 0x201C: case 0x201D: case 0xAB: case 0xBB: case 0x2026: case U'#': return;
      default:
        if (u_charType(static_cast<UChar32>(symbol)) != U_CURRENCY_SYMBOL || currency_) unknown_ = true;
        currency_ = true;
    }
  }

  // ".5" is a fraction; "twenty, five" are two numbers.
  void Separator(size_t i) {
    if (!composer_.any() && Is(i + 1, Token::Kind::kDigits) && text_.tokens[i + 1].glued) unknown_ = true;
    separated_ = composer_.any();
  }

  // "500/-" and "500/=" are how rupees and shillings are written.
  [[nodiscard]] bool EndsPrice(size_t i) const {
    return IsSymbol(i, U'/') && i + 2 == text_.tokens.size() && (IsSymbol(i + 1, U'-') || IsSymbol(i + 1, U'='));
  }

  void Dash(size_t i) {
    if (i > 0 && EndsPrice(i - 1)) return;
    const bool sign = Is(i + 1, Token::Kind::kDigits) && text_.tokens[i + 1].glued;
    if (!composer_.any()) {
      if (i > 0 || !sign) unknown_ = true;
      negative_ = sign;
      return;
    }
    // "twenty-five" is one number, "8-10" two; between words the composer tells them apart.
    if (!Is(i - 1, Token::Kind::kWord) || !Is(i + 1, Token::Kind::kWord)) range_ = true;
  }

  void Emoji(char32_t emoji) {
    if (emoji == 0x1F44E || emoji == 0x274C || emoji == 0x2753 || emoji == 0x2754) unknown_ = true;
  }

  const Folded& text_;
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
  bool separated_ = false;  // by a comma or the like from the number before
};

}  // namespace

NumberReading ReadNumber(const Folded& text, const Words& words, const Marks& marks) {
  return NumberReader(text, words, marks).Read();
}

}  // namespace locales
