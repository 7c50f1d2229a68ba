// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/random.h"
#include "ecms/cases.h"
#include "ecms/changes.h"
#include "ecms/commit.h"
#include "store/store.h"

namespace ecms {

struct CasesParts {
  const store::Store& store;  // all of them outlive what is made
  Commit commit;
  std::shared_ptr<const Profile> profile;
  const core::Clock& clock;
  core::RandomSource& random;
  const Changes& changes;
  std::string country = {};  // ISO 3166: how telephone numbers look
};
[[nodiscard]] std::unique_ptr<Cases> MakeCases(CasesParts parts);

}  // namespace ecms
