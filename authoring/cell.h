// SPDX-License-Identifier: Apache-2.0
// A workbook as plain values. Every value keeps the place where its author will look for it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace authoring {

enum class CellKind : uint8_t {
  kText,
  kNumber,        // as spreadsheets show it: 1, not 1.0
  kBoolean,       // "TRUE" or "FALSE"
  kDate,          // was a date by its format: "2024-03-01", with " 08:30:00" if it has a time
  kError,         // "#REF!" and the like
  kUncalculated,  // a formula that no program ever calculated; no text
};

struct Cell {
  uint32_t row = 1;     // as the author counts: the header is row 1
  uint32_t column = 0;  // 0 is A
  CellKind kind = CellKind::kText;
  std::string text;  // valid UTF-8, as typed
};

struct CellRange {
  uint32_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

struct Sheet {
  std::string name;
  std::vector<Cell> cells;  // by row, then column; empty cells are absent
  std::vector<CellRange> merged;
  bool wide = false;  // headers stood beyond the columns that are read
  // nullptr where nothing stands.
  [[nodiscard]] const Cell* At(uint32_t row, uint32_t column) const;
};

struct Workbook {
  std::vector<Sheet> sheets;
};

[[nodiscard]] std::string ColumnLetters(uint32_t column);           // 0 -> "A", 27 -> "AB"
[[nodiscard]] std::string CellName(uint32_t row, uint32_t column);  // "F14"
// Reads "F14" (also "$F$14"); false if it is none.
[[nodiscard]] bool ParseCellName(std::string_view name, uint32_t& row, uint32_t& column);

}  // namespace authoring
