// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "authoring/tree.h"
#include "authoring/xlsform/form.h"
#include "authoring/xlsform/types.h"

namespace authoring {

// One row of the survey sheet that is no begin or end, as one element of "questions" (two where a
// shown calculation needs a note). A row that was refused becomes a silent one of its name, so that
// expressions about it say nothing more.
[[nodiscard]] std::vector<Tree> ReadQuestion(Form& form, uint32_t row, const RowType& type);

// The name of a row, checked; a generated one ("note_12") where it may be missing, or is.
[[nodiscard]] std::string ReadName(Form& form, uint32_t row, std::string_view kind);
// Copies an expression, unless it says nothing ("yes", "true()").
void SetExpression(Form& form, Tree& into, uint32_t row, std::string_view column,
                   std::string_view key);
// Of a question: required, constraint and more rules, with their messages; of a note: a note if
// there are any.
void ReportUnknownList(Form& form, const RowType& type, const Place& place);
void SetRules(Form& form, Tree& out, uint32_t row, const RowType& type);
void NoteTakesNoAnswer(Form& form, uint32_t row);
// The chat_ columns that hold one word or expression each; Survey::Parse knows the words.
void SetChatColumns(Form& form, Tree& out, uint32_t row, const RowType& type);
// Columns that the program does not read, kept for the way back to a spreadsheet.
void SetExtra(const Form& form, Tree& into, uint32_t row);

}  // namespace authoring
