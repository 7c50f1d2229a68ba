// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time.h"

namespace dialogs {

// What an expression yields. The rules of conversion are XPath 1.0's, with the decisions that
// docs/survey-format.md lists.
struct Value {
  enum class Type : uint8_t { kText, kNumber, kBool, kDay, kMoment, kUnknown };
  Type type = Type::kText;
  bool boolean = false;
  double number = 0;  // kNumber; for kDay and kMoment the local days since 1970-01-01
  std::string text;   // kText; of kMoment as it is printed

  static Value Text(std::string text);
  static Value Number(double number);
  static Value Bool(bool boolean);
  static Value OfDay(core::Day day);
  static Value Moment(double days, int offset_minutes);
  static Value Unknown();  // only in three-valued evaluation
  [[nodiscard]] bool unknown() const { return type == Type::kUnknown; }
};

// NaN for a text that is neither a number (XPath: no sign but '-', no exponent) nor a date (then
// days since 1970).
[[nodiscard]] double ToNumber(const Value& value);
// A number without exponent, NaN as "", a day as YYYY-MM-DD.
[[nodiscard]] std::string ToText(const Value& value);
[[nodiscard]] bool ToBool(const Value& value);
[[nodiscard]] std::string FormatNumber(double number);
[[nodiscard]] double ParseNumber(std::string_view text);

}  // namespace dialogs
