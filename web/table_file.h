// SPDX-License-Identifier: Apache-2.0
// Tables that leave the office as files: CSV or a workbook.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/http.h"
#include "ecms/export.h"
#include "web/routes.h"

namespace web {

// What `format` of the request says: "csv" (also where it says nothing) or "xlsx"; nullopt:
// something else.
[[nodiscard]] std::optional<std::string> FormatOf(const Call& call);
// "<name>.csv" or "<name>.xlsx", to be saved. No cell is a formula.
[[nodiscard]] core::HttpResponse TableFile(const ecms::Table& table, std::string_view format,
                                           const std::string& name);

}  // namespace web
