// SPDX-License-Identifier: Apache-2.0
// A survey as Markdown tables, for documentation and tests. A sheet is a heading and a table,
//   ## survey
//   | type | name | label::English (en) |
//   | ---- | ---- | ------------------- |
//   | text | why  | Why?                |
// or, as pyxform's tests write them, tables whose first column names the sheet. \| stands for |,
// <br> for a new line.
#pragma once

#include <string_view>

#include "authoring/cell.h"
#include "core/result.h"

namespace authoring {

// Prose around the tables is left out. Rows count as in a spreadsheet: the header is row 1.
// kInvalid: no table at all.
[[nodiscard]] core::Result<Workbook> ReadMarkdown(std::string_view text);
// The same workbook as headings and tables.
[[nodiscard]] std::string WriteMarkdown(const Workbook& workbook);

}  // namespace authoring
