// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "ecms/profile.h"
#include "ecms/sites.h"
#include "store/store.h"

namespace ecms {

struct SitesParts {
  const store::Store& store;  // all of them outlive what is made
  const Cases& cases;
  std::shared_ptr<const Profile> profile;
};
[[nodiscard]] std::unique_ptr<Sites> MakeSites(SitesParts parts);

}  // namespace ecms
