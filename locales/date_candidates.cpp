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

void DateCandidates::Add(int day, int month, std::optional<int> year, Calendar calendar) {
  if (year) {
    const auto given = DayIn(calendar, *year, month, day);
    // In digits a year to come of another calendar is rather one of ours.
    const bool ours = calendar == Calendar::kGregorian;
    return given && !ours && *given > today_ + 366 ? void() : Keep(given);
  }
  const auto this_year = YearIn(calendar, today_);
  if (!this_year) return;
  const auto now = DayIn(calendar, *this_year, month, day);
  Keep(now);
  // 29 February exists only in some years.
  if (!now || *now > today_) Keep(DayIn(calendar, *this_year - 1, month, day));
}

void DateCandidates::DayAndMonth(int first, int second, std::optional<int> year) {
  const Order order = OrderOf(country_);
  if (first > 12 || second > 12)
    return first > 12 ? Add(first, second, year) : Add(second, first, year);
  if (order != Order::kMonthDay) Add(first, second, year);
  if (order != Order::kDayMonth && !(order == Order::kUnknown && first == second))
    Add(second, first, year);
}

// What lies further ahead was written in another calendar.
void DateCandidates::Keep(std::optional<core::Day> day) {
  constexpr int kMostDaysAhead = 10 * 365;
  if (day && *day <= today_ + kMostDaysAhead &&
      std::find(days_.begin(), days_.end(), *day) == days_.end())
    days_.push_back(*day);
}

}  // namespace locales
