// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "dialogs/compiled.h"

namespace authoring {

// "*Paid?* is No and *Age* is 18 or more".
[[nodiscard]] std::string InWords(const dialogs::CompiledSurvey& survey, size_t language,
                                  const dialogs::Expression& expression);

}  // namespace authoring
