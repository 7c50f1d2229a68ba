// SPDX-License-Identifier: Apache-2.0
// Functions of numbers.
#include <cmath>

#include "dialogs/expressions/evaluator.h"

namespace dialogs {
namespace {

// Half towards positive infinity (XPath). With digits, 1.005 rounds to 1.01 although its double
// lies below.
double Round(double x, double digits) {
  if (!std::isfinite(x) || !std::isfinite(digits) || std::fabs(digits) > 15) return x;
  if (digits == 0) return std::floor(x + 0.5);
  const double scale = std::pow(10.0, std::floor(digits));
  const double scaled = x * scale;
  return std::isfinite(scaled) ? std::floor(scaled + 0.5 + std::fabs(scaled) * 1e-15) / scale : x;
}

// How many hold, between the first two numbers; -1 is no bound. `weighted`: each with its weight.
bool Checklist(const std::vector<Value>& values, bool weighted) {
  double sum = 0;
  for (size_t i = 2; i < values.size(); i += weighted ? 2 : 1) {
    const double weight = !weighted ? 1 : i + 1 < values.size() ? ToNumber(values[i + 1]) : 0;
    if (ToBool(values[i])) sum += weight;
  }
  const double min = ToNumber(values[0]);
  const double max = ToNumber(values[1]);
  return (min == -1 || sum >= min) && (max == -1 || sum <= max);
}

}  // namespace

std::optional<Value> Evaluator::CallNumbers(Function function, const Values& values) {
  auto number = [&](size_t i) { return ToNumber(values[i]); };
  switch (function) {
    case Function::kInt:
      return Value::Number(std::trunc(number(0)));
    case Function::kNumber:
      return Value::Number(number(0));
    case Function::kRound:
      return Value::Number(Round(number(0), values.size() > 1 ? number(1) : 0));
    case Function::kAbs:
      return Value::Number(std::fabs(number(0)));
    case Function::kFloor:
      return Value::Number(std::floor(number(0)));
    case Function::kCeiling:
      return Value::Number(std::ceil(number(0)));
    case Function::kPow:
      return Value::Number(std::pow(number(0), number(1)));
    case Function::kSqrt:
      return Value::Number(std::sqrt(number(0)));
    case Function::kWeightedChecklist:
      return Value::Bool(Checklist(values, true));
    case Function::kChecklist:
      return Value::Bool(Checklist(values, false));
    default:
      return std::nullopt;
  }
}

}  // namespace dialogs
