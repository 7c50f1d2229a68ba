// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/locid.h>

#include <string>
#include <string_view>

namespace locales {

// A locale for which ICU has data of that language, else root: for Samoan, say, ICU falls back to
// the locale of the host, so that the same answer would be read differently under another LANG.
[[nodiscard]] icu::Locale IcuLocale(std::string_view language, std::string_view country);

}  // namespace locales
