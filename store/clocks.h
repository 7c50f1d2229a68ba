// SPDX-License-Identifier: Apache-2.0
// What alerts ask about the clocks of tickets. A contract of its own beside Store, because nobody
// else asks it; every store answers it.
#pragma once

#include <cstdint>

#include "core/result.h"
#include "core/time.h"

namespace store {

class Store;

class ClockQueries {
 public:
  virtual ~ClockQueries() = default;
  // Tickets in state "new", of a class between the two, whose clock ends after `after` and not
  // after `until`. Any thread; sees what was committed before it began.
  [[nodiscard]] virtual core::Result<int64_t> CountNewClocks(uint8_t gravest, uint8_t mildest,
                                                             core::Timestamp after,
                                                             core::Timestamp until) const = 0;
};
[[nodiscard]] const ClockQueries& ClocksOf(const Store& store);

}  // namespace store
