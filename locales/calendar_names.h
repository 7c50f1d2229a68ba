// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace locales {

// As ICU abbreviates them in `language` (BCP 47); English where ICU does not have it.
// `month` 1..12, `weekday` 0 = Sunday .. 6. Thread-safe.
[[nodiscard]] std::string ShortMonth(std::string_view language, int month);
[[nodiscard]] std::string ShortWeekday(std::string_view language, int weekday);

}  // namespace locales
