// SPDX-License-Identifier: Apache-2.0
// The register of workplaces as a spreadsheet, in and out: what Sites does of it, once the caller
// may.
#pragma once

#include "ecms/make_sites.h"

namespace ecms {

[[nodiscard]] core::Result<SiteImportLook> LookAtSiteImport(const SitesParts& parts,
                                                            const core::Table& table);
[[nodiscard]] core::Result<SiteImported> ImportSites(const SitesParts& parts, const Caller& caller,
                                                     const core::Table& table,
                                                     std::string_view tag);
[[nodiscard]] core::Result<Table> SitesAsTable(const SitesParts& parts);

}  // namespace ecms
