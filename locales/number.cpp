// SPDX-License-Identifier: Apache-2.0
#include "locales/number.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "locales/joined_words.h"
#include "locales/number_composer.h"

namespace locales {
namespace {

// Walks the tokens once; every token must be accounted for, or the number is not taken.
class NumberReader {
 public:
  NumberReader(Folded text, const Words& words, const Marks& marks)
      : text_(std::move(text)), words_(words), marks_(marks) {}

  NumberReading Read() {
    for (size_t i = 0; i < text_.tokens.size();) {
      switch (text_.tokens[i].kind) {
        case Token::Kind::kDigits:
          Digits(&i);
          break;
        case Token::Kind::kWord:
          Word(&i);
          break;
        case Token::Kind::kSymbol:
          Symbol(i++);
          break;
        case Token::Kind::kEmoji:
          Emoji(text_.tokens[i++].symbol);
          break;
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
    if (!composer_.any() || !Is(i, Token::Kind::kDigits) || !IsSymbol(i + 1, U'/') ||
        !Is(i + 2, Token::Kind::kDigits))
      return 0;
    if (Is(i + 3, Token::Kind::kSymbol) && text_.tokens[i + 3].glued) return 0;
    const auto above = text_.Text(text_.tokens[i]);
    const auto below = text_.Text(text_.tokens[i + 2]);
    if (above == U"1" && below == U"2") return 0.5;
    if (below == U"4" && (above == U"1" || above == U"3")) return above == U"1" ? 0.25 : 0.75;
    return 0;
  }

  // Ten digits in a row, or nine that are no round sum, are a phone number or an id.
  static bool IsNoAmount(size_t digits, double value) {
    return digits >= 10 || (digits == 9 && std::fmod(value, 1000) != 0);
  }

  // Arabic in Latin letters writes some sounds as digits: "sa3a", "3ashra".
  bool WordWithDigits(size_t* i) {
    if (!words_.HaveDigits()) return false;
    size_t last = *i;
    bool mixed = false;
    while (last + 1 < text_.tokens.size() && text_.tokens[last + 1].glued &&
           (Is(last + 1, Token::Kind::kWord) || Is(last + 1, Token::Kind::kDigits))) {
      ++last;
      mixed = true;
    }
    const Part* part = mixed ? words_.FindPart(text_.Span(*i, last)) : nullptr;
    if (part == nullptr) return false;
    Take(*part);
    *i = last + 1;
    return true;
  }

  void Digits(size_t* i) {
    if (WordWithDigits(i)) return;
    if (const double fraction = SlashFraction(*i); fraction != 0) {
      composer_.Fraction(fraction, true);
      *i += 3;
      return;
    }
    if (separated_) composer_.StartsAnew();
    const size_t digits = text_.tokens[*i].length;
    const auto value = ReadLiteral(text_, marks_, i);
    if (value) composer_.Literal(*value, digits);
    unknown_ = unknown_ || !value || clock_ || IsNoAmount(digits, value.value_or(0));
    clock_ = false;
    if (Is(*i, Token::Kind::kWord) && text_.Text(text_.tokens[*i]) == U"k") {
      composer_.Thousand();
      ++*i;
    }
  }

  void Word(size_t* i) {
    if (WordWithDigits(i)) return;
    // Words with nothing but spaces and hyphens between them may form one phrase
    // ("quatre-vingt-dix").
    std::array<size_t, kMaxTokens> run{};
    size_t count = 0;
    for (size_t at = *i;
         Is(at, Token::Kind::kWord) && count < std::min(words_.LongestPart(), run.size()); ++at) {
      run[count++] = at;
      if (IsSymbol(at + 1, U'-') && text_.tokens[at + 1].glued) ++at;
    }
    for (; count > 0; --count) {
      const size_t last = run[count - 1];
      const Part* part = words_.FindPart(text_.Span(*i, last));
      if (part == nullptr) {
        part = words_.FindAfterAnd(text_.Span(*i, last));
        after_and_ = after_and_ || part != nullptr;
      }
      if (part == nullptr) continue;
      goes_on_ = CountsOn(last + 1);
      const bool hour = part->kind == PartKind::kUnit && !composer_.any() && words_.local != nullptr &&
                        words_.local->hour_before_is_clock &&
                        words_.FindTime(text_.Span(*i, last)) == TimeWord::kHour;
      Take(*part);
      clock_ = hour;
      goes_on_ = false;
      *i = last + 1;
      return;
    }
    const auto pieces = CutNumber(text_.Text(text_.tokens[(*i)++]), words_);
    unknown_ = unknown_ || pieces.empty();
    for (const Part& part : pieces) Take(part);
  }

  // "năm trăm": what stands before a hundred is no unit.
  [[nodiscard]] bool CountsOn(size_t i) const {
    if (!Is(i, Token::Kind::kWord)) return false;
    const Part* part = words_.FindPart(text_.Text(text_.tokens[i]));
    return part != nullptr && part->kind == PartKind::kNumber && !part->also_unit &&
           (part->value == 10 || part->value >= 100);
  }

  void TakeNumber(const Part& part, bool joined) {
    if (part.also_unit && composer_.any() && !joined && !goes_on_) {
      if (composer_.CanFollow(part.value)) composer_.StartsAnew();  // "trăm năm": 105 or 100 years
      return;
    }
    if (part.value > 0 && part.value < 1) {
      if (joined && unit_ && !composer_.any()) composer_.Literal(1, 1);  // "hora y media"
      composer_.Fraction(part.value, joined);
    } else {
      composer_.Word(part.value, part.grammar, joined);
    }
  }

  void Take(const Part& part) {
    const bool joined = after_and_;
    after_and_ = false;
    unknown_ = unknown_ || (clock_ && part.kind == PartKind::kNumber);
    clock_ = false;
    if (part.kind == PartKind::kNumber && separated_) composer_.StartsAnew();
    switch (part.kind) {
      case PartKind::kNumber:
        TakeNumber(part, joined);
        break;
      case PartKind::kHalfBefore:
        composer_.Pending(part.value);
        break;
      case PartKind::kHalfAfter:
        composer_.HalfAfter(part.grammar);
        break;
      case PartKind::kPoint:
        composer_.Point();
        break;
      case PartKind::kNot:
        negated_ = true;
        break;
      case PartKind::kRange:
      case PartKind::kOr:
        range_ = true;
        break;
      case PartKind::kBound:
        bound_ = true;
        break;
      case PartKind::kAnd:
        after_and_ = true;
        break;
      case PartKind::kFiller:
        after_and_ = joined;
        break;  // "and a half"
      case PartKind::kUnit:
        unit_ = true;
        break;
      case PartKind::kAbout:
        break;
    }
  }

  void Symbol(size_t i) {
    const char32_t symbol = text_.tokens[i].symbol;
    switch (symbol) {
      case U'-':
      case 0x2212:
      case 0x2013:
      case 0x2014:
      case 0x2010:
      case 0x2011:
        return Dash(i);
      case U'<':
      case U'>':
      case 0x2264:
      case 0x2265:
        bound_ = true;
        return;
      case kHalf:
        return composer_.Fraction(0.5, true);
      case kQuarter:
        return composer_.Fraction(0.25, true);
      case kThreeQuarters:
        return composer_.Fraction(0.75, true);
      case U'+':
        bound_ = bound_ || i > 0;
        unknown_ = unknown_ || (i == 0 && !Is(1, Token::Kind::kDigits));
        return;
      case U'~':
      case 0x2248:  // "~10", but "8~10"
        if (composer_.any()) range_ = true;
        return;
      case U'/':
        if (!EndsPrice(i)) range_ = true;
        return;
      case U'=':
        if (i == 0 || !EndsPrice(i - 1)) unknown_ = true;
        return;
      case U'.':
      case U',':
      case U';':
      case U'\n':
      case 0x060C:
      case 0x1363:
        return Separator(i);
      case U'!':
      case U'(':
      case U')':
      case U'"':
      case 0x201C:
      case 0x201D:
      case 0xAB:
      case 0xBB:
      case U'#':
        return;
      default:
        if (IsSentenceMark(symbol)) return Separator(i);
        if (u_charType(static_cast<UChar32>(symbol)) != U_CURRENCY_SYMBOL || currency_)
          unknown_ = true;
        currency_ = true;
    }
  }

  // ".5" is a fraction; "twenty, five" are two numbers.
  void Separator(size_t i) {
    if (!composer_.any() && Is(i + 1, Token::Kind::kDigits) && text_.tokens[i + 1].glued)
      unknown_ = true;
    separated_ = composer_.any();
  }

  // "500/-" and "500/=" are how rupees and shillings are written.
  [[nodiscard]] bool EndsPrice(size_t i) const {
    return IsSymbol(i, U'/') && i + 2 == text_.tokens.size() &&
           (IsSymbol(i + 1, U'-') || IsSymbol(i + 1, U'='));
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
  bool clock_ = false;      // "jam" stands before: what follows is a time of day
  bool unit_ = false;
  bool goes_on_ = false;    // a scale follows the word being taken
  bool separated_ = false;  // by a comma or the like from the number before
};

}  // namespace

NumberReading ReadNumber(const Folded& text, const Words& words, const Marks& marks) {
  const auto known = [&](std::u32string_view piece) { return words.FindPart(piece) != nullptr; };
  const size_t longest = words.local != nullptr ? words.local->longest_piece : 1;
  return NumberReader(CutWords(text, longest, known), words, marks).Read();
}

}  // namespace locales
