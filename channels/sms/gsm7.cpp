// SPDX-License-Identifier: Apache-2.0
#include "channels/sms/gsm7.h"

#include <array>

#include "core/utf8.h"

namespace channels::sms {
namespace {

// clang-format off
constexpr std::array<char32_t, 128> kBasic = {
    U'@', U'£', U'$', U'¥', U'è', U'é', U'ù', U'ì', U'ò', U'Ç', U'\n', U'Ø', U'ø', U'\r', U'Å', U'å',
    U'Δ', U'_', U'Φ', U'Γ', U'Λ', U'Ω', U'Π', U'Ψ', U'Σ', U'Θ', U'Ξ', 0,    U'Æ', U'æ', U'ß', U'É',
    U' ', U'!', U'"', U'#', U'¤', U'%', U'&', U'\'', U'(', U')', U'*', U'+', U',', U'-', U'.', U'/',
    U'0', U'1', U'2', U'3', U'4', U'5', U'6', U'7', U'8', U'9', U':', U';', U'<', U'=', U'>', U'?',
    U'¡', U'A', U'B', U'C', U'D', U'E', U'F', U'G', U'H', U'I', U'J', U'K', U'L', U'M', U'N', U'O',
    U'P', U'Q', U'R', U'S', U'T', U'U', U'V', U'W', U'X', U'Y', U'Z', U'Ä', U'Ö', U'Ñ', U'Ü', U'§',
    U'¿', U'a', U'b', U'c', U'd', U'e', U'f', U'g', U'h', U'i', U'j', U'k', U'l', U'm', U'n', U'o',
    U'p', U'q', U'r', U's', U't', U'u', U'v', U'w', U'x', U'y', U'z', U'ä', U'ö', U'ñ', U'ü', U'à'};
// clang-format on

constexpr std::array<Gsm7Extended, 10> kExtension = {{{0x0a, U'\f'},
                                                      {0x14, U'^'},
                                                      {0x28, U'{'},
                                                      {0x29, U'}'},
                                                      {0x2f, U'\\'},
                                                      {0x3c, U'['},
                                                      {0x3d, U'~'},
                                                      {0x3e, U']'},
                                                      {0x40, U'|'},
                                                      {0x65, U'€'}}};

// Every character of both tables but the euro sign is below this.
constexpr size_t kLow = 0x400;

constexpr std::array<uint8_t, kLow> Costs() {
  std::array<uint8_t, kLow> costs{};
  for (char32_t c : kBasic) {
    if (c != 0) costs[c] = 1;
  }
  for (const Gsm7Extended& e : kExtension) {
    if (e.character < kLow) costs[e.character] = 2;
  }
  return costs;
}
constexpr std::array<uint8_t, kLow> kCosts = Costs();

}  // namespace

int Gsm7Septets(char32_t character) {
  if (character < kLow) return kCosts[character];
  return character == U'€' ? 2 : 0;
}

bool IsGsm7(std::string_view utf8) {
  for (size_t at = 0; at < utf8.size();) {
    if (Gsm7Septets(core::NextCodePoint(utf8, at)) == 0) return false;
  }
  return true;
}

std::span<const char32_t> Gsm7Basic() { return kBasic; }
std::span<const Gsm7Extended> Gsm7Extension() { return kExtension; }

}  // namespace channels::sms
