// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "core/time.h"
#include "ecms/commit.h"
#include "ecms/profile.h"
#include "ecms/site_import.h"
#include "ecms/sites.h"
#include "store/store.h"

namespace ecms {

struct SitesParts {
  const store::Store& store;  // all of them outlive what is made
  const Cases& cases;
  std::shared_ptr<const Profile> profile;
  Commit commit;
  core::Clock& clock;
  core::RandomSource& random;
  // Would a worker who writes it be matched to that workplace, if it were kept?
  std::function<bool(const store::SiteSpellingRow&)> would_match;
  LostNames lost_names;
  std::function<void()> names_changed;  // of workplaces, or spellings; behind the COMMIT
};
[[nodiscard]] std::unique_ptr<Sites> MakeSites(SitesParts parts);

}  // namespace ecms
