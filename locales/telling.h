// SPDX-License-Identifier: Apache-2.0
// A lock screen shows the beginning of a message, and somebody else may look at it.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace locales {

inline constexpr size_t kLockScreenChars = 40;  // code points

// Do the first kLockScreenChars of `text` show what the chat is about: `office` (the name of
// whoever runs this), or a word of `language` for a ministry, a complaint, an inspector, a boss?
[[nodiscard]] bool TellsWhatItIsAbout(std::string_view language, std::string_view office,
                                      std::string_view text);
// Those words; empty for a language that is not shipped.
[[nodiscard]] std::span<const std::string_view> TellingWords(std::string_view language);

}  // namespace locales
