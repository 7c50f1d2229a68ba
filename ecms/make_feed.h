// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "ecms/commit.h"
#include "ecms/feed.h"
#include "ecms/feed_signals.h"
#include "store/store.h"

namespace ecms {

struct FeedParts {
  const store::Store& store;  // all of them outlive what is made
  Commit commit;
  privacy::KeyRing& keys;
  core::RandomSource& random;
  const core::Clock& clock;
  FeedRules rules;
};
[[nodiscard]] std::unique_ptr<Feed> MakeFeed(FeedParts parts);

}  // namespace ecms
