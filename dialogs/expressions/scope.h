// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/choices.h"
#include "dialogs/expressions/ast.h"
#include "dialogs/survey.h"

namespace dialogs {

// What an expression may know of a question.
struct QuestionInfo {
  std::string name;
  QuestionType type = QuestionType::kNote;
  std::vector<std::string> values;  // of its options, in order; stable while the survey lives
  uint16_t container = 0;           // the innermost group or repeat; 0 is the form
  uint16_t repeat = kNoIndex;       // the repeat that it stands in
  bool coded = false;               // a text of which the code may be read
  uint16_t list = kNoIndex;
};

// The form (index 0), a group or a repeat.
struct Container {
  std::string name;
  uint16_t parent = 0;
  uint16_t repeat = kNoIndex;  // the repeat that it is or stands in
  bool is_repeat = false;
};

// Its questions are [first, last) of the survey; repeats do not nest.
struct RepeatInfo {
  uint16_t container = 0;
  uint16_t first = 0;
  uint16_t last = 0;
};

// The names of a survey, as expressions see them.
struct SurveyTree {
  std::string form;  // the id; a path from the top begins with it or with "data"
  std::vector<QuestionInfo> infos;
  std::map<std::string, uint16_t, std::less<>> index;  // name -> position in `infos`
  std::vector<Container> containers{Container{}};
  std::vector<RepeatInfo> repeats;
  std::vector<ChoiceList> lists;
  std::map<std::string, uint16_t, std::less<>> list_names;
};

// The names that one expression may use, and where it stands.
struct Scope {
  const SurveyTree* tree = nullptr;
  // Only questions before this one may be named (a relevance that asks about a later question is
  // never true).
  size_t before = SIZE_MAX;
  std::optional<uint16_t> self =
      std::nullopt;        // what '.' is, where it means anything (constraints)
  uint16_t container = 0;  // what '..' is, for a question's expression
  std::optional<uint16_t> row_container =
      std::nullopt;  // for a group's own expression: the group; '..' is above
  std::optional<uint16_t> list =
      std::nullopt;  // a choice_filter: bare names are columns of this list
};

// The known name nearest to `name`, if it is near enough to be meant; "" otherwise.
[[nodiscard]] std::string NearestName(const Scope& scope, std::string_view name);
[[nodiscard]] bool HasColumn(const ChoiceList& list, std::string_view column);
[[nodiscard]] std::string NearestColumn(const ChoiceList& list, std::string_view column);

}  // namespace dialogs
