// SPDX-License-Identifier: Apache-2.0
// The GSM default alphabet and its extension table (3GPP TS 23.038 sections 6.2.1 and 6.2.1.1).
// National tables are left out: hardly any HTTP gateway sends them and many phones lack them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace channels::sms {

// Septets that a character costs: 1, 2 (escape pair), or 0 if it cannot be written.
[[nodiscard]] int Gsm7Septets(char32_t character);
[[nodiscard]] bool IsGsm7(std::string_view utf8);

// Index = septet; 0 at 0x1B (escape).
[[nodiscard]] std::span<const char32_t> Gsm7Basic();
struct Gsm7Extended {
  uint8_t septet;
  char32_t character;
};
[[nodiscard]] std::span<const Gsm7Extended> Gsm7Extension();

}  // namespace channels::sms
