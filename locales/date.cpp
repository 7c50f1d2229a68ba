// SPDX-License-Identifier: Apache-2.0
#include "locales/date.h"

#include <algorithm>
#include <optional>

#include "locales/joined_words.h"
#include "locales/option_words.h"

namespace locales {
namespace {

enum class Order : uint8_t { kDayMonth, kMonthDay, kUnknown };

// CLDR 42, short date formats of the countries' main languages.
Order OrderOf(std::string_view country) {
  static constexpr std::string_view kMonthFirst[] = {"US", "PH", "FM", "PW", "MH", "GU",
                                                     "AS", "MP", "PR", "UM", "VI", "CN",
                                                     "JP", "KR", "TW", "HU", "MN", "IR"};
  if (country.empty() || country == "CA") return Order::kUnknown;
  return std::find(std::begin(kMonthFirst), std::end(kMonthFirst), country) != std::end(kMonthFirst)
             ? Order::kMonthDay
             : Order::kDayMonth;
}

std::optional<core::Day> MakeDay(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (month < 1 || day < 1 || year < 1900 || year > 2100 || !date.ok()) return std::nullopt;
  return core::Day{static_cast<int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
}

int YearOf(core::Day day) {
  return static_cast<int>(
      std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day.number))).year());
}

// 1 (Monday) to 7; 1970-01-01 was a Thursday.
int WeekdayOf(core::Day day) { return ((day.number + 3) % 7 + 7) % 7 + 1; }

// What was found in the text.
struct Found {
  std::vector<int> numbers;     // in order
  std::vector<size_t> lengths;  // their digits
  int month = 0;
  bool ethiopian = false;  // the month is one of that calendar
  int weekday = 0;
  std::vector<DateWord> words;
  bool unknown = false;

  [[nodiscard]] bool Only(DateWord word) const { return words.size() == 1 && words[0] == word; }
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
    const bool digits = number < text.tokens.size() && text.tokens[number].kind == Token::Kind::kDigits;
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

void TakeWord(const Folded& text, const Words& words, size_t* i, Found* found) {
  // Words with nothing but spaces and hyphens between them ("avant-hier").
  std::vector<size_t> run;
  for (size_t at = *i; IsWord(text, at) && run.size() < words.LongestDate(); ++at) {
    run.push_back(at);
    const bool hyphen = at + 1 < text.tokens.size() && text.tokens[at + 1].glued &&
                        text.tokens[at + 1].symbol == U'-';
    if (hyphen) ++at;
  }
  for (; !run.empty(); run.pop_back()) {
    const size_t last = run.back();
    const auto phrase = text.Span(*i, last);
    if (const DatePart* part = words.FindDate(phrase)) {
      if (part->kind == DatePart::Kind::kMonth || part->kind == DatePart::Kind::kEthiopianMonth) {
        found->unknown = found->month != 0;
        found->month = part->number;
        found->ethiopian = part->kind == DatePart::Kind::kEthiopianMonth;
      }
      if (part->kind == DatePart::Kind::kWeekday) found->weekday = part->number;
      const bool mark =
          part->word == DateWord::kMonthBefore || part->word == DateWord::kMonthAfter;
      if (part->kind == DatePart::Kind::kWord && part->word != DateWord::kFiller && !mark)
        found->words.push_back(part->word);
      *i = last + 1;
      if (part->kind == DatePart::Kind::kWord && mark) TakeMonthMark(text, part->word, i, found);
      return;
    }
    const Part* number = words.FindPart(phrase);
    if (number != nullptr && number->kind == PartKind::kNot) break;  // Samoan "e le": two fillers that negate together
    if (number != nullptr && number->kind == PartKind::kNumber && number->value >= 1 &&
        number->value <= 31) {
      found->numbers.push_back(static_cast<int>(number->value));
      found->lengths.push_back(2);
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
    const auto part = words.local->parts.find(piece);  // without its suffix: "三天" is 三 and 天
    return part != words.local->parts.end() && part->second.kind == PartKind::kNumber;
  };
  const Folded text = CutWords(joined, words.local != nullptr ? words.local->longest_piece : 1, known);
  Found found;
  for (size_t i = 0; i < text.tokens.size() && !found.unknown;) {
    const Token& token = text.tokens[i];
    if (token.kind == Token::Kind::kWord) {
      TakeWord(text, words, &i, &found);
      continue;
    }
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
  // "the day 12 March": a unit means something only beside "ago".
  if (std::find(found.words.begin(), found.words.end(), DateWord::kAgo) == found.words.end()) {
    std::erase_if(found.words, [](DateWord word) {
      return word == DateWord::kDays || word == DateWord::kWeeks;
    });
  }
  return found;
}

// What a year as typed may be in the calendar that the date is counted in.
std::vector<int> Years(int year, size_t digits, std::string_view country) {
  if (digits == 3 || digits == 1 || digits > 4) return {};
  // Thai years count from the Buddha's death, 543 years earlier: 2569 and 69 are 2026.
  const bool thai = country == "TH";
  if (digits == 4) return {thai && year > 2400 ? year - 543 : year};
  std::vector<int> out{year + (year >= 70 ? 1900 : 2000)};
  if (thai) out.push_back(year + 2500 - 543);
  return out;
}

// From the Ethiopian calendar: twelve months of 30 days and a short one, a leap day every fourth
// year; 1 Meskerem 1 is 29 August 8 (Julian), day -716,367 of the Unix count (Dershowitz and
// Reingold, Calendrical Calculations, chapter on the Coptic and Ethiopic calendars).
std::optional<core::Day> FromEthiopian(int year, int month, int day) {
  const int days_of_13 = year % 4 == 3 ? 6 : 5;
  if (month < 1 || month > 13 || day < 1 || day > (month == 13 ? days_of_13 : 30)) return {};
  if (year < 1900 || year > 2100) return {};
  constexpr int32_t kEpoch = -716367;
  return core::Day{kEpoch + 365 * (year - 1) + year / 4 + 30 * (month - 1) + day - 1};
}

int EthiopianYearOf(core::Day day) {
  int year = YearOf(day) - 8;
  while (*FromEthiopian(year + 1, 1, 1) <= day) ++year;
  return year;
}

class Candidates {
 public:
  Candidates(std::string_view country, core::Day today) : country_(country), today_(today) {}

  void Add(int day, int month, std::optional<int> year) {
    if (year) return Keep(MakeDay(*year, month, day));
    const int this_year = YearOf(today_);
    const auto now = MakeDay(this_year, month, day);
    // 29 February exists only in some years.
    if (!now) return Keep(MakeDay(this_year - 1, month, day));
    Keep(now);
    if (*now > today_) Keep(MakeDay(this_year - 1, month, day));
  }

  void AddEthiopian(int day, int month, std::optional<int> year) {
    if (year) {  // in digits a year to come is rather one of the other calendar
      const auto given = FromEthiopian(*year, month, day);
      return given && *given > today_ + 366 ? void() : Keep(given);
    }
    const int this_year = EthiopianYearOf(today_);
    const auto now = FromEthiopian(this_year, month, day);
    Keep(now);
    if (!now || *now > today_) Keep(FromEthiopian(this_year - 1, month, day));
  }

  // Two numbers without a month's name.
  void DayAndMonth(int first, int second, std::optional<int> year) {
    const Order order = OrderOf(country_);
    if (first > 12 || second > 12)
      return first > 12 ? Add(first, second, year) : Add(second, first, year);
    if (order != Order::kMonthDay) Add(first, second, year);
    if (order != Order::kDayMonth && !(order == Order::kUnknown && first == second))
      Add(second, first, year);
  }

  [[nodiscard]] std::vector<core::Day> days() && { return std::move(days_); }

 private:
  // What lies further ahead was written in another calendar (Nepal's year 2083).
  void Keep(std::optional<core::Day> day) {
    constexpr int kMostDaysAhead = 10 * 365;
    if (day && *day <= today_ + kMostDaysAhead && std::find(days_.begin(), days_.end(), *day) == days_.end()) days_.push_back(*day);
  }
  std::string_view country_;
  core::Day today_;
  std::vector<core::Day> days_;
};

// A day of the month and perhaps a year beside a month's name.
void WithMonth(const Found& found, std::string_view country, Candidates* out) {
  const auto& n = found.numbers;
  const auto& digits = found.lengths;
  const auto add = [&](int day, std::optional<int> year) {
    found.ethiopian ? out->AddEthiopian(day, found.month, year)
                    : out->Add(day, found.month, year);
  };
  if (n.size() == 1 && digits[0] <= 2) add(n[0], std::nullopt);
  if (n.size() != 2) return;
  const size_t year = digits[0] == 4 ? 0 : 1;
  if (digits[1 - year] > 2) return;
  for (const int each : Years(n[year], digits[year], country)) add(n[1 - year], each);
}

std::vector<core::Day> FromNumbers(const Found& found, std::string_view country, core::Day today) {
  Candidates out(country, today);
  const auto& n = found.numbers;
  const auto& digits = found.lengths;
  // Ethiopia writes its own calendar in digits too.
  const bool both = country == "ET" && found.month == 0;
  if (found.month != 0) WithMonth(found, country, &out);
  if (found.month == 0 && n.size() == 2 && digits[0] <= 2 && digits[1] <= 2 && !both)
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

std::optional<core::Day> Relative(const Found& found, core::Day today) {
  const bool plain = found.numbers.empty() && found.weekday == 0;
  if (plain && found.Only(DateWord::kToday)) return today;
  if (plain && found.Only(DateWord::kYesterday)) return today - 1;
  if (plain && found.Only(DateWord::kDayBeforeYesterday)) return today - 2;
  if (plain && found.Only(DateWord::kTomorrow)) return today + 1;
  const bool counted = found.numbers.size() == 1 && found.weekday == 0 && found.numbers[0] <= 400;
  if (counted && found.Both(DateWord::kDays, DateWord::kAgo)) return today - found.numbers[0];
  if (counted && found.Both(DateWord::kWeeks, DateWord::kAgo)) return today - found.numbers[0] * 7;
  const bool last = found.Only(DateWord::kLast) || found.Only(DateWord::kAgo);  // "jumat lalu"
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
  if (found.words.empty()) {
    auto days = FromNumbers(found, country, today);
    // "Friday 20/11" counts only if that day is a Friday.
    if (found.weekday != 0)
      std::erase_if(days, [&](core::Day day) { return WeekdayOf(day) != found.weekday; });
    return days;
  }
  if (found.month != 0) return {};
  const auto day = Relative(found, today);
  return day ? std::vector<core::Day>{*day} : std::vector<core::Day>();
}

}  // namespace locales
