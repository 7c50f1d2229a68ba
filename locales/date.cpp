// SPDX-License-Identifier: Apache-2.0
#include "locales/date.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "locales/date_candidates.h"
#include "locales/joined_words.h"
#include "locales/number_composer.h"
#include "locales/option_words.h"

namespace locales {
namespace {

// 1 (Monday) to 7; 1970-01-01 was a Thursday.
int WeekdayOf(core::Day day) { return ((day.number + 3) % 7 + 7) % 7 + 1; }

constexpr size_t kInWords = 0;  // no digits: a day, neither a year nor one half of "5/10"

// What was found in the text.
struct Found {
  std::vector<int> numbers;     // in order
  std::vector<size_t> lengths;  // their digits
  int month = 0;
  bool ethiopian = false;  // the month is one of that calendar
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

bool IsDateMark(char32_t c) {
  return IsSentenceMark(c) || c == U'/' || c == U'-' || c == U',' || c == U'\n' || c == 0x2013 ||
         c == 0x060C || c == 0x1363 || c == U'(' || c == U')';
}

bool IsWord(const Folded& text, size_t i) {
  return i < text.tokens.size() && text.tokens[i].kind == Token::Kind::kWord;
}

// "3月", "tháng 3": the number beside the word "month" is the month.
void TakeMonthMark(const Folded& text, DateWord word, size_t* next, Found* found) {
  size_t number = *next;
  if (word == DateWord::kMonthBefore) {
    const bool digits =
        number < text.tokens.size() && text.tokens[number].kind == Token::Kind::kDigits;
    if (!digits) return;  // a month's name follows
    found->unknown = found->unknown || found->month != 0;
    found->month = NumberOf(text.Text(text.tokens[(*next)++]));
  } else {
    found->unknown = found->unknown || found->numbers.empty() || found->month != 0;
    if (found->unknown) return;
    found->month = found->numbers.back();
    found->numbers.pop_back();
    found->lengths.pop_back();
  }
  found->unknown = found->unknown || found->month < 1 || found->month > 12;
}

void TakeDatePart(const DatePart& part, Found* found) {
  switch (part.kind) {
    case DatePart::Kind::kMonth:
    case DatePart::Kind::kEthiopianMonth:
      found->unknown = found->month != 0;
      found->month = part.number;
      found->ethiopian = part.kind == DatePart::Kind::kEthiopianMonth;
      return;
    case DatePart::Kind::kWeekday:
      if (part.also_week && found->weekday != 0) {  // "jumat minggu lalu"
        found->words.push_back(DateWord::kWeeks);
        return;
      }
      found->weekday = part.number;
      found->also_week = part.also_week;
      return;
    case DatePart::Kind::kDaysAgo:
      found->unknown = found->days_ago != 0;
      found->days_ago = part.number;
      return;
    case DatePart::Kind::kWord:
      break;
  }
  const bool mark = part.word == DateWord::kMonthBefore || part.word == DateWord::kMonthAfter;
  if (part.word != DateWord::kFiller && !mark) found->words.push_back(part.word);
}

// "2 weeks ago" where "Ago" is August too: behind a unit it is the English word.
const DatePart* DatePartOf(std::u32string_view phrase, const Words& words, const Found& found) {
  const DatePart* part = words.FindDate(phrase);
  const bool counts = !found.words.empty() && (found.words.back() == DateWord::kDays ||
                                               found.words.back() == DateWord::kWeeks);
  if (part == nullptr || part->kind != DatePart::Kind::kMonth || !counts ||
      words.english == nullptr)
    return part;
  const DatePart* english = words.english->dates.Find(phrase);
  return english != nullptr && english->word == DateWord::kAgo ? english : part;
}

// "twenty five", "twenty fifth": one number while it goes on, else the next one.
void TakeNumberWord(double value, uint8_t grammar, std::optional<Composer> before, Found* found) {
  constexpr double kMost = 31;
  if (before) {
    before->Word(value, grammar, false);
    if (!before->second() && before->value() <= kMost) {
      found->numbers.back() = static_cast<int>(before->value());
      found->counting = before;
      return;
    }
  }
  found->counting.emplace().Word(value, grammar, false);
  found->numbers.push_back(static_cast<int>(value));
  found->lengths.push_back(kInWords);
}

void TakeWord(const Folded& text, const Words& words, size_t* i, Found* found) {
  const auto counting = std::exchange(found->counting, std::nullopt);
  // Words with nothing but spaces, hyphens and dots between them ("avant-hier", "พ.ย.").
  std::vector<size_t> run;
  const auto goes_on = [&](size_t at) {
    const bool digits = at > *i && words.HaveDigits() && at < text.tokens.size() &&
                        text.tokens[at].kind == Token::Kind::kDigits;  // Vietnamese "thứ 6"
    return IsWord(text, at) || digits;
  };
  for (size_t at = *i; goes_on(at) && run.size() < words.LongestDate(); ++at) {
    run.push_back(at);
    const bool mark = at + 1 < text.tokens.size() && text.tokens[at + 1].glued &&
                      (text.tokens[at + 1].symbol == U'-' || text.tokens[at + 1].symbol == U'.');
    if (mark) ++at;
  }
  for (; !run.empty(); run.pop_back()) {
    const size_t last = run.back();
    const auto phrase = text.Span(*i, last);
    if (const DatePart* part = DatePartOf(phrase, words, *found)) {
      TakeDatePart(*part, found);
      *i = last + 1;
      const bool mark = part->word == DateWord::kMonthBefore || part->word == DateWord::kMonthAfter;
      if (mark) TakeMonthMark(text, part->word, i, found);
      return;
    }
    if (const auto ordinal = words.Ordinal(phrase); ordinal && *ordinal >= 1 && *ordinal <= 31) {
      TakeNumberWord(*ordinal, 0, counting, found);
      *i = last + 1;
      return;
    }
    const Part* number = words.FindPart(phrase);
    if (number != nullptr && number->kind == PartKind::kNot)
      break;  // Samoan "e le": two fillers that negate together
    if (number != nullptr && number->kind == PartKind::kNumber && number->value >= 1 &&
        number->value <= 31) {
      TakeNumberWord(number->value, number->grammar, counting, found);
      *i = last + 1;
      return;
    }
    if (number != nullptr && number->kind == PartKind::kAnd && counting) {  // "treinta y uno"
      found->counting = counting;
      *i = last + 1;
      return;
    }
  }
  found->unknown = true;
  ++*i;
}

Found Scan(const Folded& joined, const Words& words) {
  const auto known = [&](std::u32string_view piece) {
    if (words.FindDate(piece) != nullptr || words.local == nullptr) return true;
    const Part* part = words.local->parts.Find(piece);  // without its suffix: "三天" is 三 and 天
    return part != nullptr && part->kind == PartKind::kNumber;
  };
  const Folded text =
      CutWords(joined, words.local != nullptr ? words.local->longest_piece : 1, known);
  Found found;
  for (size_t i = 0; i < text.tokens.size() && !found.unknown;) {
    const Token& token = text.tokens[i];
    if (token.kind == Token::Kind::kWord) {
      TakeWord(text, words, &i, &found);
      continue;
    }
    if (token.symbol != U'-') found.counting.reset();  // "vingt-trois"
    if (token.kind == Token::Kind::kDigits) {
      const int value = NumberOf(text.Text(token));  // -1: longer than a year
      found.unknown = value < 0;
      found.numbers.push_back(value);
      found.lengths.push_back(token.length);
    } else if (token.kind == Token::Kind::kSymbol && !IsDateMark(token.symbol)) {
      found.unknown = true;
    }
    ++i;
  }
  // "the day 12 March": the day means something only beside "ago".
  if (std::find(found.words.begin(), found.words.end(), DateWord::kAgo) == found.words.end())
    std::erase(found.words, DateWord::kDays);
  // "ago" may stand on both sides of what it counts.
  const auto ago = std::find(found.words.begin(), found.words.end(), DateWord::kAgo);
  if (ago != found.words.end())
    found.words.erase(std::remove(ago + 1, found.words.end(), DateWord::kAgo), found.words.end());
  return found;
}

bool InDigits(size_t digits) { return digits == 1 || digits == 2; }

// A day of the month and perhaps a year beside a month's name.
void WithMonth(const Found& found, std::string_view country, DateCandidates* out) {
  const auto& n = found.numbers;
  const auto& digits = found.lengths;
  const auto add = [&](int day, std::optional<int> year) {
    found.ethiopian ? out->AddEthiopian(day, found.month, year) : out->Add(day, found.month, year);
  };
  if (n.size() == 1 && digits[0] <= 2) add(n[0], std::nullopt);
  if (n.size() != 2) return;
  const size_t year = digits[0] == 4 ? 0 : 1;
  if (digits[1 - year] > 2 || digits[year] == kInWords) return;
  for (const int each : Years(n[year], digits[year], country)) add(n[1 - year], each);
}

std::vector<core::Day> FromNumbers(const Found& found, std::string_view country, core::Day today) {
  DateCandidates out(country, today);
  const auto& n = found.numbers;
  const auto& digits = found.lengths;
  // Ethiopia writes its own calendar in digits too.
  const bool both = country == "ET" && found.month == 0;
  if (found.month != 0) WithMonth(found, country, &out);
  if (found.month == 0 && n.size() == 2 && InDigits(digits[0]) && InDigits(digits[1]) && !both)
    out.DayAndMonth(n[0], n[1], std::nullopt);
  if (found.month == 0 && n.size() == 3) {
    const bool year_first = digits[0] == 4;
    const size_t at = year_first ? 0 : 2;
    if (digits[at] != 4 && digits[at] != 2) return {};
    for (const int year : Years(n[at], digits[at], country)) {
      if (both) out.AddEthiopian(year_first ? n[2] : n[0], n[1], year);
      year_first ? out.Add(n[2], n[1], year) : out.DayAndMonth(n[0], n[1], year);
    }
  }
  return std::move(out).days();
}

// "Friday last week". Where last week's is not the last one of that name, and for a Sunday, on
// which weeks begin in some countries, two days could be meant.
std::optional<core::Day> InLastWeek(int weekday, core::Day today) {
  if (weekday < WeekdayOf(today) || weekday < 1 || weekday > 6) return std::nullopt;
  return today - WeekdayOf(today) - 7 + weekday;
}

std::optional<core::Day> Relative(const Found& found, core::Day today) {
  const bool alone = found.numbers.empty() && found.weekday == 0;
  const bool plain = alone && found.days_ago == 0;
  if (plain && found.Only(DateWord::kToday)) return today;
  if (plain && found.Only(DateWord::kYesterday)) return today - 1;
  if (plain && found.Only(DateWord::kDayBeforeYesterday)) return today - 2;
  if (plain && found.Only(DateWord::kTomorrow)) return today + 1;
  if (alone && found.days_ago != 0 && found.words.empty()) return today - found.days_ago;
  if (found.days_ago != 0) return std::nullopt;
  const bool counted = found.numbers.size() == 1 && found.weekday == 0 && found.numbers[0] <= 400;
  if (counted && found.Both(DateWord::kDays, DateWord::kAgo)) return today - found.numbers[0];
  if (counted && found.Both(DateWord::kWeeks, DateWord::kAgo)) return today - found.numbers[0] * 7;
  if (found.numbers.empty() && !found.also_week && found.LastWeek())
    return InLastWeek(found.weekday, today);
  const core::Day yesterday = today - 1;
  if (found.numbers.empty() && found.Only(DateWord::kYesterday) && !found.also_week &&
      found.weekday == WeekdayOf(yesterday))
    return yesterday;
  const bool last = found.Only(DateWord::kLast) || found.Only(DateWord::kAgo);  // "jumat lalu"
  if (found.also_week) {
    const bool weeks =
        found.numbers.size() == 1 && found.numbers[0] <= 60 && found.Only(DateWord::kAgo);
    return weeks ? std::optional(today - found.numbers[0] * 7) : std::nullopt;
  }
  if (found.numbers.empty() && found.weekday != 0 && last) {
    const int back = (WeekdayOf(today) - found.weekday + 7) % 7;
    return today - (back == 0 ? 7 : back);
  }
  return std::nullopt;
}

}  // namespace

std::vector<core::Day> ReadDate(const Folded& text, const Words& words, std::string_view country,
                                core::Day today) {
  const Found found = Scan(text, words);
  if (found.unknown || found.numbers.size() > 3) return {};
  if (found.words.empty() && found.days_ago == 0) {
    auto days = FromNumbers(found, country, today);
    // "Friday 20/11" counts only if that day is a Friday.
    if (found.weekday != 0)
      std::erase_if(days, [&](core::Day day) { return WeekdayOf(day) != found.weekday; });
    return days;
  }
  if (found.month != 0 &&
      found.Only(DateWord::kLast)) {  // "last 5 November", Filipino "noong Nobyembre 5"
    auto days = FromNumbers(found, country, today);
    std::erase_if(days, [&](core::Day day) {
      return day > today || (found.weekday != 0 && WeekdayOf(day) != found.weekday);
    });
    return days;
  }
  if (found.month != 0) return {};
  const auto day = Relative(found, today);
  return day ? std::vector<core::Day>{*day} : std::vector<core::Day>();
}

}  // namespace locales
