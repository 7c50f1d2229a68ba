// SPDX-License-Identifier: Apache-2.0
// Functions of days and times: whole days on the worker's own clock, a part of a day as a fraction.
#include <cmath>

#include "core/utf8.h"
#include "dialogs/expressions/dates.h"
#include "dialogs/expressions/evaluator.h"

namespace dialogs {
namespace {

constexpr double kMsOfDay = 86'400'000;
constexpr double kMsOfMinute = 60'000;

// The day of a day, a moment, a number of days, or the text of one; empty for anything else.
Value DayOfValue(const Value& value) {
  const double days = std::floor(ToNumber(value));
  if (value.type == Value::Type::kBool || std::isnan(days) || !HasDate(days))
    return Value::Text("");
  // A text must be written as a day: "20" is not one.
  if (value.type == Value::Type::kText && !std::isnan(ParseNumber(value.text)))
    return Value::Text("");
  return Value::OfDay(core::Day{static_cast<int32_t>(days)});
}

Value TimeOfValue(const Value& value, int offset_minutes) {
  if (value.type == Value::Type::kMoment || value.type == Value::Type::kNumber) {
    const double days = ToNumber(value);
    return Value::Number(days - std::floor(days));
  }
  std::string text = ToText(value);
  if (const size_t t = text.find('T'); t != std::string::npos) text.erase(0, t + 1);
  const auto part = TimeOfDay(core::Trim(text), offset_minutes);
  return part ? Value::Number(*part) : Value::Text("");
}

}  // namespace

std::optional<Value> Evaluator::CallTime(Function function, const Values& values) const {
  switch (function) {
    case Function::kToday:
      return Value::OfDay(facts_.today);
    case Function::kNow:
      return Value::Moment(
          (static_cast<double>(facts_.now.ms) + facts_.offset_minutes * kMsOfMinute) / kMsOfDay,
          facts_.offset_minutes);
    case Function::kDate:
      return DayOfValue(values[0]);
    case Function::kDateTime: {
      if (DayOfValue(values[0]).type != Value::Type::kDay) return Value::Text("");
      return Value::Moment(ToNumber(values[0]), facts_.offset_minutes);
    }
    case Function::kDecimalDateTime:
      return Value::Number(DayOfValue(values[0]).type == Value::Type::kDay ? ToNumber(values[0])
                                                                           : std::nan(""));
    case Function::kDecimalTime:
      return TimeOfValue(values[0], facts_.offset_minutes);
    case Function::kFormatDate: {
      if (DayOfValue(values[0]).type != Value::Type::kDay) return Value::Text("");
      return Value::Text(FormatDate(ToNumber(values[0]), ToText(values[1]), facts_.language_tag));
    }
    default:
      return std::nullopt;
  }
}

}  // namespace dialogs
