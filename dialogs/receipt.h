// SPDX-License-Identifier: Apache-2.0
// The code that a worker gets at the end, to ask what became of it: 9 random characters of 31 (44
// bits) and a check character, "ABCDE-FGHJK". Without 0, O, 1, I and L, which people mix up.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/random.h"

namespace dialogs {

[[nodiscard]] std::string NewReceipt(core::RandomSource& random);
// The canonical form of a code as typed (case, spaces and dashes do not matter); nullopt if it
// cannot be one: any single wrong character and any two neighbours exchanged are noticed.
[[nodiscard]] std::optional<std::string> ReadReceipt(std::string_view typed);

}  // namespace dialogs
