// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace locales {

// Edits that turn `a` into `b`: insert, delete, replace, swap neighbours (optimal string
// alignment). Gives up and returns limit + 1 as soon as it must be more than `limit`.
[[nodiscard]] size_t EditDistance(std::u32string_view a, std::u32string_view b, size_t limit);

// How many typing errors a word of that length may have: none up to 3 characters, one up to 7, two
// from 8 on.
[[nodiscard]] size_t AllowedTypos(size_t length);

// A forgotten or an added space, and nothing else.
[[nodiscard]] bool SameButForSpaces(std::u32string_view typed, std::u32string_view meant);

// Whether `typed` is `meant` with typing errors: word by word, as many as AllowedTypos and never in
// the first character ("unpaid" is not "paid", "night" is not "light").
[[nodiscard]] bool IsTypoOf(std::u32string_view typed, std::u32string_view meant);

}  // namespace locales
