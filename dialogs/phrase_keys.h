// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "locales/text_keys.h"

namespace dialogs {

// The catalogs' key of a code of phrases.h.
[[nodiscard]] std::optional<locales::TextKey> KeyOfPhrase(std::string_view code);

}  // namespace dialogs
