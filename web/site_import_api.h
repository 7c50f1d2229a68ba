// SPDX-License-Identifier: Apache-2.0
// Handlers for the register of workplaces as a spreadsheet, in two steps: a look that changes
// nothing, then the import.
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

inline constexpr size_t kMaxSiteFile = size_t{4} << 20;

[[nodiscard]] core::HttpResponse LookAtSiteImport(const Call& call);
[[nodiscard]] core::HttpResponse ImportSites(const Call& call);
[[nodiscard]] core::HttpResponse ExportSites(const Call& call);

}  // namespace web
