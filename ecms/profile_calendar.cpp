// SPDX-License-Identifier: Apache-2.0
#include "ecms/profile_calendar.h"

#include <algorithm>
#include <chrono>

#include "locales/understand.h"

namespace ecms {
namespace {

namespace chr = std::chrono;

chr::year_month_day DateOf(core::Day day) { return chr::sys_days(chr::days(day.number)); }
core::Day DayOf(chr::sys_days days) {
  return {static_cast<int32_t>(days.time_since_epoch().count())};
}
// 0 = Monday
int WeekdayOf(core::Day day) {
  return static_cast<int>(chr::weekday(chr::sys_days(chr::days(day.number))).iso_encoding()) - 1;
}

// Easter Sunday of the Gregorian calendar: the anonymous algorithm (Meeus, Astronomical Algorithms,
// chapter 8).
core::Day Easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25,
            g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4,
            l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  const chr::year_month_day date{chr::year(year), chr::month(static_cast<unsigned>(n / 31)),
                                 chr::day(static_cast<unsigned>(n % 31 + 1))};
  return DayOf(chr::sys_days(date));
}

core::Day NthWeekday(int year, const Holiday& holiday) {
  const chr::weekday weekday(static_cast<unsigned>((holiday.weekday + 1) % 7));  // 0 = Sunday
  const chr::year_month_weekday date{
      chr::year(year), chr::month(static_cast<unsigned>(holiday.month)),
      chr::weekday_indexed(weekday, static_cast<unsigned>(holiday.nth))};
  return DayOf(chr::sys_days(date)) + holiday.plus;
}

bool Falls(const Holiday& holiday, core::Day day) {
  const chr::year_month_day date = DateOf(day);
  const int year = static_cast<int>(date.year());
  switch (holiday.kind) {
    case Holiday::Kind::kYearly:
      return static_cast<unsigned>(date.month()) == static_cast<unsigned>(holiday.month) &&
             static_cast<unsigned>(date.day()) == static_cast<unsigned>(holiday.day);
    case Holiday::Kind::kEaster:
      return day == Easter(year) + holiday.easter;
    case Holiday::Kind::kWeekday:
      return day == NthWeekday(year, holiday);
    case Holiday::Kind::kDate:
      break;
  }
  return day == holiday.date;
}

}  // namespace

core::Day Calendar::LocalDay(core::Timestamp at) const {
  return locales::LocalDay(profile_.time_zone, at).value_or(core::DayOf(at));
}

core::Timestamp Calendar::StartOfLocal(core::Day day) const {
  const core::Timestamp wall = core::StartOf(day);
  auto offset_at = [&](core::Timestamp at) {
    return core::Millis(chr::minutes(locales::OffsetMinutes(profile_.time_zone, at).value_or(0)));
  };
  // The offset that holds there then; a second look settles days on which clocks change.
  return wall - offset_at(wall - offset_at(wall));
}

bool Calendar::IsHoliday(core::Day day) const {
  return std::any_of(profile_.holidays.begin(), profile_.holidays.end(),
                     [&](const Holiday& one) { return Falls(one, day); });
}

bool Calendar::IsWorkingDay(core::Day day) const {
  return profile_.works.at(static_cast<size_t>(WeekdayOf(day))) && !IsHoliday(day);
}

core::Timestamp Calendar::DueAfter(core::Timestamp from, const Within& within) const {
  if (within.unit == Within::Unit::kHours) return from + chr::hours(within.count);
  core::Day day = LocalDay(from);
  if (within.unit == Within::Unit::kDays) return StartOfLocal(day + within.count + 1);
  // CheckProfile saw to it that there are working days: this ends.
  for (int left = within.count; left > 0;) {
    day = day + 1;
    if (IsWorkingDay(day)) --left;
  }
  return StartOfLocal(day + 1);
}

}  // namespace ecms
