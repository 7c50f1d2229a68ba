// SPDX-License-Identifier: Apache-2.0
#include "locales/calendars.h"

#include <chrono>
#include <iterator>
#include <string_view>

namespace locales {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

std::optional<core::Day> Gregorian(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return core::Day{static_cast<int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
}

// Twelve months of 30 days and a short one, a leap day every fourth year; 1 Meskerem 1 is 29 August
// 8 (Julian), day -716,367 of the Unix count (Dershowitz and Reingold, Calendrical Calculations,
// chapter on the Coptic and Ethiopic calendars).
std::optional<core::Day> Ethiopian(int year, int month, int day) {
  const int days_of_13 = year % 4 == 3 ? 6 : 5;
  if (month > 13 || day > (month == 13 ? days_of_13 : 30)) return std::nullopt;
  constexpr int32_t kEpoch = -716367;
  return core::Day{kEpoch + 365 * (year - 1) + year / 4 + 30 * (month - 1) + day - 1};
}

// Nepal's months follow the sun and are published year by year, so they stand in a table: how many
// days more than 29 each has. The npm packages bikram-sambat 1.8 and nepali-date-converter 3.4
// agree on these years and on none after them. A year is added at the end when both do.
constexpr int kFirstBikram = 2040;
constexpr core::Day kBikramBegins{4851};  // 1 Baisakh 2040 is 14 April 1983
constexpr std::string_view kMonths[] = {
    "223222101011", "223321101011", "232321110012", "222322011011", "223222101011", "232321101011",
    "232321110012", "222322101011", "223222101011", "232321110011", "232321110102", "222322101011",
    "223222101011", "232321110011", "232321110102", "223222101011", "223231101011", "232321110012",
    "132321110102", "223222101011", "223321101011", "232321110012", "132322010102", "223222101011",
    "223321101011", "232321110012", "222322011002", "223222101011", "223321101011", "232321110012",
    "222322011011", "223222101011", "232321101011", "232321110012", "222322101011", "223222101011",
    "232321110011", "232321110102", "222322101011", "223222101011", "232321110011", "232321110102",
    "223222101011", "223222101011"};

int BikramLength(int year, int month) {
  const auto row = static_cast<size_t>(year - kFirstBikram);
  return 29 + kMonths[row][static_cast<size_t>(month) - 1] - '0';
}

// Also of the year behind the table.
std::optional<core::Day> BeginOfBikram(int year) {
  if (year < kFirstBikram || year > kFirstBikram + static_cast<int>(std::size(kMonths)))
    return std::nullopt;
  core::Day out = kBikramBegins;
  for (int each = kFirstBikram; each < year; ++each) {
    for (int month = 1; month <= 12; ++month) out = out + BikramLength(each, month);
  }
  return out;
}

std::optional<core::Day> BikramSambat(int year, int month, int day) {
  const auto begin = BeginOfBikram(year);
  if (!begin || !BeginOfBikram(year + 1) || month > 12 || day > BikramLength(year, month))
    return std::nullopt;
  core::Day out = *begin + (day - 1);
  for (int each = 1; each < month; ++each) out = out + BikramLength(year, each);
  return out;
}

// Bangladesh since its reform of 2019: the year begins on 14 April; six months of 31 days, then of
// 30, Falgun of 29 or, in a leap year of ours, 30. (West Bengal counts otherwise.)
std::optional<core::Day> Bengali(int year, int month, int day) {
  constexpr int kReform = 1426;
  constexpr int kYearsBehind = 593;
  constexpr int kFalgun = 11;
  if (year < kReform || month > 12) return std::nullopt;
  const bool leap = std::chrono::year(year + kYearsBehind + 1).is_leap();
  const int short_by = leap ? 0 : 1;
  const int length = month <= 6 ? 31 : 30 - (month == kFalgun ? short_by : 0);
  if (day > length) return std::nullopt;
  const int before = month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
  const int missing = month > kFalgun ? short_by : 0;
  return *Gregorian(year + kYearsBehind, 4, 14) + (before - missing + day - 1);
}

}  // namespace

std::optional<core::Day> DayIn(Calendar calendar, int year, int month, int day) {
  if (month < 1 || day < 1 || year < kFirstYear - 600 || year > kLastYear) return std::nullopt;
  switch (calendar) {
    case Calendar::kEthiopian:
      return year < kFirstYear ? std::nullopt : Ethiopian(year, month, day);
    case Calendar::kBikramSambat:
      return BikramSambat(year, month, day);
    case Calendar::kBengali:
      return Bengali(year, month, day);
    case Calendar::kGregorian:
      break;
  }
  return year < kFirstYear ? std::nullopt : Gregorian(year, month, day);
}

std::optional<int> YearIn(Calendar calendar, core::Day day) {
  const auto date =
      std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day.number)));
  int year = static_cast<int>(date.year());
  if (calendar == Calendar::kGregorian) return year;
  if (calendar == Calendar::kEthiopian) year -= 8;
  if (calendar == Calendar::kBikramSambat) year += 56;
  if (calendar == Calendar::kBengali) year -= 594;
  const auto begin = [&](int of) {
    return calendar == Calendar::kBikramSambat ? BeginOfBikram(of) : DayIn(calendar, of, 1, 1);
  };
  // The year that ends in this one of ours, or the one that begins in it.
  for (const int each : {year, year + 1}) {
    const auto first = begin(each);
    const auto next = begin(each + 1);
    if (first && next && *first <= day && day < *next) return each;
  }
  return std::nullopt;
}

}  // namespace locales
