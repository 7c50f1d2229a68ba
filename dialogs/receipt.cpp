// SPDX-License-Identifier: Apache-2.0
#include "dialogs/receipt.h"

namespace dialogs {
namespace {

constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr size_t kBase = kAlphabet.size();
static_assert(kBase == 31, "a prime, so that weights 1..10 find every exchange of neighbours");
constexpr size_t kRandomCharacters = 9;
constexpr size_t kGroup = 5;

size_t WeightedSum(std::string_view characters) {
  size_t sum = 0;
  for (size_t i = 0; i < characters.size(); ++i) sum += (i + 2) * kAlphabet.find(characters[i]);
  return sum % kBase;
}

std::string Grouped(const std::string& characters) {
  return characters.substr(0, kGroup) + "-" + characters.substr(kGroup);
}

}  // namespace

std::string NewReceipt(core::RandomSource& random) {
  std::string characters;
  for (size_t i = 0; i < kRandomCharacters; ++i) characters += kAlphabet[random.Below(kBase)];
  characters += kAlphabet[(kBase - WeightedSum(characters)) % kBase];
  return Grouped(characters);
}

std::optional<std::string> ReadReceipt(std::string_view typed) {
  std::string characters;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (kAlphabet.find(c) == std::string_view::npos || characters.size() > kRandomCharacters)
      return std::nullopt;
    characters += c;
  }
  if (characters.size() != kRandomCharacters + 1) return std::nullopt;
  const size_t check = kAlphabet.find(characters.back());
  if ((WeightedSum(std::string_view(characters).substr(0, kRandomCharacters)) + check) % kBase != 0)
    return std::nullopt;
  return Grouped(characters);
}

}  // namespace dialogs
