// SPDX-License-Identifier: Apache-2.0
// Counts of people or tickets that are shown as bands: a small exact number could point at a
// person.
#pragma once

#include <cstdint>
#include <string>

namespace ecms {

using SafeCount =
    std::string;  // "0", "1–4", "5–9" ..., or an exact number where that tells nothing

inline constexpr int64_t kFewest = 5;  // what is not small
[[nodiscard]] inline bool IsSmall(int64_t count) { return count > 0 && count < kFewest; }

// With en dashes: a spreadsheet takes "1-4" for a day in April.
[[nodiscard]] inline SafeCount InBand(int64_t count) {
  if (count == 0) return "0";
  if (count < kFewest) return "1–4";
  if (count < 10) return "5–9";
  if (count < 20) return "10–19";
  if (count < 50) return "20–49";
  return "50+";
}

}  // namespace ecms
