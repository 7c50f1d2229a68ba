// SPDX-License-Identifier: Apache-2.0
// From the configuration's channels and the surveys on offer to doors: at the start, when a version
// is published, and to say what would stand in the way of one.
#pragma once

#include <map>
#include <string>

#include "bot/config/config.h"
#include "bot/turn/prepared.h"
#include "bot/turn/survey_book.h"
#include "core/json.h"
#include "locales/catalog.h"

namespace bot {

using Doors = std::map<std::string, Door>;  // by channel

// Everything that stands in the way goes to `problems`, by the configuration's key.
[[nodiscard]] Doors MakeDoors(const Config& config, const locales::Catalogs& catalogs,
                              const Offers& offers, core::Problems& problems);
// What `survey` would lack as the version on offer, with `others` as they are: languages, help
// numbers, an office key. kInvalid says all of it.
[[nodiscard]] core::Status FitsDoors(const Config& config, const locales::Catalogs& catalogs,
                                     Offers others, bool has_office_key,
                                     const dialogs::Survey& survey);
// The languages that real channels use although no native speaker has reviewed their texts, as a
// list for /readyz; "" if there are none. One whose texts changed after the review says so.
[[nodiscard]] std::string UnreviewedInUse(const Doors& doors, const locales::Catalogs& catalogs);

}  // namespace bot
