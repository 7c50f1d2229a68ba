// SPDX-License-Identifier: Apache-2.0
#include "dialogs/receipt.h"

#include "dialogs/check_character.h"

namespace dialogs {
namespace {

constexpr size_t kRandomCharacters = 9;
constexpr size_t kGroup = 5;

std::string Grouped(const std::string& characters) {
  return characters.substr(0, kGroup) + "-" + characters.substr(kGroup);
}

}  // namespace

std::string NewReceipt(core::RandomSource& random) {
  return Grouped(RandomWithCheck(random, kRandomCharacters));
}

std::optional<std::string> ReadReceipt(std::string_view typed) {
  std::string characters;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (characters.size() > kRandomCharacters) return std::nullopt;
    characters += c;
  }
  if (characters.size() != kRandomCharacters + 1 || !HasItsCheck(characters)) return std::nullopt;
  return Grouped(characters);
}

}  // namespace dialogs
