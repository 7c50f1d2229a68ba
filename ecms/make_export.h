// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/time.h"
#include "ecms/commit.h"
#include "ecms/export.h"
#include "store/store.h"

namespace ecms {

struct ExportParts {
  const store::Store& store;  // all of them outlive what is made
  Commit commit;
  const core::Clock& clock;
};
[[nodiscard]] std::unique_ptr<TicketExport> MakeExport(ExportParts parts);

}  // namespace ecms
