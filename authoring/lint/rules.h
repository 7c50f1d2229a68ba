// SPDX-License-Identifier: Apache-2.0
// The rules of the lint: what each says, and how loudly unless somebody asks otherwise.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "authoring/diagnostics.h"
#include "core/result.h"

namespace authoring::lint {

struct Rule {
  std::string_view id;  // NOTE: persistent: surveys name rules that they ignore
  Severity level;
  std::string_view says;
};
[[nodiscard]] std::span<const Rule> Rules();
[[nodiscard]] const Rule* FindRule(std::string_view id);

// Levels that differ from the rules' own; nullopt: the rule is off.
class Levels {
 public:
  // "SMS-SEG=note"; levels are error, warning, note, off. kInvalid says what is known.
  [[nodiscard]] core::Status Set(std::string_view assignment);
  // {"SMS-SEG": "note", ...}
  [[nodiscard]] core::Status Read(std::string_view json);
  // `level` is what the rule itself says of this finding.
  [[nodiscard]] std::optional<Severity> Of(std::string_view rule, Severity level) const;

 private:
  [[nodiscard]] core::Status Set(std::string_view rule, std::string_view level);
  std::map<std::string, std::optional<Severity>, std::less<>> levels_;
};

}  // namespace authoring::lint
