// SPDX-License-Identifier: Apache-2.0
// What an answer must fulfil, and the columns of our own.
#include <fmt/format.h>

#include <algorithm>

#include "authoring/xlsform/question.h"
#include "authoring/xlsform/text.h"

namespace authoring {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void SetValidation(Form& form, Tree& out, uint32_t row) {
  const Table& table = *form.survey;
  Tree validation = Tree::Array();
  for (int n = 2; n <= 4; ++n) {
    Tree rule = Tree::Object(Form::Ref(table, table.At(row, fmt::format("chat_constraint_{}", n))));
    SetExpression(form, rule, row, fmt::format("chat_constraint_{}", n), "constraint");
    if (rule.empty()) continue;
    auto message = ReadTexts(form, table, row, fmt::format("chat_constraint_message_{}", n));
    if (!message) {
      form.diagnostics.Add("E-CHAT-MESSAGE", table.At(row, fmt::format("chat_constraint_{}", n)),
                           "This rule has no message that says what is wrong.",
                           fmt::format("Write one into the column chat_constraint_message_{}_{}.",
                                       n, form.languages.all()[0].tag));
      continue;
    }
    rule.Set("message", std::move(*message));
    validation.Push(std::move(rule));
  }
  if (!validation.empty()) out.Set("validation", std::move(validation));
}

}  // namespace

void NoteTakesNoAnswer(Form& form, uint32_t row) {
  const Table& table = *form.survey;
  for (std::string_view key : {"required", "constraint"}) {
    const Value value = table.Get(row, key);
    if (TruthOf(value.text) == Truth::kNo) continue;
    form.diagnostics.Add("N-NOTE-ANSWER", value.place,
                         fmt::format("A note takes no answer, so \"{}\" was left out.", key), "",
                         "on this sheet");
  }
}

void SetRules(Form& form, Tree& out, uint32_t row, const RowType& type) {
  const Table& table = *form.survey;
  const Value required = table.Get(row, "required");
  if (TruthOf(required.text) == Truth::kYes) {
    out.Set("required", Tree::Raw("true", Form::Ref(table, table.At(row, "required"))));
  } else if (std::all_of(required.text.begin(), required.text.end(), IsLetter)) {
    if (TruthOf(required.text) == Truth::kOther)
      form.diagnostics.Add(
          "E-REQUIRED", required.place,
          fmt::format("\"{}\" does not say whether the question must be answered.", required.text),
          "Write yes, or leave the cell empty.", "on this sheet");
  } else if (TruthOf(required.text) == Truth::kOther) {
    SetExpression(form, out, row, "required", "required");
  }
  if (auto texts = ReadTexts(form, table, row, "required_message"))
    out.Set("required_message", std::move(*texts));
  SetExpression(form, out, row, "constraint", "constraint");
  if (!type.implied_constraint.empty() && out.Find("constraint") == nullptr)
    out.Set("constraint", Tree::Text(std::string(type.implied_constraint),
                                     Form::Ref(table, table.At(row, "type"))));
  if (auto texts = ReadTexts(form, table, row, "constraint_message")) {
    if (out.Find("constraint") != nullptr) out.Set("constraint_message", std::move(*texts));
  }
  SetValidation(form, out, row);
}

void SetChatColumns(Form& form, Tree& out, uint32_t row, const RowType& type) {
  const Table& table = *form.survey;
  SetExpression(form, out, row, "chat_confirm", "confirm");
  SetExpression(form, out, row, "chat_stop", "stop");
  if (auto texts = ReadTexts(form, table, row, "chat_stop_message"))
    out.Set("stop_message", std::move(*texts));
  for (auto [column, key] :
       {std::pair("chat_sensitive", "sensitive"), std::pair("chat_pii", "pii")}) {
    const Value value = table.Get(row, column);
    const std::string word = value                            ? Lower(value.text)
                             : key == std::string_view("pii") ? std::string(type.pii)
                                                              : "";
    if (!word.empty())
      out.Set(key, Tree::Text(word, value ? Form::Ref(table, table.At(row, column))
                                          : Form::Ref(table, table.At(row, "type"))));
  }
  if (TruthOf(table.Get(row, "chat_coded").text) == Truth::kYes)
    out.Set("coded", Tree::Raw("true", Form::Ref(table, table.At(row, "chat_coded"))));
  const Value counted = table.Get(row, "chat_counted");
  if (counted && TruthOf(counted.text) == Truth::kNo)
    out.Set("counted", Tree::Raw("false", Form::Ref(table, table.At(row, "chat_counted"))));
  if (counted && TruthOf(counted.text) == Truth::kYes)
    out.Set("counted", Tree::Raw("true", Form::Ref(table, table.At(row, "chat_counted"))));
}

}  // namespace authoring
