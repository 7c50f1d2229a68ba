// SPDX-License-Identifier: Apache-2.0
#include "core/table.h"

#include "core/csv.h"

namespace core {

Result<Table> CsvTable(std::string_view text) {
  ASSIGN_OR_RETURN(auto rows, ParseCsv(text));
  Table out;
  out.rows.reserve(rows.size());
  for (CsvRow& row : rows) {
    TableRow& into = out.rows.emplace_back();
    into.number = row.line;
    for (std::string& field : row.fields)
      into.cells.push_back({std::move(field), CellFault::kNone});
  }
  return out;
}

}  // namespace core
