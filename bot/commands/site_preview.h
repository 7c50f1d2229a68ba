// SPDX-License-Identifier: Apache-2.0
// What `dwbot site import` shows before it writes.
#pragma once

#include <string>

#include "ecms/site_preview.h"

namespace bot::commands {

// Counts, and the first lines of each kind: new, changed by field, alike under another key, and the
// names that workers may type today (those that officers released among them) which would not lead
// to their workplace any more.
[[nodiscard]] std::string DescribeSiteImport(const ecms::SitePreview& preview);

}  // namespace bot::commands
