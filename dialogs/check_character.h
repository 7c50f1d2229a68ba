// SPDX-License-Identifier: Apache-2.0
// Codes that people copy by hand end in a check character: a weighted sum modulo a prime, as in
// ISBN-10 (ISO 2108), over 31 characters without 0, O, 1, I and L, which people mix up. Weights
// differ and 31 is prime, so every single wrong character and every exchange of two neighbours is
// found (J. Verhoeff, Error Detecting Decimal Codes, 1969).
#pragma once

#include <string>
#include <string_view>

#include "core/random.h"

namespace dialogs {

// NOTE: persistent: codes on posters and in workers' hands are made with it.
inline constexpr std::string_view kCodeAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
static_assert(kCodeAlphabet.size() == 31, "a prime");

// `count` random characters and their check character. At most 29.
[[nodiscard]] std::string RandomWithCheck(core::RandomSource& random, size_t count);
// Whether all of `characters` (upper case) are of the alphabet and the last is the check of the
// others.
[[nodiscard]] bool HasItsCheck(std::string_view characters);

}  // namespace dialogs
