// SPDX-License-Identifier: Apache-2.0
// Who a simulated worker is: what happens at work, and how patient the worker is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/random.h"

namespace bot::simulate {

struct Persona {
  std::string language;
  std::map<std::string, std::string> answers;  // question name (or "to_officer") -> option value,
                                               // number or words; others are drawn
  bool opens_ticket = false;
  bool follow_up = false;
  int stops_after = -1;  // sends STOP in place of this answer; -1 = never
  uint32_t seed = 0;     // for what is drawn

  // The answer to a question that `answers` does not name is one of `count` options.
  [[nodiscard]] size_t Draw(const std::string& question, size_t count) const;
};

// A worker of one of the kinds that an inspectorate hears from: most have nothing or little to
// tell, some are not paid, some have no papers, a few are in danger or children, some refuse or
// stop.
[[nodiscard]] Persona DrawPersona(core::RandomSource& random, const std::string& language);

// The language of the next worker, of those that are offered: every other time one that there are
// words in, for an office hears a few languages most.
[[nodiscard]] std::string DrawLanguage(core::RandomSource& random,
                                       const std::vector<std::string>& offered);

}  // namespace bot::simulate
