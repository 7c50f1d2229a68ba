// SPDX-License-Identifier: Apache-2.0
// A compiled expression: nodes in one vector, children by index, names resolved.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dialogs {

class Regex;  // regex.h

inline constexpr uint16_t kNoIndex = 0xFFFF;

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
  kEndsWith,
  kRegex,
  kSubstr,
  kSubstringBefore,
  kSubstringAfter,
  kNormalizeSpace,
  kTranslate,
  kBooleanFromString,
  kPow,
  kSqrt,
  kNow,
  kDate,
  kDateTime,
  kDecimalDateTime,
  kDecimalTime,
  kFormatDate,
  kRandom,
  kUuid,
  kChoiceName,
  kSelectedAt,
  kChecklist,
  kWeightedChecklist,
  kPosition,
  kLast,
  kCount,
  kCountNonEmpty,
  kSum,
  kJoin,
  kIndexedRepeat,
  kInstance,  // only at the start of a path
  kCurrent,   // only at the start of a path
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
  kPath,    // several answers or rounds, or a look-up in a list
  kColumn,  // of the choice that a filter looks at
};

struct Node {
  Op op = Op::kText;
  Function function = Function::kTrue;
  uint16_t question = 0;  // kQuestion, kSelf, kHasOption, jr:choice-name
  uint16_t option = 0;    // kHasOption
  uint16_t path = 0;      // kPath: index into Expression::paths
  bool negated = false;   // kHasOption from !=
  bool inner = false;     // kQuestion: of the round that the predicate looks at
  double number = 0;
  std::string text;
  std::vector<uint32_t> arguments;
  std::shared_ptr<const Regex> pattern;  // regex() with a pattern that is known
  uint32_t position = 0;                 // in the source, for messages
  uint32_t length = 0;
};

// Where a kPath leads. Repeats do not nest, so at most one step of it fans out.
struct Path {
  enum class Over : uint8_t { kSingle, kRounds, kChoices };
  enum class Target : uint8_t { kQuestion, kContainer, kColumn };
  Over over = Over::kSingle;
  Target target = Target::kContainer;
  bool inner = false;                   // kSingle: the round that the predicate looks at
  uint16_t index = kNoIndex;            // kRounds: the repeat; kChoices: the list
  uint16_t element = 0;                 // question or container
  std::string column;                   // kColumn: "name", "label" or an attribute
  std::vector<uint32_t> filters;        // predicates over rounds or choices
  std::vector<uint32_t> value_filters;  // predicates over the answers
};

struct Expression {
  std::string source;
  std::vector<Node> nodes;
  std::vector<Path> paths;
  uint32_t root = 0;
  [[nodiscard]] bool empty() const { return nodes.empty(); }
};

}  // namespace dialogs
