// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "authoring/diagnostics.h"

namespace authoring {

enum class RowKind : uint8_t {
  kQuestion,  // asked, or a note
  kSilent,    // calculate, hidden
  kMeta,      // start, end, today: filled by the service
  kIdentity,  // deviceid, username ...: kept empty here
  kBeginGroup,
  kEndGroup,
  kBeginRepeat,
  kEndRepeat,
  kRejected,  // reported; the name stays known, so that nothing else is said about it
};

struct RowType {
  RowKind kind = RowKind::kRejected;
  std::string json;  // "select_one"; what the canonical form calls it
  std::string list;  // of a select
  bool or_other = false;
  std::string_view implied_constraint;  // of percentage and the like
  std::string_view pii;                 // of phone number: what it asks for
};

// Understands a type cell with its aliases. What chat cannot do, and what only another tool knows,
// is reported at `place` with what to write instead. `text` is the cleaned cell, not empty.
[[nodiscard]] RowType ParseType(const std::string& text, const Place& place,
                                Diagnostics& diagnostics);
// Is it another tool's own, or one that no chat can do? Then that was reported.
[[nodiscard]] bool RejectType(const std::string& bare, const Place& place,
                              Diagnostics& diagnostics);
// "dropdown yn" -> "select_one yn", "money" -> "decimal"; `plain` is `typed` in small letters
// without - and _. "" if it is none.
[[nodiscard]] std::string EverydayType(const std::string& plain, const std::string& typed);

}  // namespace authoring
