// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/value.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "core/utf8.h"
#include "dialogs/expressions/dates.h"

namespace dialogs {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Value Value::Text(std::string text) {
  Value v;
  v.text = std::move(text);
  return v;
}
Value Value::Number(double number) {
  Value v;
  v.type = Type::kNumber;
  v.number = number;
  return v;
}
Value Value::Bool(bool boolean) {
  Value v;
  v.type = Type::kBool;
  v.boolean = boolean;
  return v;
}
Value Value::OfDay(core::Day day) {
  Value v;
  v.type = Type::kDay;
  v.number = day.number;
  return v;
}
Value Value::Moment(double days, int offset_minutes) {
  Value v;
  v.type = Type::kMoment;
  v.number = days;
  v.text = MomentText(days, offset_minutes);
  return v;
}
Value Value::Unknown() {
  Value v;
  v.type = Type::kUnknown;
  return v;
}

double ParseNumber(std::string_view text) {
  text = core::Trim(text);
  size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  bool digit = false;
  bool point = false;
  for (size_t i = at; i < text.size(); ++i) {
    if (IsDigit(text[i])) {
      digit = true;
    } else if (text[i] == '.' && !point) {
      point = true;
    } else {
      return kNaN;
    }
  }
  if (!digit) return kNaN;
  double value = 0;
  auto [end, error] =
      std::from_chars(text.data() + at, text.data() + text.size(), value, std::chars_format::fixed);
  if (error == std::errc::result_out_of_range)
    return std::numeric_limits<double>::infinity() * (at == 1 ? -1 : 1);
  if (error != std::errc()) return kNaN;
  return at == 1 ? -value : value;
}

std::string FormatNumber(double number) {
  if (std::isnan(number)) return {};
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  if (number == 0) return "0";
  std::array<char, 400> buffer{};  // 309 digits before the point, 17 significant ones behind it
  auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

double ToNumber(const Value& value) {
  switch (value.type) {
    case Value::Type::kNumber:
    case Value::Type::kDay:
    case Value::Type::kMoment:
      return value.number;
    case Value::Type::kBool:
      return value.boolean ? 1 : 0;
    case Value::Type::kUnknown:
      return kNaN;
    case Value::Type::kText:
      break;
  }
  const std::string& text = value.text;
  constexpr size_t kDashOfDate = 4;
  if (text.size() > kDashOfDate && text[kDashOfDate] == '-') {
    if (auto day = core::DayFromText(text)) return day->number;
    if (auto moment = MomentFromText(text)) return *moment;
  }
  return ParseNumber(value.text);
}

std::string ToText(const Value& value) {
  switch (value.type) {
    case Value::Type::kNumber:
      return FormatNumber(value.number);
    case Value::Type::kBool:
      return value.boolean ? "true" : "false";
    case Value::Type::kDay:
      return core::ToText(core::Day{static_cast<int32_t>(value.number)});
    case Value::Type::kUnknown:
      return {};
    case Value::Type::kMoment:
    case Value::Type::kText:
      break;
  }
  return value.text;
}

bool ToBool(const Value& value) {
  switch (value.type) {
    case Value::Type::kNumber:
      return value.number != 0 && !std::isnan(value.number);
    case Value::Type::kBool:
      return value.boolean;
    case Value::Type::kDay:
    case Value::Type::kMoment:
      return true;
    case Value::Type::kUnknown:
      return false;
    case Value::Type::kText:
      break;
  }
  return !value.text.empty();
}

}  // namespace dialogs
