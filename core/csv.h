// SPDX-License-Identifier: Apache-2.0
// CSV as spreadsheets write it (RFC 4180): quoted fields, doubled quotes, CRLF or LF, a byte order
// mark, and ',' or ';' or a tab between fields, whichever the first line has most of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace core {

struct CsvRow {
  size_t line = 1;  // where it begins, from 1
  std::vector<std::string> fields;
};
// Rows without empty lines. kInvalid: no UTF-8, or a quote that is not closed (with its line).
[[nodiscard]] Result<std::vector<CsvRow>> ParseCsv(std::string_view text);
// One line with its end; fields are quoted where they must be.
[[nodiscard]] std::string CsvLine(const std::vector<std::string>& fields);

}  // namespace core
