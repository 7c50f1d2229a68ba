// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace locales {

// Languages that workers in a country (ISO 3166) are likely to read, most likely first: those of
// the country and those of the migrant workers there. Empty for a country that is not known here.
// From CLDR 42's territory information and facts on migration; which of them a survey has is not
// asked.
[[nodiscard]] std::vector<std::string_view> LikelyLanguages(std::string_view country);

}  // namespace locales
