// SPDX-License-Identifier: Apache-2.0
#include "core/time.h"

#include <fmt/format.h>

#include <charconv>

namespace core {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

year_month_day Civil(Day d) { return year_month_day{sys_days{days{d.number}}}; }

std::optional<int> Digits(std::string_view s) {
  int value = 0;
  auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (error != std::errc{} || end != s.data() + s.size() || s.empty() || s[0] == '-') {
    return std::nullopt;
  }
  return value;
}

}  // namespace

Day DayOf(Timestamp t) {
  int64_t d = t.ms / 86'400'000;
  if (t.ms % 86'400'000 < 0) --d;
  return {static_cast<int32_t>(d)};
}

Timestamp StartOf(Day d) { return {int64_t{d.number} * 86'400'000}; }

std::string ToText(Day d) {
  year_month_day c = Civil(d);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(c.year()),
                     static_cast<unsigned>(c.month()), static_cast<unsigned>(c.day()));
}

std::string MonthText(Day d) { return ToText(d).substr(0, 7); }

std::optional<Day> DayFromText(std::string_view s) {
  if (s.size() != 10 || s[4] != '-' || s[7] != '-') return std::nullopt;
  auto y = Digits(s.substr(0, 4));
  auto m = Digits(s.substr(5, 2));
  auto d = Digits(s.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  year_month_day c{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!c.ok()) return std::nullopt;
  return Day{static_cast<int32_t>(sys_days{c}.time_since_epoch().count())};
}

std::string IsoWeek(Day d) {
  // The week belongs to the year of its Thursday (ISO 8601). 1970-01-01 was a Thursday.
  int weekday = ((d.number + 3) % 7 + 7) % 7;  // 0 = Monday
  Day thursday = d + (3 - weekday);
  year_month_day c = Civil(thursday);
  Day first{
      static_cast<int32_t>(sys_days{c.year() / month{1} / day{1}}.time_since_epoch().count())};
  return fmt::format("{:04}-W{:02}", static_cast<int>(c.year()), (thursday - first) / 7 + 1);
}

std::string Rfc3339(Timestamp t) {
  Day d = DayOf(t);
  int64_t in_day = (t - StartOf(d)).count();
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", ToText(d), in_day / 3'600'000,
                     in_day / 60'000 % 60, in_day / 1000 % 60, in_day % 1000);
}

std::optional<Timestamp> TimestampFromRfc3339(std::string_view s) {
  if (s.size() < 20 || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s.back() != 'Z') {
    return std::nullopt;
  }
  auto d = DayFromText(s.substr(0, 10));
  auto h = Digits(s.substr(11, 2));
  auto m = Digits(s.substr(14, 2));
  auto sec = Digits(s.substr(17, 2));
  if (!d || !h || !m || !sec || *h > 23 || *m > 59 || *sec > 60) return std::nullopt;
  int64_t ms = 0;
  if (s.size() > 20) {
    auto fraction = s.substr(20, s.size() - 21);
    if (s[19] != '.' || fraction.size() > 3) return std::nullopt;
    auto f = Digits(fraction);
    if (!f) return std::nullopt;
    ms = *f;
    for (size_t i = fraction.size(); i < 3; ++i) ms *= 10;
  }
  return StartOf(*d) + Millis(((*h * 60 + *m) * 60 + *sec) * 1000LL + ms);
}

Timestamp SystemClock::Now() const {
  return {std::chrono::duration_cast<Millis>(std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

}  // namespace core
