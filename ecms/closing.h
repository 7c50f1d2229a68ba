// SPDX-License-Identifier: Apache-2.0
// How a ticket ends.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/time.h"
#include "store/store.h"

namespace ecms {

// What the receipt code of a closed ticket tells. NOTE: persistent values, and keys of texts
// (status_closed_...).
inline constexpr std::array<std::string_view, 3> kOutcomes = {"acted", "passed", "no_action"};
[[nodiscard]] bool IsOutcome(std::string_view outcome);

// What closes a ticket. store::PutClosing asks the worker, and its code tells the outcome.
[[nodiscard]] store::CommandGroup ClosingCommands(const core::TicketId& ticket,
                                                  std::string_view outcome,
                                                  const std::string& officer, core::Timestamp now);

}  // namespace ecms
