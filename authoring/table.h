// SPDX-License-Identifier: Apache-2.0
// Reads a spreadsheet that is one table: .xlsx, .xlsm or CSV, by what its bytes are. Includes core/
// only, so that web/ can use it.
#pragma once

#include <string_view>

#include "core/result.h"
#include "core/table.h"

namespace authoring {

// Of a workbook its first sheet. Bounded by limits.h. kInvalid and kTooLarge say what the file is
// instead, and what to do.
[[nodiscard]] core::Result<core::Table> ReadTable(std::string_view bytes);

}  // namespace authoring
