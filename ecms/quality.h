// SPDX-License-Identifier: Apache-2.0
// Reasons to check before believing: pure functions over counts and durations. A flag means
// "verify", never "discount": a real incident is a burst too, so no class, clock or place in a list
// depends on one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace store {
struct SiteDayRow;
}

namespace ecms {

// Band of seconds a question, over a whole conversation. NOTE: persistent values.
enum class Pace : uint8_t { kUnknown = 0, kUnder5 = 1, kUnder15 = 2, kUnder60 = 3, kSlower = 4 };
inline constexpr size_t kFewestForPace = 5;  // questions; fewer say nothing
// `asked`: questions shown in `whole`. One long pause hides a quick hand, never the reverse.
[[nodiscard]] Pace PaceOf(core::Millis whole, size_t asked);

inline constexpr int kBurstDays = 3;  // the window
inline constexpr int kDayCountDays =
    14;  // how long a day count is kept: the window and what it is compared with
inline constexpr int kFewestForBurst = 6;
// Do the tickets of the last three days, `today`'s with them, come so fast that the days before
// (the window is left out of its own baseline) would bring as many with a chance under 1 in 10,000?
// Gamma-Poisson with a weak prior: a tenth of a ticket a day, as if seen for five days.
[[nodiscard]] bool IsBurst(std::span<const store::SiteDayRow> days, core::Day today);

// What stands in a day count in place of a topic. NOTE: persistent values; no topic has brackets.
inline constexpr std::string_view kFine =
    "(fine)";  // whole answers that gave no reason for a ticket
inline constexpr std::string_view kAlike =
    "(alike)";  // of these, what came in a burst and nearly all alike: coached, perhaps
// Do `alike` of `all` of the last three days give the same answers to every question, so nearly all
// that chance is no good reason? Six at least, and four in five: colleagues who are content differ
// in hours and age.
[[nodiscard]] constexpr bool AreAlike(size_t alike, size_t all) {
  return alike >= kFewestForBurst && alike * 5 >= all * 4;
}

// Codes of the bits of store::quality, in their order: "burst", "speed", "copied", "all_fine".
[[nodiscard]] std::vector<std::string> QualityCodes(uint8_t bits);
// The bits that a filter's word stands for: a code, or "any". nullopt: no such word.
[[nodiscard]] std::optional<uint8_t> QualityBits(std::string_view word);

}  // namespace ecms
