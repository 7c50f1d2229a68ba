// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "authoring/cell.h"

namespace authoring {

// The workbook to begin a survey from: consent, three questions, two languages, and a sheet that
// says how to go on (authoring/template.md).
[[nodiscard]] Workbook Template();

}  // namespace authoring
