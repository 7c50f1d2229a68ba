// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace locales {

// The code points that Fold() splits into tokens: lower case, compatibility forms resolved, marks
// of alphabets with accents removed (Indic vowel signs stay), digits of every script as ASCII.
[[nodiscard]] std::u32string Canonical(std::string_view utf8);

// Only composed and in lower case, without blanks and full stops at the ends: accents stay.
[[nodiscard]] std::string Lower(std::string_view utf8);

}  // namespace locales
