// SPDX-License-Identifier: Apache-2.0
// The register of workplaces from a spreadsheet. docs/operations.md describes its columns.
#pragma once

#include <functional>
#include <vector>

#include "core/random.h"
#include "core/table.h"
#include "core/time.h"
#include "ecms/site_preview.h"
#include "store/commands.h"
#include "store/rows.h"

namespace ecms {

struct SiteImport {
  std::vector<store::SiteRow> sites;  // every row of the file, with its code
  size_t added = 0, changed = 0;      // the others are as before
  std::vector<SiteProblem> problems;  // by row; if there are any, nothing may be imported
};

// What importing `table` into a register that holds `known` means: new sites get a code that none
// has, known ones (by `key`) keep theirs. kInvalid: it holds no sites, or the register would hold
// too many.
[[nodiscard]] core::Result<SiteImport> PlanSiteImport(const core::Table& table,
                                                      const std::vector<store::SiteRow>& known,
                                                      core::RandomSource& random);
// What to commit: the sites that are new or change, and an entry of the audit that says how many,
// and none by name.
[[nodiscard]] store::CommandGroup CommandsOf(const SiteImport& plan,
                                             const std::vector<store::SiteRow>& known,
                                             const std::string& actor, core::Timestamp now);

// Asks the matcher of workers' words, with the register before and after.
using LostNames = std::function<std::vector<LostName>(
    const std::vector<store::SiteRow>& known, const std::vector<store::SiteRow>& after,
    const std::vector<store::SiteSpellingRow>& spellings)>;
// `known` is the register that `plan` was made for.
[[nodiscard]] SitePreview PreviewSiteImport(const SiteImport& plan,
                                            const std::vector<store::SiteRow>& known,
                                            const std::vector<store::SiteSpellingRow>& spellings,
                                            const LostNames& lost_names);
// The register as it would be: by key.
[[nodiscard]] std::vector<store::SiteRow> AfterSiteImport(const SiteImport& plan,
                                                          const std::vector<store::SiteRow>& known);

}  // namespace ecms
