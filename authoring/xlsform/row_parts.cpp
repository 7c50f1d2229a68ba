// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "authoring/xlsform/question.h"
#include "authoring/xlsform/text.h"
#include "dialogs/nearest.h"

namespace authoring {
namespace {

constexpr size_t kMaxName = 64;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsRest(char c) { return IsLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

bool IsName(std::string_view text) {
  return !text.empty() && text.size() <= kMaxName && IsLetter(text[0]) &&
         std::all_of(text.begin(), text.end(), IsRest);
}

std::string MadeToFit(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (IsRest(c)) out += c;
    if (c == ' ' && !out.empty()) out += '_';
  }
  if (!out.empty() && !IsLetter(out[0])) out = "q_" + out;
  return out.substr(0, kMaxName);
}

}  // namespace

std::string ReadName(Form& form, uint32_t row, std::string_view kind) {
  const Value cell = form.survey->Get(row, "name");
  std::string name = cell.text;
  if (name.empty()) {
    name = fmt::format("{}_{}", kind, row);
    if (kind == "question") {
      form.diagnostics.Add("E-NAME-MISSING", cell.place,
                           "This question has no name; stored answers and expressions need one.",
                           "Write a short name into this cell, e.g. age", "on this sheet");
    }
  } else if (!IsName(name)) {
    const std::string fit = MadeToFit(name);
    form.diagnostics.Add(
        "E-NAME", cell.place,
        fmt::format("A name begins with a letter and holds letters a-z, digits, _, - and . only "
                    "(at most {}).",
                    kMaxName),
        fit.empty() ? "Write a name such as age" : fmt::format("Change to: {}", fit),
        "on this sheet");
    name = fit.empty() ? fmt::format("{}_{}", kind, row) : fit;
  }
  auto [earlier, fresh] = form.names.try_emplace(name, row);
  if (fresh) return name;
  const std::string other = FreeName(form.names, form.copies, name);
  form.diagnostics.Add(
      "E-NAME-DUP", cell.place,
      fmt::format("\"{}\" is already the name of row {}; their answers could not be told apart.",
                  name, earlier->second),
      fmt::format("Change one of the two names, e.g. {}", other), "on this sheet");
  form.names.emplace(other, row);
  return other;
}

namespace {

// "minimal" of "select_one gender minimal", where there is a list "gender".
std::string WordsBehindList(const Form& form, const std::string& list) {
  const size_t space = list.find(' ');
  const bool known = space != std::string::npos && form.lists.contains(list.substr(0, space));
  return known ? list.substr(space + 1) : "";
}

}  // namespace

void ReportUnknownList(Form& form, const RowType& type, const Place& place) {
  std::vector<std::string_view> lists;
  constexpr size_t kMaxCompared = 500;  // of more lists nobody mistyped one
  for (const auto& [list, rows] : form.lists) {
    if (form.lists.size() <= kMaxCompared) lists.push_back(list);
  }
  const std::string tail = WordsBehindList(form, type.list);
  const std::string near = tail.empty() ? dialogs::Nearest(type.list, lists)
                                        : type.list.substr(0, type.list.size() - tail.size() - 1);
  Diagnostic& d = form.diagnostics.Add(
      "E-LIST-UNKNOWN", place,
      !tail.empty()
          ? fmt::format("The name of a list is one word; \"{}\" behind \"{}\" means nothing here.",
                        tail, near)
      : near.empty()
          ? fmt::format("There is no list \"{}\" on the sheet choices.", type.list)
          : fmt::format("There is no list \"{}\" on the sheet choices. Did you mean \"{}\"?",
                        type.list, near),
      near.empty() ? "Write its choices there, or name another list."
                   : fmt::format("Change to: {} {}{}", type.json, near,
                                 Lower(tail) == "other" ? " or_other" : ""));
  d.caret = std::min(d.place.text.rfind(type.list), d.place.text.size());
  d.caret_length = type.list.size();
}

void SetExpression(Form& form, Tree& into, uint32_t row, std::string_view column,
                   std::string_view key) {
  const Value value = form.survey->Get(row, column);
  if (!value) return;
  const std::string text = ReadExpression(form, value);
  if (text.empty()) return;
  const std::string lower = Lower(text);
  const bool condition = column == "relevant" || column == "constraint";
  if (condition && (lower == "yes" || lower == "true" || lower == "true()")) return;
  const bool never = condition && (lower == "no" || lower == "false");
  into.Set(std::string(key),
           Tree::Text(never ? "false()" : text, Form::Ref(*form.survey, value.place)));
}

void SetExtra(const Form& form, Tree& into, uint32_t row) {
  Tree extra = Tree::Object();
  for (const Header& h : form.survey->headers()) {
    const bool kept =
        !h.known || h.key == "appearance" || h.key.starts_with("media::") || h.key == "chat_voice";
    const Value value = kept ? form.survey->Get(row, h) : Value{};
    if (value && extra.Find(h.typed) == nullptr)
      extra.Set(h.typed, Tree::Text(value.text, Form::Ref(*form.survey, value.place)));
  }
  if (!extra.empty()) into.Set("extra", std::move(extra));
}

}  // namespace authoring
