// SPDX-License-Identifier: Apache-2.0
// Functions that look at their arguments as they are written, or at the conversation.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/crypto.h"
#include "core/utf8.h"
#include "dialogs/expressions/evaluator.h"
#include "dialogs/expressions/regex.h"

namespace dialogs {
namespace {

double CodePoints(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) static_cast<void>(core::NextCodePoint(text, at));
  return static_cast<double>(count);
}

}  // namespace

bool IsEmptyValue(const Value& v) {
  return (v.type == Value::Type::kText && v.text.empty()) ||
         (v.type == Value::Type::kNumber && std::isnan(v.number));
}

const Answer* Evaluator::Named(const Node& node) const {
  if (node.op == Op::kQuestion)
    return AnswerTo(node.question, node.inner ? here_.round : facts_.round);
  if (node.op != Op::kSelf) return nullptr;
  return here_.self != nullptr ? here_.self->answer : facts_.self;
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

// The whole text must fit. Words are matched at receipt, while they are in memory.
bool Evaluator::MatchesRegex(const Node& node, const Values& values) const {
  const Answer* answer = Named(e_.nodes[node.arguments[0]]);
  const bool words = answer != nullptr && answer->kind == Answer::Kind::kWords;
  const std::string text = words ? std::string(facts_.words) : ToText(values[0]);
  if (node.pattern) return node.pattern->Matches(text);
  std::string error;
  const auto pattern = Regex::Compile(ToText(values[1]), error);
  return pattern != nullptr && pattern->Matches(text);
}

// What is there already stays; else the argument. The caller keeps it (engine/silent.cpp).
Value Evaluator::Once(const Node& node) const {
  if (facts_.self != nullptr && facts_.self->kind == Answer::Kind::kText)
    return Value::Text(facts_.self->text);
  return Any(node.arguments[0]);
}

Value Evaluator::ChoiceName(const Node& node, const Value& value) const {
  const uint16_t list = facts_.tree->infos[node.question].list;
  const std::string wanted = ToText(value);
  if (list == kNoIndex) return Value::Text(wanted);
  for (const Choice& choice : facts_.tree->lists[list].choices) {
    if (choice.value == wanted)
      return Value::Text(facts_.language < choice.label.size() ? choice.label[facts_.language]
                                                               : "");
  }
  return Value::Text("");
}

// The same for one conversation, one place of one expression and one round: nothing needs keeping.
Value Evaluator::Random(const Node& node, const Values& values) const {
  core::Seed seed{};
  if (facts_.seed != nullptr) seed = *facts_.seed;
  std::string name = fmt::format("{}|{}|{}", e_.source, node.position, facts_.round);
  const core::Digest digest = core::Blake2b(core::AsBytes(name));
  uint64_t stream = 0;
  for (size_t i = 0; i < sizeof stream; ++i) stream = stream << 8U | digest[i];
  core::SeededRandom random(seed, stream | 1ULL << 63U);  // the engine's own draws count from 1
  constexpr uint64_t kSteps = 1ULL << 53U;
  if (node.function == Function::kRandom)
    return Value::Number(static_cast<double>(random.Below(kSteps)) / static_cast<double>(kSteps));
  std::array<uint8_t, 64> bytes{};
  random.Fill(bytes);
  std::string hex;
  for (uint8_t byte : bytes) hex += fmt::format("{:02x}", byte);
  if (!values.empty()) {
    const double length = ToNumber(values[0]);
    if (!(length >= 1)) return Value::Text("");
    return Value::Text(hex.substr(0, static_cast<size_t>(std::min(length, 128.0))));
  }
  hex[12] = '4';  // RFC 4122: version 4, variant 1
  hex[16] = "89ab"[bytes[8] & 3U];
  return Value::Text(fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4),
                                 hex.substr(12, 4), hex.substr(16, 4), hex.substr(20, 12)));
}

Value Evaluator::Call(const Node& node) const {
  switch (node.function) {
    case Function::kTrue:
      return Value::Bool(true);
    case Function::kFalse:
      return Value::Bool(false);
    case Function::kIf: {
      const Truth t = Logic(node.arguments[0]);
      if (t == Truth::kUnknown) return Value::Unknown();
      return Any(node.arguments[t == Truth::kTrue ? 1 : 2]);
    }
    case Function::kCoalesce: {
      Value first = Any(node.arguments[0]);
      return first.unknown() || IsEmptyValue(first) ? Any(node.arguments[1]) : first;
    }
    case Function::kOnce:
      return Once(node);
    case Function::kBoolean:
      return FromLogic(node.arguments[0]);
    case Function::kChoiceName: {
      const Value value = Any(node.arguments[0]);
      return value.unknown() ? value : ChoiceName(node, value);
    }
    default:
      break;
  }
  if (auto value = CallRounds(node)) return *value;
  Values values;
  values.reserve(node.arguments.size());
  for (uint32_t argument : node.arguments) {
    values.push_back(Any(argument));
    if (values.back().unknown()) return Value::Unknown();
  }
  switch (node.function) {
    case Function::kCountSelected:
      return CountSelected(e_.nodes[node.arguments[0]], values[0]);
    case Function::kStringLength:
      return StringLength(e_.nodes[node.arguments[0]], values[0]);
    case Function::kRegex:
      return Value::Bool(MatchesRegex(node, values));
    case Function::kRandom:
    case Function::kUuid:
      return Random(node, values);
    default:
      break;
  }
  if (auto value = CallText(node.function, values)) return *value;
  if (auto value = CallNumbers(node.function, values)) return *value;
  return CallTime(node.function, values).value_or(Value::Text(""));
}

}  // namespace dialogs
