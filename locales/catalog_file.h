// SPDX-License-Identifier: Apache-2.0
// One catalog file, read and checked (locales/messages/<bcp47>.json; README.md describes the form).
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "locales/lexicon.h"
#include "locales/pattern.h"
#include "locales/text_keys.h"

namespace locales {

struct CatalogFile {
  std::string language;
  std::string own_name;
  bool right_to_left = false;
  bool reviewed = false;
  bool changed_since_review = false;
  std::array<Pattern, kTextKeyCount> messages;
  std::unique_ptr<const Lexicon> lexicon;
};

// `name` stands in the problems. What is wrong is appended to `problems`; the result is usable only
// if nothing was.
[[nodiscard]] CatalogFile ReadCatalog(std::string_view name, std::string_view json,
                                      core::Problems& problems);
// What stands beside a native reader's name: it names exactly the texts that were read. 16
// hexadecimal digits of Blake2b over every key and text.
[[nodiscard]] std::string TextsHash(const CatalogFile& file);
// Those compiled into the program.
[[nodiscard]] std::vector<CatalogFile> ReadEmbeddedCatalogs(core::Problems& problems);
// The *.json of a folder, by name; a missing folder is empty.
[[nodiscard]] std::vector<CatalogFile> ReadFolder(const std::string& folder,
                                                  core::Problems& problems);

}  // namespace locales
