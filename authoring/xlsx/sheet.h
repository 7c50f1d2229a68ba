// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "authoring/cell.h"
#include "authoring/xlsx/xml.h"
#include "core/result.h"
#include "core/utf8.h"

namespace authoring {

// What the sheets of one workbook share.
struct SheetContext {
  std::vector<std::string> strings;
  std::vector<bool> date_styles;
  bool date1904 = false;
  size_t text_bytes = 0;  // of all cells so far
};

// The text of a shared string or an inline one: its runs joined, without phonetic guides, _xHHHH_
// decoded.
[[nodiscard]] std::string RichText(pugi::xml_node item);
// Fills `out` from a <worksheet>. kTooLarge where a limit of limits.h is passed.
[[nodiscard]] core::Status ReadSheet(pugi::xml_node worksheet, SheetContext& context, Sheet& out);

}  // namespace authoring
