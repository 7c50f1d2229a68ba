// SPDX-License-Identifier: Apache-2.0
#include "locales/date_candidates.h"

#include <algorithm>

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

}  // namespace

std::vector<int> Years(int year, size_t digits, std::string_view country) {
  if (digits == 3 || digits == 1 || digits > 4) return {};
  // Thai years count from the Buddha's death, 543 years earlier: 2569 and 69 are 2026.
  const bool thai = country == "TH";
  if (digits == 4) return {thai && year > 2400 ? year - 543 : year};
  std::vector<int> out{year + (year >= 70 ? 1900 : 2000)};
  if (thai) out.push_back(year + 2500 - 543);
  return out;
}

void DateCandidates::Add(int day, int month, std::optional<int> year) {
  if (year) return Keep(MakeDay(*year, month, day));
  const int this_year = YearOf(today_);
  const auto now = MakeDay(this_year, month, day);
  // 29 February exists only in some years.
  if (!now) return Keep(MakeDay(this_year - 1, month, day));
  Keep(now);
  if (*now > today_) Keep(MakeDay(this_year - 1, month, day));
}

void DateCandidates::AddEthiopian(int day, int month, std::optional<int> year) {
  if (year) {  // in digits a year to come is rather one of the other calendar
    const auto given = FromEthiopian(*year, month, day);
    return given && *given > today_ + 366 ? void() : Keep(given);
  }
  const int this_year = EthiopianYearOf(today_);
  const auto now = FromEthiopian(this_year, month, day);
  Keep(now);
  if (!now || *now > today_) Keep(FromEthiopian(this_year - 1, month, day));
}

void DateCandidates::DayAndMonth(int first, int second, std::optional<int> year) {
  const Order order = OrderOf(country_);
  if (first > 12 || second > 12)
    return first > 12 ? Add(first, second, year) : Add(second, first, year);
  if (order != Order::kMonthDay) Add(first, second, year);
  if (order != Order::kDayMonth && !(order == Order::kUnknown && first == second))
    Add(second, first, year);
}

// What lies further ahead was written in another calendar (Nepal's year 2083).
void DateCandidates::Keep(std::optional<core::Day> day) {
  constexpr int kMostDaysAhead = 10 * 365;
  if (day && *day <= today_ + kMostDaysAhead &&
      std::find(days_.begin(), days_.end(), *day) == days_.end())
    days_.push_back(*day);
}

}  // namespace locales
