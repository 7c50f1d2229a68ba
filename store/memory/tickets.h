// SPDX-License-Identifier: Apache-2.0
// Store's and ClockQueries' questions about tickets, on plain containers.
#pragma once

#include <string_view>
#include <vector>

#include "store/snapshot.h"
#include "store/store.h"

namespace store::memory {

// With what is read from other tables: thread, sealed words, name and district of the site.
[[nodiscard]] TicketRow AsRead(const Snapshot& state, TicketRow row);
[[nodiscard]] core::Result<TicketPage> ListTickets(const Snapshot& state,
                                                   const TicketFilter& filter);
[[nodiscard]] std::vector<core::TicketId> AnsweredTickets(const Snapshot& state);
[[nodiscard]] std::vector<TicketRow> OpenTicketsAt(const Snapshot& state, std::string_view site,
                                                   std::string_view topic, size_t limit);
[[nodiscard]] int64_t CountNewClocks(const Snapshot& state, uint8_t gravest, uint8_t mildest,
                                     core::Timestamp after, core::Timestamp until);

}  // namespace store::memory
