// SPDX-License-Identifier: Apache-2.0
// The texts of a shipped catalog on their way to a translator and back.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace locales {

// Tags of the shipped catalogs, sorted.
[[nodiscard]] std::vector<std::string> ShippedLanguages();
// The texts of a shipped catalog as written in its file (with placeholders), by key. kNotFound
// names the languages there are.
[[nodiscard]] core::Result<std::map<std::string, std::string>> ShippedTexts(
    std::string_view language);
// The shipped file with these texts instead of its own, as a file for data_dir/locales. An
// unchanged catalog stays reviewed; another is not, until a reader says so again. kInvalid names
// every text that cannot be taken: an unknown key, wrong placeholders, a button that is too long.
[[nodiscard]] core::Result<std::string> CatalogWithTexts(
    std::string_view language, const std::map<std::string, std::string>& texts);

}  // namespace locales
