// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/functions.h"

#include <algorithm>
#include <array>

#include "dialogs/expressions/scope.h"
#include "dialogs/nearest.h"

namespace dialogs {
namespace {

// In the order of the enum, so that a function finds its row; aliases follow.
constexpr std::array<FunctionInfo, 55> kFunctions{{
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
    {"min", Function::kMin, 1, 64, 0},
    {"max", Function::kMax, 1, 64, 0},
    {"concat", Function::kConcat, 1, 64, 0},
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
    {"ends-with", Function::kEndsWith, 2, 2},
    {"regex", Function::kRegex, 2, 2},
    {"substr", Function::kSubstr, 2, 3},
    {"substring-before", Function::kSubstringBefore, 2, 2},
    {"substring-after", Function::kSubstringAfter, 2, 2},
    {"normalize-space", Function::kNormalizeSpace, 1, 1},
    {"translate", Function::kTranslate, 3, 3},
    {"boolean-from-string", Function::kBooleanFromString, 1, 1},
    {"pow", Function::kPow, 2, 2},
    {"sqrt", Function::kSqrt, 1, 1},
    {"now", Function::kNow, 0, 0},
    {"date", Function::kDate, 1, 1},
    {"date-time", Function::kDateTime, 1, 1},
    {"decimal-date-time", Function::kDecimalDateTime, 1, 1},
    {"decimal-time", Function::kDecimalTime, 1, 1},
    {"format-date", Function::kFormatDate, 2, 2},
    {"random", Function::kRandom, 0, 0},
    {"uuid", Function::kUuid, 0, 1},
    {"jr:choice-name", Function::kChoiceName, 2, 2},
    {"selected-at", Function::kSelectedAt, 2, 2},
    {"checklist", Function::kChecklist, 3, 64, 2},
    {"weighted-checklist", Function::kWeightedChecklist, 4, 64},
    {"position", Function::kPosition, 0, 1, 0},
    {"last", Function::kLast, 0, 0},
    {"count", Function::kCount, 1, 1, 0},
    {"count-non-empty", Function::kCountNonEmpty, 1, 1, 0},
    {"sum", Function::kSum, 1, 1, 0},
    {"join", Function::kJoin, 2, 64, 1},
    {"indexed-repeat", Function::kIndexedRepeat, 3, 3, 0},
    {"instance", Function::kInstance, 1, 1},
    {"current", Function::kCurrent, 0, 0},
    {"format-date-time", Function::kFormatDate, 2, 2},
}};

constexpr bool InOrder() {
  for (size_t i = 0; i <= static_cast<size_t>(Function::kCurrent); ++i) {
    if (static_cast<size_t>(kFunctions[i].function) != i) return false;
  }
  return true;
}
static_assert(InOrder());

// What other form tools have. Refused by name, with what to write instead where there is something.
struct Elsewhere {
  std::string_view name;
  std::string_view instead;
};
constexpr std::array<Elsewhere, 64> kElsewhere{{
    {"sin", ""},
    {"cos", ""},
    {"tan", ""},
    {"asin", ""},
    {"acos", ""},
    {"atan", ""},
    {"atan2", ""},
    {"pi", "write 3.14159265"},
    {"log", ""},
    {"log10", ""},
    {"exp", ""},
    {"exp10", ""},
    {"digest", ""},
    {"base64-decode", ""},
    {"base64-encode", ""},
    {"extract-signed", ""},
    {"area", ""},
    {"distance", ""},
    {"geofence", ""},
    {"intersects", ""},
    {"randomize", "set randomize on the question"},
    {"version", ""},
    {"jr:itext", "write the label: instance('list')/root/item[name = ${q}]/label"},
    {"pulldata",
     "copy the table into a list of choices and write instance('list')/root/item[name = "
     "${q}]/column"},
    {"search", "copy the table into a list of choices and use choice_filter"},
    {"property", ""},
    {"indexed-repeat-count", ""},
    {"position-of", ""},
    // SurveyCTO
    {"index", "write position(..)"},
    {"duration", ""},
    {"item-at", "write selected-at(${q}, n)"},
    {"count-items", "write count-selected(${q})"},
    {"count-if", "write count(${repeat}[condition])"},
    {"sum-if", "write sum(${repeat}[condition]/name)"},
    {"min-if", "write min(${repeat}[condition]/name)"},
    {"max-if", "write max(${repeat}[condition]/name)"},
    {"join-if", "write join(', ', ${repeat}[condition]/name)"},
    {"de-duplicate", ""},
    {"choice-label", "write jr:choice-name(${q}, '${q}')"},
    {"device-info", ""},
    {"phone-call-log", ""},
    {"phone-call-duration", ""},
    {"collect-is-phone-app", ""},
    {"empty", "write ${q} = ''"},
    {"relevant", "write ${q} != ''"},
    {"rank-index", ""},
    {"rank-index-if", ""},
    {"rank-value", ""},
    {"short-geopoint", ""},
    {"distance-between", ""},
    {"hash", ""},
    {"username", ""},
    {"linebreak", ""},
    {"format-number", "write string(round(${q}, 2))"},
    {"once-only", "write once()"},
    {"version-of", ""},
    // CHT and others
    {"difference-in-months", ""},
    {"add-date", "write date(${d} + 30)"},
    {"parse-timestamp-to-date", ""},
    {"to-bikram-sambat", ""},
    {"z-score", ""},
    {"substring", "write substr(text, from, to), counted from 0"},
    {"lower-case", "write translate()"},
    {"upper-case", "write translate()"},
}};

}  // namespace

const FunctionInfo* FindFunction(std::string_view name) {
  for (const FunctionInfo& f : kFunctions) {
    if (f.name == name) return &f;
  }
  return nullptr;
}

const FunctionInfo& InfoOf(Function function) { return kFunctions[static_cast<size_t>(function)]; }

std::string_view AdviceFor(std::string_view name) {
  for (const Elsewhere& e : kElsewhere) {
    if (e.name == name) return e.instead.empty() ? "leave it out" : e.instead;
  }
  return {};
}

std::string NearestFunction(std::string_view name) {
  std::vector<std::string_view> names;
  for (const FunctionInfo& f : kFunctions) names.push_back(f.name);
  return Nearest(name, names);
}

std::string NearestName(const Scope& scope, std::string_view name) {
  std::vector<std::string_view> names;
  for (const QuestionInfo& q : scope.tree->infos) names.push_back(q.name);
  for (const Container& c : scope.tree->containers) names.push_back(c.name);
  return Nearest(name, names);
}

bool HasColumn(const ChoiceList& list, std::string_view column) {
  if (column == "name" || column == "label") return true;
  return std::any_of(list.choices.begin(), list.choices.end(), [&](const Choice& choice) {
    return std::any_of(choice.attributes.begin(), choice.attributes.end(),
                       [&](const auto& attribute) { return attribute.first == column; });
  });
}

std::string NearestColumn(const ChoiceList& list, std::string_view column) {
  std::vector<std::string_view> names{"name", "label"};
  for (const Choice& choice : list.choices) {
    for (const auto& [key, value] : choice.attributes) {
      if (std::find(names.begin(), names.end(), key) == names.end()) names.push_back(key);
    }
  }
  return Nearest(column, names);
}

}  // namespace dialogs
