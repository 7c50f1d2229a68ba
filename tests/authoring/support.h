// SPDX-License-Identifier: Apache-2.0
// Workbooks made byte by byte, good and bad.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "authoring/cell.h"
#include "core/result.h"

namespace authoring::testing {

using Entries = std::vector<std::pair<std::string, std::string>>;  // name -> content
[[nodiscard]] std::string Zip(const Entries& entries);
// The parts of a workbook with these sheets: name -> inside of <worksheet>.
[[nodiscard]] Entries Parts(const Entries& sheets);
// A row of inline texts: Row(2, {"text", "q1"}).
[[nodiscard]] std::string Row(int number, const std::vector<std::string>& texts);
// <sheetData> of rows, the first of them row 1.
[[nodiscard]] std::string Rows(const std::vector<std::vector<std::string>>& rows);
// A small survey that is in order.
[[nodiscard]] Entries GoodSheets();
[[nodiscard]] core::Result<Workbook> Read(const std::string& bytes);

}  // namespace authoring::testing
