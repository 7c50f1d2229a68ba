// SPDX-License-Identifier: Apache-2.0
#include "locales/number.h"

#include <algorithm>
#include <array>
#include <utility>

#include "locales/joined_words.h"
#include "locales/number_reader.h"

namespace locales {

NumberReading NumberReader::Read() {
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
  if (!composer_.any() && alone_ != 0) composer_.Literal(alone_, 1);
  NumberReading out;
  if (composer_.any() && !negated_ && (composer_.second() || range_ || bound_)) {
    out.kind = NumberReading::Kind::kRange;
  } else if (composer_.complete() && !unknown_ && !negated_ && (measured_ || !of_day_)) {
    out.kind = NumberReading::Kind::kValue;
    out.value = negative_ ? -composer_.value() : composer_.value();
  }
  return out;
}

// "1/2", "1/4" and "3/4" behind a whole number.
double NumberReader::SlashFraction(size_t i) const {
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

// Arabic in Latin letters writes some sounds as digits: "sa3a", "3ashra".
bool NumberReader::WordWithDigits(size_t* i) {
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

// "5555": "hahaha" in Thai. "555" is an amount more often.
bool NumberReader::Laughs(std::u32string_view digits) const {
  constexpr size_t kShortest = 4;
  return words_.local != nullptr && !words_.local->laughs_with.empty() &&
         digits.size() >= kShortest &&
         digits.find_first_not_of(words_.local->laughs_with) == std::u32string_view::npos;
}

void NumberReader::Digits(size_t* i) {
  if (WordWithDigits(i)) return;
  if (const double fraction = SlashFraction(*i); fraction != 0) {
    composer_.Fraction(fraction, true);
    *i += 3;
    return;
  }
  if (SkipRate(i)) return;
  if (separated_ || behind_ != Behind::kNumber) StartAnew(after_and_);
  behind_ = Behind::kNumber;
  bound_ = bound_ || std::exchange(every_, false);
  const size_t digits = text_.tokens[*i].length;
  unknown_ = unknown_ || Laughs(text_.Text(text_.tokens[*i]));
  const auto value = ReadLiteral(text_, marks_, i);
  if (value) composer_.Literal(*value, digits);
  unknown_ = unknown_ || !value || clock_ || IsNoAmount(digits, value.value_or(0));
  clock_ = false;
  if (Is(*i, Token::Kind::kWord) && text_.Text(text_.tokens[*i]) == U"k") {
    const bool suffix = words_.local != nullptr && words_.local->CountsWith(U"k");
    unknown_ = unknown_ || suffix || value.value_or(0) >= 1000;
    composer_.Thousand();
    ++*i;
  }
}

void NumberReader::Word(size_t* i) {
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
    bool counts = false;
    const Part* part = words_.FindPart(text_.Span(*i, last), &counts);
    if (part == nullptr) {
      part = words_.FindAfterAnd(text_.Span(*i, last));
      after_and_ = after_and_ || part != nullptr;
    }
    if (part == nullptr && words_.IsCourtesy(text_.Span(*i, last))) {
      *i = last + 1;
      return;
    }
    if (part == nullptr) continue;
    goes_on_ = CountsOn(last + 1);
    const bool hour = part->kind == PartKind::kUnit && !composer_.any() &&
                      words_.local != nullptr && words_.local->hour_before_is_clock &&
                      words_.FindTime(text_.Span(*i, last)) == TimeWord::kHour;
    Take(*part);
    NoteTime(text_.Span(*i, last), *part);
    if (counts) behind_ = Behind::kUnit;
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
bool NumberReader::CountsOn(size_t i) const {
  if (!Is(i, Token::Kind::kWord)) return false;
  const Part* part = words_.FindPart(text_.Text(text_.tokens[i]));
  return part != nullptr && part->kind == PartKind::kNumber && !part->also_unit &&
         (part->value == 10 || part->value >= 100);
}

void NumberReader::TakeNumber(const Part& part, bool joined) {
  if (part.also_unit && composer_.any() && !joined && !goes_on_) {
    if (composer_.CanFollow(part.value)) composer_.StartsAnew();  // "trăm năm": 105 or 100 years
    behind_ = Behind::kUnit;
    return;
  }
  const bool fraction = part.value > 0 && part.value < 1;  // "two hours and a half"
  const bool anew =
      behind_ == Behind::kUnit || (behind_ == Behind::kWord && !Composer::IsScale(part.value));
  if (anew && !fraction) StartAnew(joined);
  behind_ = Behind::kNumber;
  if (fraction) {
    if (joined && unit_ && !composer_.any()) composer_.Literal(1, 1);  // "hora y media"
    composer_.Fraction(part.value, joined);
  } else {
    composer_.Word(part.value, part.grammar, joined);
  }
}

// "thirty one days" where "one day" is a phrase of its own. Alone such a phrase is the number.
bool NumberReader::TakeCounted(const Part& part, bool joined) {
  if (part.value == 0 || behind_ != Behind::kNumber) return false;
  if (!composer_.any()) alone_ = part.value;
  if (composer_.MightContinue(part.value)) composer_.StartsAnew();
  if (!composer_.Continues(part.value)) return false;
  composer_.Word(part.value, part.grammar, joined);
  behind_ = Behind::kUnit;
  return true;
}

// "ชั่วโมงครึ่ง", "一天半": one and a half of what was named.
void NumberReader::TakeHalfAfter() {
  if (!composer_.any() && (unit_ || alone_ != 0)) composer_.Literal(alone_ != 0 ? alone_ : 1, 1);
  composer_.HalfAfter();
}

// A second number; "1 day 10 hours" is a rate, whose first one says nothing.
void NumberReader::StartAnew(bool joined) {
  if (rate_of_ && !separated_ && !joined && !composer_.second()) {
    composer_ = Composer();
    restarted_of_ = rate_of_;
  } else {
    composer_.StartsAnew();
  }
  rate_of_.reset();
}

// "12 hours 1 day", "200 nghìn 1 ngày": what stands behind tells per what.
bool NumberReader::SkipRate(size_t* i) {
  const size_t next = *i + 1;
  const bool one = text_.Text(text_.tokens[*i]) == U"1" && composer_.any() && !composer_.second();
  if (!one || separated_ || after_and_ || range_ || period_ || !Is(next, Token::Kind::kWord))
    return false;
  const auto unit = text_.Text(text_.tokens[next]);
  const Part* part = words_.FindPart(unit);
  if (part == nullptr || part->kind != PartKind::kUnit || !PeriodOf(unit)) return false;
  *i = next + 1;
  Leave(Behind::kUnit);
  return true;
}

// The day, week or month that a unit is, with what is written together with it ("günde").
std::optional<DateWord> NumberReader::PeriodOf(std::u32string_view unit) const {
  constexpr DateWord kPeriods[] = {DateWord::kDays, DateWord::kWeeks, DateWord::kMonthBefore,
                                   DateWord::kMonthAfter};
  for (size_t size = unit.size(); size > 0; --size) {
    const DatePart* date = words_.FindDate(unit.substr(0, size));
    if (date == nullptr || (size < 3 && size < unit.size())) continue;
    if (date->also_week) return DateWord::kWeeks;
    const auto* period = std::find(std::begin(kPeriods), std::end(kPeriods), date->word);
    return period == std::end(kPeriods) ? std::nullopt : std::optional(*period);
  }
  return std::nullopt;
}

// What a unit or filler says about time.
void NumberReader::NoteTime(std::u32string_view phrase, const Part& part) {
  if (part.kind != PartKind::kUnit && part.kind != PartKind::kFiller) return;
  const auto time = words_.FindTime(phrase);
  const bool of_day = time && *time != TimeWord::kHour && *time != TimeWord::kHalfPast;
  of_day_ = of_day_ || of_day;
  if (part.kind != PartKind::kUnit) return;
  const bool clock = time && words_.local != nullptr && words_.local->times_from_six;
  measured_ = measured_ || !(of_day || clock);
  const auto period = PeriodOf(phrase);
  unknown_ = unknown_ || (period && period == restarted_of_);  // "1 day 2 days"
  period_ = period_ || (composer_.any() && period.has_value());
  const bool one = composer_.any() && composer_.value() == 1;
  rate_of_ = one ? period : std::nullopt;
}

void NumberReader::Take(const Part& part) {
  const bool joined = after_and_;
  after_and_ = false;
  const bool often = std::exchange(every_, part.kind == PartKind::kEvery);
  bound_ =
      bound_ || (often && (part.kind == PartKind::kNumber || part.kind == PartKind::kHalfBefore));
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
      TakeHalfAfter();
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
    case PartKind::kEvery:
    case PartKind::kFiller:
      if (TakeCounted(part, joined)) break;
      after_and_ = joined;  // "and a half"
      Leave(Behind::kWord);
      break;
    case PartKind::kUnit:
      unit_ = true;
      if (TakeCounted(part, joined)) break;
      Leave(Behind::kUnit);
      break;
    case PartKind::kAbout:
      Leave(Behind::kUnit);
      break;
  }
}

NumberReading ReadNumber(const Folded& text, const Words& words, const Marks& marks) {
  const auto known = [&](std::u32string_view piece) {
    return words.FindPart(piece) != nullptr || words.IsCourtesy(piece);
  };
  return NumberReader(CutWords(text, PiecesOf(words, known)), words, marks).Read();
}

}  // namespace locales
