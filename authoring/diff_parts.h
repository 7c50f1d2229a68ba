// SPDX-License-Identifier: Apache-2.0
// The parts of a survey's JSON that diff.cpp compares.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace authoring::diff {

// A text as it is, anything else as JSON; "" for nothing.
[[nodiscard]] std::string Plain(std::optional<core::JsonValue> value);
// Cut for a sentence.
[[nodiscard]] std::string Short(const std::string& text);
// {"en": "...", "fr": "..."}
[[nodiscard]] bool IsTexts(std::optional<core::JsonValue> value);
[[nodiscard]] std::optional<core::JsonValue> Get(std::optional<core::JsonValue> object,
                                                 std::string_view key);
// Of one object or the other.
[[nodiscard]] std::set<std::string> KeysOf(std::optional<core::JsonValue> a,
                                           std::optional<core::JsonValue> b);

// Questions, groups and repeats by name, in order. Rows without a name keep a place of their own.
struct Rows {
  std::vector<std::string> order;
  std::map<std::string, core::JsonValue> by_name;
  std::map<std::string, std::string> within;  // name -> group
  void Add(std::optional<core::JsonValue> list, const std::string& group);
};

// A list of objects by one of their keys.
struct Listed {
  std::vector<std::string> order;
  std::map<std::string, core::JsonValue> by_key;
  Listed(std::optional<core::JsonValue> list, std::string_view key);
};

}  // namespace authoring::diff
