// SPDX-License-Identifier: Apache-2.0
// How easily somebody could guess who reported: pure, over what an officer may see anyway.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "store/rows.h"

namespace ecms {

inline constexpr int64_t kSmallSite =
    20;  // workers; under it an employer is not asked about one report (docs/cases.md)
inline constexpr int64_t kFewReports = 5;  // open reports on the site and topic, this one with them
inline constexpr size_t kFewestForRare =
    20;                                   // tickets of the survey; among fewer everything is rare
inline constexpr size_t kRareOneIn = 20;  // an answer that at most one in so many gave

struct RiskFacts {
  bool site = false;    // the ticket's workplace is in the register
  int64_t workers = 0;  // about how many; 0 = not known
  int64_t reports = 0;  // open ones on the site and topic
  bool own_words = false;
  bool rare = false;  // it has answers that few gave
};
// Codes of SourceRisk::reasons, the weightiest first, and the level that follows from them.
[[nodiscard]] std::vector<std::string> RiskReasons(const RiskFacts& facts);
[[nodiscard]] std::string RiskLevel(std::span<const std::string> reasons);

// The coded answers of `ticket` that at most one in kRareOneIn of `all` gave (itself with them,
// marks such as "(refused)" and the workplace's own code aside). None where `all` has fewer than
// kFewestForRare.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> RareAnswers(
    const store::TicketRow& ticket, std::span<const store::TicketRow> all);

}  // namespace ecms
