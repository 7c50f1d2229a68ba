// SPDX-License-Identifier: Apache-2.0
#include "store/ticket_cursor.h"

namespace store {

std::string ToText(const TicketCursor& cursor) {
  return (cursor.closed ? "c" : "o") + std::to_string(cursor.severity) + "~" + cursor.week + "~" +
         cursor.id.Text();
}

core::Result<TicketCursor> TicketCursorFromText(std::string_view text) {
  auto bad = core::Err(core::ErrorCode::kInvalid,
                       "the ticket list's `after` is not a cursor that a page returned");
  const size_t first = text.find('~');
  const size_t last = text.rfind('~');
  if (first == std::string_view::npos || first == last || first < 2 || first > 4) return bad;
  if (text.front() != 'c' && text.front() != 'o') return bad;
  int severity = 0;
  for (char c : text.substr(1, first - 1)) {
    if (c < '0' || c > '9') return bad;
    severity = severity * 10 + (c - '0');
  }
  auto id = core::TicketId::FromText(text.substr(last + 1));
  if (severity > 255 || !id) return bad;
  return TicketCursor{text.front() == 'c', static_cast<uint8_t>(severity),
                      std::string(text.substr(first + 1, last - first - 1)), *id};
}

}  // namespace store
