// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ecms/case_files.h"
#include "ecms/make_cases.h"
#include "privacy/office_key.h"

namespace ecms {

struct CaseFilesParts {
  CasesParts cases;
  std::string organisation;              // bound into envelopes
  const privacy::OfficeKey& office_key;  // what files must be sealed to
  FileLimits limits;
};
[[nodiscard]] std::unique_ptr<CaseFiles> MakeCaseFiles(CaseFilesParts parts);

// What deletes uploads that nobody completed within a day. For the nightly job.
[[nodiscard]] core::Result<store::CommandGroup> StaleUploads(const store::Store& store,
                                                             core::Timestamp now);
// Every sealed record of every file that is there: for the drill with the recovery key.
[[nodiscard]] core::Result<std::vector<core::RecordId>> FileRecords(const store::Store& store);

}  // namespace ecms
