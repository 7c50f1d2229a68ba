// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "authoring/cell.h"
#include "authoring/diagnostics.h"
#include "core/result.h"

namespace authoring {

// Writes a new workbook (.xlsx) with the author's sheets and values: cells with a problem are
// coloured and carry it as a comment; the sheet "problems" lists all of them with links. Its first
// line says that formatting is lost. kStorage if `path` cannot be written.
[[nodiscard]] core::Status WriteProblems(const Workbook& workbook, const Diagnostics& diagnostics,
                                         const std::string& path);

}  // namespace authoring
