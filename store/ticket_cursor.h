// SPDX-License-Identifier: Apache-2.0
// Where a page of the ticket list ended: severity, week and id of its last row.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "store/rows.h"

namespace store {

inline constexpr size_t kMaxTicketPage = 200;

struct TicketCursor {
  uint8_t severity = 0;
  std::string week;
  core::TicketId id;
};

[[nodiscard]] std::string ToText(const TicketCursor& cursor);
// kInvalid for anything that ToText() did not make.
[[nodiscard]] core::Result<TicketCursor> TicketCursorFromText(std::string_view text);

}  // namespace store
