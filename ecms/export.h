// SPDX-License-Identifier: Apache-2.0
// Tickets as a table that may leave the office: week and district, nothing finer, no words, no
// workplace. Includes core/ only, so that web/ can use it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ecms/accounts.h"

namespace ecms {

using Table = std::vector<std::vector<std::string>>;  // the first row names the columns

// Thread-safe. May block on the disk: for the `office` thread.
class TicketExport {
 public:
  virtual ~TicketExport() = default;
  // Tickets filed in these ISO weeks ("2026-W40"), both included; "" = no bound. One audit entry,
  // which names `format`. kDenied by role; kInvalid: no ISO week, or from after to.
  [[nodiscard]] virtual core::Result<Table> Tickets(const Caller& caller, std::string_view from,
                                                    std::string_view to,
                                                    std::string_view format) = 0;
};

}  // namespace ecms
