// SPDX-License-Identifier: Apache-2.0
// A compiled expression: nodes in one vector, children by index, names resolved.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dialogs {

enum class Function : uint8_t {
  kSelected,
  kCountSelected,
  kNot,
  kIf,
  kCoalesce,
  kStringLength,
  kInt,
  kNumber,
  kString,
  kRound,
  kMin,
  kMax,
  kConcat,
  kContains,
  kStartsWith,
  kToday,
  kTrue,
  kFalse,
  kOnce,
  kBoolean,
  kAbs,
  kFloor,
  kCeiling,
};

enum class Op : uint8_t {
  kNumber,
  kText,
  kQuestion,
  kSelf,
  kHasOption,
  kOr,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kNegate,
  kCall,
};

struct Node {
  Op op = Op::kText;
  Function function = Function::kTrue;
  uint16_t question = 0;  // kQuestion, kHasOption
  uint16_t option = 0;    // kHasOption
  bool negated = false;   // kHasOption from !=
  double number = 0;
  std::string text;
  std::vector<uint32_t> arguments;
  uint32_t position = 0;  // in the source, for messages
  uint32_t length = 0;
};

struct Expression {
  std::string source;
  std::vector<Node> nodes;
  uint32_t root = 0;
  [[nodiscard]] bool empty() const { return nodes.empty(); }
};

}  // namespace dialogs
