// SPDX-License-Identifier: Apache-2.0
// What the parts of the importer share while one workbook is read. For authoring/xlsform/ only.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/diagnostics.h"
#include "authoring/tree.h"
#include "authoring/xlsform/languages.h"
#include "authoring/xlsform/table.h"

namespace authoring {

struct Settings {
  std::string id, title, version, consent, max_repeat, expires_hours;
  bool allow_choice_duplicates = false;
};

struct Form {
  Diagnostics& diagnostics;
  std::optional<Table> survey, choices, settings_sheet, triage;
  Languages languages;
  Settings settings;
  std::map<std::string, std::vector<uint32_t>, std::less<>>
      lists;                                      // list_name -> rows of the choices sheet
  std::set<std::string, std::less<>> used_lists;  // lists of their own in the JSON
  std::set<std::string, std::less<>>
      inline_lists;  // written into the one question that offers them
  std::map<std::string, std::string, std::less<>> renamed;  // choices: name as typed -> as stored
  std::map<std::string, uint32_t, std::less<>> names;       // of questions -> row

  std::set<std::string, std::less<>> offered = {};      // lists that workers choose from
  std::map<std::string, int, std::less<>> copies = {};  // names that stand twice -> the next number
  bool nan_is_a_choice = false;                         // a choice is named NaN
  std::set<std::string, std::less<>> without_list =
      {};  // questions whose list is not there: told at their type

  [[nodiscard]] static CellRef Ref(const Table& table, uint32_t row,
                                   std::optional<uint32_t> column) {
    return {static_cast<uint8_t>(table.kind()), row, column.value_or(CellRef::kNoColumn)};
  }
  [[nodiscard]] static CellRef Ref(const Table& table, const Place& place) {
    return Ref(table, place.row, place.column);
  }
  [[nodiscard]] const Table* TableOf(uint8_t kind) const;
  [[nodiscard]] Place PlaceOf(CellRef ref) const;
};

// "age_2", or the next number that is free; `copies` remembers it, so that thousands of one name
// take no longer.
template <class Taken>
[[nodiscard]] std::string FreeName(const Taken& taken,
                                   std::map<std::string, int, std::less<>>& copies,
                                   const std::string& name) {
  int& number = copies.try_emplace(name, 2).first->second;
  std::string other;
  do {
    other = name + "_" + std::to_string(number++);
  } while (taken.contains(other));
  return other;
}

// The texts of a column in every language, or nothing where all are empty. A language without one
// gets that of `fallback` (another column) in its language, else that of the first language that
// has one, with a warning.
[[nodiscard]] std::optional<Tree> ReadTexts(Form& form, const Table& table, uint32_t row,
                                            std::string_view key, std::string_view fallback = {});
// Like it, but one text for all languages.
[[nodiscard]] Tree SameInAll(const Form& form, const std::string& text, CellRef at);

void ReadSettings(Form& form, std::string_view file_stem);
void CheckConsent(Form& form);  // once the questions are read
// The choice of a question's list that workers read as `label`; "" if none.
[[nodiscard]] std::string ChoiceLabelled(const Form& form, const std::string& question,
                                         const std::string& label);
// The survey sheet as "questions"; fills used_lists and names.
[[nodiscard]] Tree ReadRows(Form& form);
void FindLists(Form& form);                // before the rows
[[nodiscard]] Tree ReadLists(Form& form);  // "choices": the lists that are used; after the rows
[[nodiscard]] Tree ReadList(Form& form, const std::string& name);
// The triage sheet: adds "ends", "topics" and "triage" to the survey.
void ReadTriageSheet(Form& form, Tree& survey);

// An expression as a cell holds it, on one line; empty for none. `place` of what cannot be read at
// all is reported.
[[nodiscard]] std::string ReadExpression(Form& form, const Value& value);

}  // namespace authoring
