// SPDX-License-Identifier: Apache-2.0
// The order of the ticket list: open ones before closed ones, then by class, then the oldest week
// first.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "store/rows.h"

namespace store {

inline constexpr size_t kMaxTicketPage = 200;

// Of a row; a page ends at that of its last.
struct TicketCursor {
  bool closed = false;
  uint8_t severity = 0;
  std::string week;
  core::TicketId id;

  auto operator<=>(const TicketCursor&) const = default;
};
[[nodiscard]] inline TicketCursor CursorOf(const TicketRow& row) {
  return {row.state == "closed", row.severity, row.week, row.id};
}

[[nodiscard]] std::string ToText(const TicketCursor& cursor);
// kInvalid for anything that ToText() did not make.
[[nodiscard]] core::Result<TicketCursor> TicketCursorFromText(std::string_view text);

}  // namespace store
