// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "dialogs/compiled.h"

namespace dialogs {

// "STATUS", alone or with a code behind it.
struct StatusWords {
  std::string_view code;      // as typed; "" = none
  std::string_view language;  // of the word
};
// In `language` or, where that is not known yet, in any of the survey's.
[[nodiscard]] std::optional<StatusWords> ReadStatus(const CompiledSurvey& survey,
                                                    std::string_view language,
                                                    std::string_view text);

}  // namespace dialogs
