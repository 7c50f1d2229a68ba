// SPDX-License-Identifier: Apache-2.0
// A table out of a spreadsheet that people keep, whatever its file was.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace core {

// Why a cell does not hold what its author sees there.
enum class CellFault : uint8_t {
  kNone,
  kDate,          // the spreadsheet took it for a date; `text` is that date
  kError,         // "#REF!" and the like
  kUncalculated,  // a formula that no program calculated; no text
};
struct TableCell {
  std::string text;
  CellFault fault = CellFault::kNone;
};
struct TableRow {
  size_t number = 1;  // as the author counts: a sheet's row, a CSV file's line
  std::vector<TableCell> cells;
};
struct Table {
  std::string sheet;           // of a workbook; "" = CSV
  std::vector<TableRow> rows;  // without empty ones
};

// kInvalid as ParseCsv().
[[nodiscard]] Result<Table> CsvTable(std::string_view text);

}  // namespace core
