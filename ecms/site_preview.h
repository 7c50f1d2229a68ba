// SPDX-License-Identifier: Apache-2.0
// What an import of workplaces would do to the register, for a person to read before anything is written.
#pragma once

#include <string>
#include <vector>

#include "ecms/site_import.h"

namespace ecms {

struct SiteFieldChange {
  std::string column, before, after;
};
struct SiteChange {
  store::SiteRow site;  // as it would be
  std::vector<SiteFieldChange> fields;
};
// Two workplaces of one district under two keys whose names are the same but for case, accents, spaces, the order of their
// words, a company's legal form, and typing errors. Names apart by a number ("Plant 1", "Plant 2") are two workplaces.
struct SiteLikeness {
  store::SiteRow site;   // of the file, new or renamed by it
  store::SiteRow other;
  bool in_file = false;  // `other` is a row of the file too; else the register has it
};
struct SitePreview {
  std::vector<store::SiteRow> added;
  std::vector<SiteChange> changed;
  std::vector<SiteLikeness> alike;
};

// `known` is the register that `plan` was made for.
[[nodiscard]] SitePreview PreviewSiteImport(const SiteImport& plan, const std::vector<store::SiteRow>& known);
// The register as it would be: by key.
[[nodiscard]] std::vector<store::SiteRow> AfterSiteImport(const SiteImport& plan, const std::vector<store::SiteRow>& known);

}  // namespace ecms
