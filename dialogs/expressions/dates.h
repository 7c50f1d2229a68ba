// SPDX-License-Identifier: Apache-2.0
// Dates and times of expressions. A moment is days since 1970-01-01 on the worker's own clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dialogs {

// "2026-11-21T08:30", with seconds, fraction and offset or without (the offset is not looked at:
// the clock that wrote it is meant). nullopt unless a real date and time.
[[nodiscard]] std::optional<double> MomentFromText(std::string_view text);
// The part of a day of "08:30", "08:30:15", "08:30:15.5Z" ...; nullopt for anything else. With an
// offset it is the time on a clock that is `offset_minutes` ahead of UTC.
[[nodiscard]] std::optional<double> TimeOfDay(std::string_view text, int offset_minutes);
// "2026-11-21T08:30:00.000+13:00".
[[nodiscard]] std::string MomentText(double days, int offset_minutes);
// %Y and the like; names in `language`. "" for a day that no calendar has.
[[nodiscard]] std::string FormatDate(double days, std::string_view format,
                                     std::string_view language);
// The first "%x" of a format that FormatDate does not know; "" if all are known.
[[nodiscard]] std::string UnknownDateFormat(std::string_view format);
// Whole days that have a date of four digits.
[[nodiscard]] bool HasDate(double days);

}  // namespace dialogs
