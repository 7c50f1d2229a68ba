// SPDX-License-Identifier: Apache-2.0
#include "locales/date.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "locales/calendars.h"
#include "locales/date_candidates.h"
#include "locales/date_scan.h"

namespace locales {
namespace {

// 1 (Monday) to 7; 1970-01-01 was a Thursday.
int WeekdayOf(core::Day day) { return ((day.number + 3) % 7 + 7) % 7 + 1; }

bool InDigits(size_t digits) { return digits == 1 || digits == 2; }

// A day of the month and perhaps a year beside a month's name.
void WithMonth(const Found& found, std::string_view country, DateCandidates* out) {
  const auto& n = found.numbers;
  const auto& digits = found.lengths;
  // West Bengal's days are not those of Bangladesh.
  if (found.calendar == Calendar::kBengali && country == "IN") return;
  const auto add = [&](int day, std::optional<int> year) {
    out->Add(day, found.month, year, found.calendar);
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
  // Ethiopia writes its own calendar in digits too; so does Nepal, whose years are none of ours.
  const bool both = country == "ET" && found.month == 0;
  if (found.month != 0) WithMonth(found, country, &out);
  if (found.month == 0 && n.size() == 2 && InDigits(digits[0]) && InDigits(digits[1]) && !both)
    out.DayAndMonth(n[0], n[1], std::nullopt);
  if (found.month == 0 && n.size() == 3) {
    const bool year_first = digits[0] == 4;
    const size_t at = year_first ? 0 : 2;
    if (digits[at] != 4 && digits[at] != 2) return {};
    for (const int year : Years(n[at], digits[at], country)) {
      const int day = year_first ? n[2] : n[0];
      if (both) out.Add(day, n[1], year, Calendar::kEthiopian);
      if (country == "NP") out.Add(day, n[1], year, Calendar::kBikramSambat);
      year_first ? out.Add(day, n[1], year) : out.DayAndMonth(n[0], n[1], year);
    }
  }
  return std::move(out).days();
}

// "5 May last year"; not where the years are others.
std::vector<core::Day> InLastYear(Found found, std::string_view country, core::Day today) {
  constexpr size_t kDigitsOfYear = 4;
  const bool other = country == "ET" || country == "NP" || found.calendar != Calendar::kGregorian;
  if (other || found.numbers.size() != 1 || found.weekday != 0) return {};
  const auto year = YearIn(found.calendar, today);
  if (!year) return {};
  found.numbers.push_back(*year - 1);
  found.lengths.push_back(kDigitsOfYear);
  return FromNumbers(found, country, today);
}

// "Friday last week". Where last week's is not the last one of that name, and where it matters
// whether weeks begin on Sunday or on Monday, two days could be meant.
std::optional<core::Day> InLastWeek(int weekday, core::Day today) {
  if (weekday < WeekdayOf(today) || weekday < 1) return std::nullopt;
  const int from_monday = weekday - WeekdayOf(today);
  const int from_sunday = weekday % 7 - WeekdayOf(today) % 7;
  return from_monday == from_sunday ? std::optional(today + (from_monday - 7)) : std::nullopt;
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
  // "Yesterday, Friday", if it was one.
  const int back = found.Only(DateWord::kYesterday)            ? 1
                   : found.Only(DateWord::kDayBeforeYesterday) ? 2
                                                               : 0;
  if (back != 0 && found.numbers.empty() && !found.also_week &&
      found.weekday == WeekdayOf(today - back))
    return today - back;
  const bool last = found.Only(DateWord::kLast) || found.Only(DateWord::kAgo);  // "jumat lalu"
  if (found.also_week) {
    const bool weeks =
        found.numbers.size() == 1 && found.numbers[0] <= 60 && found.Only(DateWord::kAgo);
    return weeks ? std::optional(today - found.numbers[0] * 7) : std::nullopt;
  }
  if (found.numbers.empty() && found.weekday != 0 && last) {
    const int days = (WeekdayOf(today) - found.weekday + 7) % 7;
    return today - (days == 0 ? 7 : days);
  }
  return std::nullopt;
}

}  // namespace

std::vector<core::Day> ReadDate(const Folded& text, const Words& words, std::string_view country,
                                core::Day today) {
  const Found found = ScanDate(text, words);
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
  if (found.month != 0 && found.Only(DateWord::kLastYear)) return InLastYear(found, country, today);
  if (found.month != 0) return {};
  const auto day = Relative(found, today);
  return day ? std::vector<core::Day>{*day} : std::vector<core::Day>();
}

}  // namespace locales
