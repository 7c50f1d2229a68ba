// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "authoring/cell.h"
#include "core/result.h"

namespace authoring {

// Canonical JSON as the sheets survey, choices, settings and triage, so that ImportXlsForm gives
// the same survey back: lists that one question alone uses bear that question's name. `json` must
// be what Survey::Parse takes.
[[nodiscard]] core::Result<Workbook> ExportXlsForm(std::string_view json);

}  // namespace authoring
