// SPDX-License-Identifier: Apache-2.0
// Where a phrase says "not", or speaks of somebody else.
#pragma once

#include <string_view>

#include "locales/lexicon.h"

namespace locales {

// Whether any word of `key` does, or two together: Samoan "e le".
[[nodiscard]] bool SaysNot(std::u32string_view key, const Words& words);
// Samoan "e le": each word alone is an article, both together are "not".
[[nodiscard]] bool TwoWordsSayNot(std::u32string_view key, const Words& words);
// "harmless"
[[nodiscard]] bool EndsNegative(std::u32string_view word, const Words& words);
// "वो खुद", "他自己拿着": what is somebody's own, and not the worker's.
[[nodiscard]] bool IsAnothersOwn(std::u32string_view key, const Words& words);

}  // namespace locales
