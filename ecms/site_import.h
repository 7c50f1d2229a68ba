// SPDX-License-Identifier: Apache-2.0
// The register of workplaces from a spreadsheet. docs/operations.md describes its columns.
#pragma once

#include <string_view>
#include <vector>

#include "core/random.h"
#include "core/result.h"
#include "store/rows.h"

namespace ecms {

struct SiteImport {
  std::vector<store::SiteRow> sites;  // every row of the file, with its code
  size_t added = 0, changed = 0;      // the others are as before
};

// What importing `csv` into a register that holds `known` means: new sites get a code that none has, known ones (by `key`)
// keep theirs. kInvalid: everything that is wrong, one "row N, column C: ..." a line; then nothing may be imported.
[[nodiscard]] core::Result<SiteImport> PlanSiteImport(std::string_view csv, const std::vector<store::SiteRow>& known,
                                                      core::RandomSource& random);

}  // namespace ecms
