// SPDX-License-Identifier: Apache-2.0
#include "store/clocks.h"

#include "store/store.h"

namespace store {

const ClockQueries& ClocksOf(const Store& store) {
  const auto* clocks = dynamic_cast<const ClockQueries*>(&store);
  CHECK(clocks != nullptr);
  return *clocks;
}

}  // namespace store
