// SPDX-License-Identifier: Apache-2.0
// The labelled sets of tests/locales/utterances: what workers type, and what it must be taken for.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "locales/understand.h"

namespace locales::testing {

struct Utterance {
  AnswerType type = AnswerType::kText;
  std::string text;
  std::string options;   // name of the set, "" if none
  std::string expected;  // as Show() prints it, or "asked": ambiguous or not understood
};

struct UtteranceSet {
  std::string language;
  std::string country;
  core::Day today;
  std::map<std::string, std::vector<AnswerOption>> options;
  std::vector<Utterance> utterances;
};

// Every utterances/<lang>.json; a file that cannot be read fails the running test.
[[nodiscard]] std::vector<UtteranceSet> ReadSets();
[[nodiscard]] Question QuestionOf(const UtteranceSet& set, const Utterance& utterance);
// "value 12", "value fire gas", "ambiguous", "stop".
[[nodiscard]] std::string Show(AnswerType type, const Understood& understood);

}  // namespace locales::testing
