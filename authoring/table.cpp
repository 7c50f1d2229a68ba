// SPDX-License-Identifier: Apache-2.0
#include "authoring/table.h"

#include <utility>

#include "authoring/xlsx/read.h"

namespace authoring {
namespace {

core::CellFault FaultOf(CellKind kind) {
  switch (kind) {
    case CellKind::kDate:
      return core::CellFault::kDate;
    case CellKind::kError:
      return core::CellFault::kError;
    case CellKind::kUncalculated:
      return core::CellFault::kUncalculated;
    case CellKind::kText:
    case CellKind::kNumber:
    case CellKind::kBoolean:
      break;
  }
  return core::CellFault::kNone;
}

core::Table TableOf(Sheet sheet) {
  core::Table out;
  out.sheet = std::move(sheet.name);
  for (Cell& cell : sheet.cells) {  // by row, then column
    if (out.rows.empty() || out.rows.back().number != cell.row)
      out.rows.emplace_back().number = cell.row;
    auto& cells = out.rows.back().cells;
    if (cells.size() <= cell.column) cells.resize(cell.column + 1);
    cells[cell.column] = {std::move(cell.text), FaultOf(cell.kind)};
  }
  return out;
}

// By their first bytes: a zip file, a file of Excel 97-2003, and other files of office programs are
// not CSV, whatever their names say.
bool IsNoText(std::string_view bytes) {
  return bytes.starts_with("PK") || bytes.starts_with("\xD0\xCF\x11\xE0") ||
         bytes.starts_with("%PDF") || bytes.substr(0, 4096).find('\0') != std::string_view::npos;
}

}  // namespace

core::Result<core::Table> ReadTable(std::string_view bytes) {
  if (!IsNoText(bytes)) return core::CsvTable(bytes);
  bool first = true;
  ASSIGN_OR_RETURN(Workbook book, ReadXlsx(bytes, [&first](std::string_view) {
                     return std::exchange(first, false);
                   }));
  return TableOf(std::move(book.sheets.front()));
}

}  // namespace authoring
