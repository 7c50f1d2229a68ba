// SPDX-License-Identifier: Apache-2.0
// A request's JSON fields, read at once. For handlers only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/http.h"
#include "core/json.h"
#include "core/secret.h"
#include "web/routes.h"

namespace web {

inline constexpr size_t kMaxFieldText = 2048;
inline constexpr size_t kMaxFieldName = 64;

// The fields of a request; what is wrong with them is told all at once.
class Fields {
 public:
  explicit Fields(const Call& call) : in_(call.body->root(), "", problems_) {}
  std::string Text(std::string_view key, size_t max = kMaxFieldText) {
    std::string value = in_.String(key);
    if (value.size() > max) in_.Report(key, "at most " + std::to_string(max) + " bytes");
    return value;
  }
  core::SecretString Secret(std::string_view key) { return core::SecretString(Text(key)); }
  std::optional<std::string> TextIfThere(std::string_view key, size_t max = kMaxFieldText) {
    return in_.Has(key) ? std::optional(Text(key, max)) : std::nullopt;
  }
  std::optional<bool> FlagIfThere(std::string_view key) {
    return in_.Has(key) ? std::optional(in_.Bool(key, false)) : std::nullopt;
  }
  std::vector<std::string> Texts(std::string_view key) { return in_.Strings(key); }
  // nullopt: all is well.
  std::optional<core::HttpResponse> Refused() {
    in_.Finish();
    if (problems_.empty()) return std::nullopt;
    return core::ProblemResponse(400, "Bad request", core::Describe(problems_));
  }

 private:
  core::Problems problems_;
  core::ObjectReader in_;
};

}  // namespace web
