// SPDX-License-Identifier: Apache-2.0
// What can be wrong with an expression: a code, a place, and what it is about. All the words for it
// are in flaw.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dialogs {

enum class Flaw : uint8_t {
  kNone,
  // lexer.cpp
  kMisspelling,
  kDoubleSlash,
  kAxis,
  kAttribute,
  kUnion,
  kExclamation,
  kQuoteOpen,
  kDollar,
  kReferenceOpen,
  kReferenceName,
  kLastSaved,
  kCharacter,
  // parser.cpp
  kTooLong,
  kTooDeep,
  kChainTooLong,
  kEmpty,
  kEndsEarly,
  kOutOfPlace,
  kNothingBefore,
  kFilterBehindValue,
  kBracketOpen,
  kNull,
  kBareTruth,
  kBareQuestion,
  kBareWord,
  kBareFunction,
  // calls.cpp
  kBigLetters,
  kBracketAlone,
  kSquareAlone,
  kSlash,
  kOperatorMissing,
  kCommaMissing,
  kDecimalComma,
  kNoFunction,
  kElsewhere,
  kCallOpen,
  kValueCount,
  kValueRange,
  kPosition,
  kLast,
  kChoiceName,
  // paths.cpp
  kLater,
  kUnknownQuestion,
  kQuestionIsFunction,
  kTopShape,
  kTopForm,
  kColumnsOnly,
  kSelf,
  kBelowAnswer,
  kAboveForm,
  kCurrentValue,
  kCurrentPath,
  kStepStar,
  kStepDot,
  kStepUp,
  kStepName,
  kBelowQuestion,
  kNotInForm,
  kNotInGroup,
  kFilterPlace,
  kFilterOneAnswer,
  kSquareOpen,
  kSquareMissing,
  // lists.cpp
  kListQuotes,
  kNoList,
  kListShape,
  kNoColumn,
  kColumnIsQuestion,
  kColumnIsText,
  // check.cpp
  kNote,
  kNoChoice,  // one of nearly that name is meant
  kChoiceNowhere,
  kNotChoice,
  kPattern,
  kDateFormat,
  kGroup,
  kWholeList,
  kEachRound,
  kIndexedRepeat,
  kSealed,
};
inline constexpr Flaw kLastFlaw = Flaw::kSealed;

struct ExpressionError {
  size_t position = 0;  // byte in the source
  size_t length = 0;
  Flaw flaw = Flaw::kNone;
  std::vector<std::string> about{};  // what the words name, in their order
  std::string near{};                // the one known name that may be meant
};

// What is wrong and what to write instead, without the nearest name.
[[nodiscard]] std::string Words(const ExpressionError& error);
// `did you mean "age"?`, "" if no name is near; `where` ("row 6") stands behind the name in
// brackets.
[[nodiscard]] std::string Suggestion(const ExpressionError& error, std::string_view where = {});
// The source with the marked part, and whatever else is spelt as in another language, written as it
// must be; "" where that is not sure.
[[nodiscard]] std::string Mended(std::string_view source, const ExpressionError& error);
// All of it in one line: "at character 5 (agge): there is no question ..."; the position counts
// characters from 1.
[[nodiscard]] std::string Describe(std::string_view source, const ExpressionError& error);

}  // namespace dialogs
