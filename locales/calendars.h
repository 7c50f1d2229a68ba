// SPDX-License-Identifier: Apache-2.0
// The calendars that workers date by, and their days in ours.
#pragma once

#include <cstdint>
#include <optional>

#include "core/time.h"

namespace locales {

enum class Calendar : uint8_t { kGregorian, kEthiopian, kBikramSambat, kBengali };

// nullopt if the calendar has no such day, or none that is known here: years 1900 to 2100,
// Bengali from 1426 (April 2019), Bikram Sambat 2040 to 2083 (April 1983 to April 2027).
[[nodiscard]] std::optional<core::Day> DayIn(Calendar calendar, int year, int month, int day);
// The year of that calendar which `day` falls in; nullopt if it is not known here.
[[nodiscard]] std::optional<int> YearIn(Calendar calendar, core::Day day);

}  // namespace locales
