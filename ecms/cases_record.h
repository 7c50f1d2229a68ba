// SPDX-License-Identifier: Apache-2.0
// A case and its timeline as they are stored: documents of the kinds "case" (parent "open" or
// "closed"), "case_entry" (parent the case) and "ticket_case" (key the ticket, parent the case).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ecms/cases.h"
#include "store/commands.h"

namespace ecms {

// NOTE: persistent values.
inline constexpr const char* kCaseKind = "case";
inline constexpr const char* kEntryKind = "case_entry";
inline constexpr const char* kTicketCaseKind = "ticket_case";
inline constexpr const char* kOpenCases = "open";
inline constexpr const char* kClosedCases = "closed";
inline constexpr size_t kMaxEntries = 500;
inline constexpr size_t kMaxLinked = 200;

struct ClockRecord {
  std::string id;  // of the profile's deadline
  core::Timestamp started, due;
  std::optional<core::Timestamp> met = std::nullopt;
  core::Timestamp known =
      {};  // since when the case has it: one of a class that rose began before that
};
struct CaseRecord {
  CaseId id;
  int64_t version = 0;  // as stored; 0 = not yet
  std::string type, origin, title, site, place, state, assignee;
  bool complaint = false;
  uint8_t severity = 4;
  std::vector<std::string> issues;
  std::vector<core::TicketId> tickets;
  std::vector<uint8_t> known;  // the class of each of them when the case last looked
  std::vector<ClockRecord> clocks;
  std::optional<Consent> consent;
  std::optional<Closing> closing;
  core::Timestamp opened_at, state_since;
  std::optional<Corroboration> voices;  // of a closed case, which keeps no ticket
  std::vector<std::string> tasks;  // days of open visits, actions and deadlines, earliest first

  bool Forget(const core::TicketId& ticket);  // false: it is not in it
};

[[nodiscard]] std::string ToJson(const CaseRecord& record);
[[nodiscard]] core::Result<CaseRecord> CaseFrom(const store::DocumentRow& row);
[[nodiscard]] std::string ToJson(const Entry& entry);
[[nodiscard]] core::Result<Entry> EntryFrom(const store::DocumentRow& row);

// The write of the case as its next version.
[[nodiscard]] store::Command PutCase(const CaseRecord& record, bool closed);
[[nodiscard]] store::Command PutEntry(const CaseId& id, const Entry& entry,
                                      int64_t expected_version);

}  // namespace ecms
