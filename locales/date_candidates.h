// SPDX-License-Identifier: Apache-2.0
// The days that numbers may mean: by the order that a country writes them in, without a year, in
// its own calendar.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "locales/calendars.h"

namespace locales {

// What a year as typed may be in the calendar that the date is counted in.
[[nodiscard]] std::vector<int> Years(int year, size_t digits, std::string_view country);

class DateCandidates {
 public:
  DateCandidates(std::string_view country, core::Day today) : country_(country), today_(today) {}

  void Add(int day, int month, std::optional<int> year, Calendar calendar = Calendar::kGregorian);
  // Two numbers without a month's name.
  void DayAndMonth(int first, int second, std::optional<int> year);

  [[nodiscard]] std::vector<core::Day> days() && { return std::move(days_); }

 private:
  void Keep(std::optional<core::Day> day);

  std::string_view country_;
  core::Day today_;
  std::vector<core::Day> days_;
};

}  // namespace locales
