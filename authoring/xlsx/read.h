// SPDX-License-Identifier: Apache-2.0
// Reader of .xlsx and .xlsm (ECMA-376 part 1, SpreadsheetML) on libzip and pugixml. Macros,
// drawings, external links and everything else that is no cell is never looked at.
#pragma once

#include <functional>
#include <string_view>

#include "authoring/cell.h"
#include "core/result.h"

namespace authoring {

// Reads the sheets whose name `wanted` accepts; the others come with their name and no cells. If
// there is only one sheet, it is read under any name. kInvalid and kTooLarge say what the file is
// instead, and what to do.
[[nodiscard]] core::Result<Workbook> ReadXlsx(std::string_view bytes,
                                              const std::function<bool(std::string_view)>& wanted);

}  // namespace authoring
