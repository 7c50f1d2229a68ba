// SPDX-License-Identifier: Apache-2.0
#include "dialogs/check_character.h"

namespace dialogs {
namespace {

constexpr size_t kBase = kCodeAlphabet.size();

// The check character has weight 1, the others 2, 3, 4 ...
size_t WeightedSum(std::string_view characters) {
  size_t sum = 0;
  for (size_t i = 0; i < characters.size(); ++i) sum += (i + 2) * kCodeAlphabet.find(characters[i]);
  return sum % kBase;
}

}  // namespace

std::string RandomWithCheck(core::RandomSource& random, size_t count) {
  std::string characters;
  for (size_t i = 0; i < count; ++i) characters += kCodeAlphabet[random.Below(kBase)];
  characters += kCodeAlphabet[(kBase - WeightedSum(characters)) % kBase];
  return characters;
}

bool HasItsCheck(std::string_view characters) {
  if (characters.empty() || characters.find_first_not_of(kCodeAlphabet) != std::string_view::npos)
    return false;
  const size_t check = kCodeAlphabet.find(characters.back());
  return (WeightedSum(characters.substr(0, characters.size() - 1)) + check) % kBase == 0;
}

}  // namespace dialogs
