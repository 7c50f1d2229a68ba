// SPDX-License-Identifier: Apache-2.0
// What `dwbot site import` shows before it writes.
#pragma once

#include <string>
#include <vector>

#include "ecms/site_import.h"

namespace bot::commands {

// Counts, and the first lines of each kind: new, changed by field, alike under another key, and the names that workers may
// type today which would not lead to their workplace any more.
[[nodiscard]] std::string DescribeSiteImport(const ecms::SiteImport& plan, const std::vector<store::SiteRow>& known);

}  // namespace bot::commands
