// SPDX-License-Identifier: Apache-2.0
// Checks JSON against a schema of web/openapi.json: what that file uses of JSON Schema, and nothing
// silently ignored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.h"

namespace web {

class OpenApi {
 public:
  explicit OpenApi(core::JsonValue root) : root_(root) {}
  // The operation of a path and method in lower case.
  [[nodiscard]] std::optional<core::JsonValue> Operation(const std::string& path,
                                                         const std::string& method) const;
  // Follows "$ref" if there is one.
  [[nodiscard]] core::JsonValue Resolve(core::JsonValue value) const;
  // Appends what is wrong with `value`.
  void Check(core::JsonValue schema, core::JsonValue value, const std::string& path,
             std::vector<std::string>& wrong) const;

 private:
  void CheckObject(core::JsonValue schema, core::JsonValue value, const std::string& path,
                   std::vector<std::string>& wrong) const;
  void CheckString(core::JsonValue schema, const std::string& value, const std::string& path,
                   std::vector<std::string>& wrong) const;
  core::JsonValue root_;
};

}  // namespace web
