// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "authoring/xlsx/xml.h"

namespace authoring {

// By style index: is a number of this style a date? (ECMA-376 part 1, 18.8.30: built-in formats
// 14-22, 27-36, 45-47, 50-58, or a custom code with d, m, y, h or s outside quotes and brackets.)
[[nodiscard]] std::vector<bool> DateStyles(pugi::xml_node style_sheet);
// A serial day number as text: "2024-03-01", or with " 08:30:00" where it has a time. "" outside
// 0..2958465 (year 9999).
[[nodiscard]] std::string SerialDate(double serial, bool date1904);
// The number as its author sees it: integers without decimals, else the shortest text that reads
// back equal.
[[nodiscard]] std::string NumberText(std::string_view stored);

}  // namespace authoring
