// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/functions.h"

#include <algorithm>
#include <array>

#include "dialogs/expressions/scope.h"
#include "dialogs/nearest.h"

namespace dialogs {
namespace {

constexpr std::array<FunctionInfo, 23> kFunctions{{
    {"selected", Function::kSelected, 2, 2},
    {"count-selected", Function::kCountSelected, 1, 1},
    {"not", Function::kNot, 1, 1},
    {"if", Function::kIf, 3, 3},
    {"coalesce", Function::kCoalesce, 2, 2},
    {"string-length", Function::kStringLength, 1, 1},
    {"int", Function::kInt, 1, 1},
    {"number", Function::kNumber, 1, 1},
    {"string", Function::kString, 1, 1},
    {"round", Function::kRound, 1, 2},
    {"min", Function::kMin, 1, 64},
    {"max", Function::kMax, 1, 64},
    {"concat", Function::kConcat, 1, 64},
    {"contains", Function::kContains, 2, 2},
    {"starts-with", Function::kStartsWith, 2, 2},
    {"today", Function::kToday, 0, 0},
    {"true", Function::kTrue, 0, 0},
    {"false", Function::kFalse, 0, 0},
    {"once", Function::kOnce, 1, 1},
    {"boolean", Function::kBoolean, 1, 1},
    {"abs", Function::kAbs, 1, 1},
    {"floor", Function::kFloor, 1, 1},
    {"ceiling", Function::kCeiling, 1, 1},
}};

}  // namespace

const FunctionInfo* FindFunction(std::string_view name) {
  for (const FunctionInfo& f : kFunctions) {
    if (f.name == name) return &f;
  }
  return nullptr;
}

std::string AdviceFor(std::string_view name) {
  std::vector<std::string_view> names;
  for (const FunctionInfo& f : kFunctions) names.push_back(f.name);
  std::string near = Nearest(name, names);
  return near.empty() ? "" : "did you mean " + near + "()?";
}

std::string NearestName(const Scope& scope, std::string_view name) {
  std::vector<std::string_view> names;
  for (const QuestionInfo& q : *scope.questions) names.push_back(q.name);
  return Nearest(name, names);
}

}  // namespace dialogs
