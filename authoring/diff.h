// SPDX-License-Identifier: Apache-2.0
// What one version of a survey changes against another, for the person who publishes it. Whatever
// differs in the canonical JSON is told: no change is too small to be listed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace authoring {

struct Change {
  std::string kind;      // "added", "removed", "changed", "moved"
  std::string what;      // "question", "text", "options", "condition", "rule", "end", "survey"
  std::string name;      // of the question, rule, list or end; "" = of the survey itself
  std::string key;       // in canonical JSON: "label", "relevant"; "" = the whole
  std::string language;  // of a text
  std::string before, after;
  std::string says;      // one English sentence
  bool careful = false;  // earlier answers cannot be compared, or tickets get another class
};

// kInvalid if one of the two is not JSON.
[[nodiscard]] core::Result<std::vector<Change>> Diff(std::string_view before,
                                                     std::string_view after);
// One line each, for a terminal; "nothing changed" for none.
[[nodiscard]] std::string ToText(const std::vector<Change>& changes);

}  // namespace authoring
