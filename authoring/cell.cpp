// SPDX-License-Identifier: Apache-2.0
#include "authoring/cell.h"

#include <algorithm>
#include <tuple>

namespace authoring {

const Cell* Sheet::At(uint32_t row, uint32_t column) const {
  auto found = std::lower_bound(cells.begin(), cells.end(), std::pair(row, column),
                                [](const Cell& c, const std::pair<uint32_t, uint32_t>& at) {
                                  return std::tie(c.row, c.column) < std::tie(at.first, at.second);
                                });
  if (found == cells.end() || found->row != row || found->column != column) return nullptr;
  return &*found;
}

std::string ColumnLetters(uint32_t column) {
  std::string letters;
  for (uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

std::string CellName(uint32_t row, uint32_t column) {
  return ColumnLetters(column) + std::to_string(row);
}

bool ParseCellName(std::string_view name, uint32_t& row, uint32_t& column) {
  constexpr uint32_t kTooFar = 10'000'000;
  uint32_t letters = 0, digits = 0;
  bool any_letter = false, any_digit = false;
  for (char c : name) {
    if (c == '$') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c >= 'A' && c <= 'Z' && !any_digit) {
      letters = letters * 26 + static_cast<uint32_t>(c - 'A' + 1);
      any_letter = true;
    } else if (c >= '0' && c <= '9') {
      digits = digits * 10 + static_cast<uint32_t>(c - '0');
      any_digit = true;
    } else {
      return false;
    }
    if (letters > kTooFar || digits > kTooFar) return false;
  }
  if (!any_letter || !any_digit || digits == 0) return false;
  row = digits;
  column = letters - 1;
  return true;
}

}  // namespace authoring
