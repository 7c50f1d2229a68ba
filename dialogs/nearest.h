// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

// For "did you mean": the candidate at the smallest edit distance (at most 2, and less than half of
// the name's length; a difference in case alone always counts), "" if none or if two are equally
// near.
[[nodiscard]] std::string Nearest(std::string_view name,
                                  const std::vector<std::string_view>& candidates);

}  // namespace dialogs
