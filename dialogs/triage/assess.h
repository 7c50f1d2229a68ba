// SPDX-License-Identifier: Apache-2.0
// From answers to urgency, by the survey's declared rules alone: repeatable, explainable, no
// learned model.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dialogs/expressions/evaluate.h"
#include "dialogs/triage/rules.h"

namespace dialogs {

struct Assessment {
  uint8_t severity = 4;  // 0 = P0 ... 4 = P4
  int points = 0;
  int strong = 0;  // ILO indicators that fired
  int medium = 0;
  std::vector<uint16_t> fired;     // indices of indicators, in the order declared
  std::vector<uint16_t> ask_back;  // gates left half-answered, in the order declared
};

[[nodiscard]] Assessment Assess(const TriageRules& rules, const Facts& facts);

// Indices of `fired`, gravest first: gates by class, then strong, then medium, then by points; ties
// as declared.
[[nodiscard]] std::vector<uint16_t> GravestFirst(const TriageRules& rules,
                                                 std::vector<uint16_t> fired);

}  // namespace dialogs
