// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/result.h"
#include "dialogs/survey.h"

namespace bot::commands {

// A shipped survey by name, or a file: canonical JSON, workbook or Markdown tables. Fails with
// everything that is wrong with it.
[[nodiscard]] core::Result<std::shared_ptr<const dialogs::Survey>> LoadSurvey(
    const std::string& name);

}  // namespace bot::commands
