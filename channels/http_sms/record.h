// SPDX-License-Identifier: Apache-2.0
// Fields of a request or reply, whatever form they have.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "channels/http_sms/plan.h"
#include "core/http.h"

namespace channels::http_sms {

// One message's fields: parameters, or a JSON value. A view: what it was made from must outlive it.
class Record {
 public:
  explicit Record(const core::Parameters& parameters) : parameters_(&parameters) {}
  explicit Record(core::JsonValue value) : value_(value) {}

  // A text, or a number or truth value as JSON writes it; nullopt where it is absent, null, or
  // nested.
  [[nodiscard]] std::optional<std::string> Get(std::string_view field) const;
  [[nodiscard]] bool Has(std::string_view field) const;
  // All conditions hold.
  [[nodiscard]] bool Holds(const std::vector<Condition>& conditions) const;
  // The elements of the list at `field`; this record itself where `field` is "". Nothing where
  // there is no such list.
  void ForEach(std::string_view field, const std::function<void(const Record&)>& each) const;

 private:
  [[nodiscard]] std::optional<core::JsonValue> At(std::string_view path) const;
  const core::Parameters* parameters_ = nullptr;
  std::optional<core::JsonValue> value_;
};

}  // namespace channels::http_sms
