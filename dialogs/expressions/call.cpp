// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/utf8.h"
#include "dialogs/expressions/evaluator.h"

namespace dialogs {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double CodePoints(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) static_cast<void>(core::NextCodePoint(text, at));
  return static_cast<double>(count);
}

// Half towards positive infinity (XPath). With digits, 1.005 rounds to 1.01 although its double
// lies below.
double Round(double x, double digits) {
  if (!std::isfinite(x) || !std::isfinite(digits) || std::fabs(digits) > 15) return x;
  if (digits == 0) return std::floor(x + 0.5);
  const double scale = std::pow(10.0, std::floor(digits));
  const double scaled = x * scale;
  return std::isfinite(scaled) ? std::floor(scaled + 0.5 + std::fabs(scaled) * 1e-15) / scale : x;
}

// Empty members are left out; of none the result is empty (NaN).
double Extreme(const std::vector<Value>& values, bool largest) {
  double best = kNaN;
  for (const Value& v : values) {
    if (v.type == Value::Type::kText && v.text.empty()) continue;
    const double x = ToNumber(v);
    if (std::isnan(x)) return kNaN;
    if (std::isnan(best) || (largest ? x > best : x < best)) best = x;
  }
  return best;
}

bool HasWord(std::string_view list, std::string_view word) {
  if (list == word) return true;
  while (!list.empty() && !word.empty()) {
    const size_t space = list.find(' ');
    if (list.substr(0, space) == word) return true;
    if (space == std::string_view::npos) return false;
    list.remove_prefix(space + 1);
  }
  return false;
}

bool IsEmpty(const Value& v) {
  return (v.type == Value::Type::kText && v.text.empty()) ||
         (v.type == Value::Type::kNumber && std::isnan(v.number));
}

}  // namespace

const Answer* Evaluator::Named(const Node& node) const {
  if (node.op == Op::kQuestion) return AnswerTo(node.question);
  return node.op == Op::kSelf ? facts_.self : nullptr;
}

Value Evaluator::StringLength(const Node& argument, const Value& value) const {
  const Answer* answer = Named(argument);
  if (answer != nullptr && answer->kind == Answer::Kind::kWords)
    return Value::Number(answer->words_chars);
  return Value::Number(CodePoints(ToText(value)));
}

Value Evaluator::CountSelected(const Node& argument, const Value& value) const {
  const Answer* answer = Named(argument);
  if (answer != nullptr && answer->kind == Answer::Kind::kValues)
    return Value::Number(static_cast<double>(answer->values.size()));
  const std::string text = ToText(value);
  double words = 0;
  for (size_t i = 0; i < text.size(); ++i)
    words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ') ? 1 : 0;
  return Value::Number(words);
}

Value Evaluator::Call(const Node& node) const {
  switch (node.function) {
    case Function::kTrue:
      return Value::Bool(true);
    case Function::kFalse:
      return Value::Bool(false);
    case Function::kToday:
      return Value::OfDay(facts_.today);
    case Function::kIf: {
      const Truth t = Logic(node.arguments[0]);
      if (t == Truth::kUnknown) return Value::Unknown();
      return Any(node.arguments[t == Truth::kTrue ? 1 : 2]);
    }
    case Function::kCoalesce: {
      Value first = Any(node.arguments[0]);
      return first.unknown() || IsEmpty(first) ? Any(node.arguments[1]) : first;
    }
    case Function::kOnce: {
      // The value that is there already, else the argument, which then stays.
      if (facts_.self != nullptr && facts_.self->kind == Answer::Kind::kNumber)
        return Value::Number(facts_.self->number);
      return Any(node.arguments[0]);
    }
    case Function::kBoolean:
      return FromLogic(node.arguments[0]);
    default:
      break;
  }
  std::vector<Value> values;
  values.reserve(node.arguments.size());
  for (uint32_t argument : node.arguments) {
    values.push_back(Any(argument));
    if (values.back().unknown()) return Value::Unknown();
  }
  return CallText(node, values);
}

Value Evaluator::CallText(const Node& node, const std::vector<Value>& values) const {
  const Node& first = e_.nodes[node.arguments[0]];
  switch (node.function) {
    case Function::kSelected:
      return Value::Bool(HasWord(ToText(values[0]), ToText(values[1])));
    case Function::kCountSelected:
      return CountSelected(first, values[0]);
    case Function::kStringLength:
      return StringLength(first, values[0]);
    case Function::kInt:
      return Value::Number(std::trunc(ToNumber(values[0])));
    case Function::kNumber:
      return Value::Number(ToNumber(values[0]));
    case Function::kString:
      return Value::Text(ToText(values[0]));
    case Function::kRound:
      return Value::Number(Round(ToNumber(values[0]), values.size() > 1 ? ToNumber(values[1]) : 0));
    case Function::kMin:
      return Value::Number(Extreme(values, false));
    case Function::kMax:
      return Value::Number(Extreme(values, true));
    case Function::kAbs:
      return Value::Number(std::fabs(ToNumber(values[0])));
    case Function::kFloor:
      return Value::Number(std::floor(ToNumber(values[0])));
    case Function::kCeiling:
      return Value::Number(std::ceil(ToNumber(values[0])));
    case Function::kContains:
      return Value::Bool(ToText(values[0]).find(ToText(values[1])) != std::string::npos);
    case Function::kStartsWith:
      return Value::Bool(ToText(values[0]).starts_with(ToText(values[1])));
    case Function::kConcat: {
      std::string out;
      for (const Value& v : values) out += ToText(v);
      return Value::Text(std::move(out));
    }
    default:
      return Value::Text("");
  }
}

}  // namespace dialogs
