// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/question.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "authoring/xlsform/parameters.h"
#include "authoring/xlsform/text.h"
#include "dialogs/nearest.h"

namespace authoring {
namespace {

class QuestionReader {
 public:
  QuestionReader(Form& form, uint32_t row, const RowType& type)
      : form_(form), table_(*form.survey), row_(row), type_(type) {}

  std::vector<Tree> Run() {
    const Value trigger = table_.Get(row_, "trigger");
    if (trigger)
      form_.diagnostics.Add("E-TRIGGER", trigger.place,
                            "The column \"trigger\" has no place in a chat: what is calculated is "
                            "calculated again after each answer.",
                            "Empty this cell.", "on this sheet");
    // minimal search('towns', ...): the list below it holds column names, no choices.
    if (const Value appearance = table_.Get(row_, "appearance");
        appearance.text.find("search(") != std::string::npos)
      static_cast<void>(ReadExpression(form_, appearance));
    switch (type_.kind) {
      case RowKind::kQuestion:
        return Shown() ? ShownCalculation() : Asked();
      case RowKind::kSilent:
        return {Silent()};
      case RowKind::kMeta:
        return {Meta()};
      case RowKind::kIdentity:
        form_.diagnostics.Add(
            "W-IDENTITY", table_.At(row_, "type"),
            "A chat survey does not know who answers or on which phone; this stays empty.",
            "Delete the row.", "on this sheet");
        return {Empty("hidden")};
      default:
        return {Empty("hidden")};
    }
  }

 private:
  // Its value is not the worker's: calculated, or a default that nobody may change.
  bool Shown() const {
    const bool fixed =
        TruthOf(table_.Get(row_, "read_only").text) == Truth::kYes && table_.Get(row_, "default");
    return !IsNote() && (table_.Get(row_, "calculation") || fixed);
  }
  bool IsNote() const { return type_.json == "note"; }
  CellRef At(std::string_view key) const { return Form::Ref(table_, table_.At(row_, key)); }

  Tree Start(std::string_view json, std::string_view kind) {
    Tree out = Tree::Object(At("type"));
    out.Set("type", Tree::Text(std::string(json), At("type")));
    out.Set("name", Tree::Text(ReadName(form_, row_, kind), At("name")));
    return out;
  }

  // Known by name, and empty.
  Tree Empty(std::string_view json) {
    Tree out = Start(json, "row");
    out.Set("default", Tree::Text("''", At("type")));
    return out;
  }

  Tree Meta() {
    if (type_.json == "end") return Empty("hidden");  // nobody knows the end while the survey runs
    Tree out = Start("hidden", "row");
    out.Set("fill", Tree::Text(type_.json, At("type")));
    return out;
  }

  Tree Silent() {
    Tree out = Start(type_.json, "question");
    SetExpression(form_, out, row_, "relevant", "relevant");
    const Value fill = table_.Get(row_, "chat_fill");
    const Value calculation = table_.Get(row_, "calculation");
    const Value initial = table_.Get(row_, "default");
    if (fill) {
      out.Set("fill", Tree::Text(fill.text, At("chat_fill")));
    } else if (calculation) {
      out.Set("calculation",
              Tree::Text(OrEmpty(ReadExpression(form_, calculation)), At("calculation")));
    } else if (initial) {
      out.Set("default", Tree::Text(OrEmpty(DefaultExpression(initial.text)), At("default")));
    } else {
      if (type_.json == "calculate")
        form_.diagnostics.Add(
            "E-CALCULATION", table_.At(row_, "calculation"), "This row calculates nothing.",
            "Write an expression into the column calculation, or delete the row.", "on this sheet");
      out.Set("default", Tree::Text("''", At("type")));
    }
    SetExtra(form_, out, row_);
    return out;
  }

  static std::string OrEmpty(std::string text) { return text.empty() ? "''" : text; }

  // Calculated and shown: a silent row, and a note that says it.
  std::vector<Tree> ShownCalculation() {
    Tree silent = Start("calculate", "question");
    SetExpression(form_, silent, row_, "relevant", "relevant");
    const Value calculation = table_.Get(row_, "calculation");
    silent.Set("calculation",
               calculation
                   ? Tree::Text(OrEmpty(ReadExpression(form_, calculation)), At("calculation"))
                   : Tree::Text(OrEmpty(DefaultExpression(table_.Get(row_, "default").text)),
                                At("default")));
    std::vector<Tree> out;
    auto label = ReadTexts(form_, table_, row_, "label");
    if (TruthOf(table_.Get(row_, "read_only").text) != Truth::kYes) {
      form_.diagnostics.Add(
          "W-CALC-ASKED", table_.At(row_, "calculation"),
          "A question with a calculation is not asked in a chat; its value is calculated and not "
          "shown.",
          "Empty this cell to have it asked, or write yes into read_only to have the value shown.",
          "on this sheet");
      label.reset();
    }
    const std::string name = silent.Find("name")->text();
    out.push_back(std::move(silent));
    if (!label) return out;
    Tree note = Tree::Object(At("type"));
    note.Set("type", Tree::Text("note", At("type")));
    note.Set("name", Tree::Text(name + "_shown", At("name")));
    Tree texts = Tree::Object(At("label"));
    for (const auto& [tag, text] : label->children())
      texts.Set(tag, Tree::Text(fmt::format("{} ${{{}}}", text.text(), name), text.at()));
    note.Set("label", std::move(texts));
    SetExpression(form_, note, row_, "relevant", "relevant");
    out.push_back(std::move(note));
    return out;
  }

  std::vector<Tree> Asked() {
    if (!HasText() && (IsNote() || HeadsTable())) return Wordless();
    Tree out = Start(type_.json, IsNote() ? "note" : "question");
    const std::string name = out.Find("name")->text();
    Role(out, name);
    Wording(out);
    if (!type_.list.empty()) Choices(out, name);
    SetExpression(form_, out, row_, "relevant", "relevant");
    if (IsNote()) {
      NoteTakesNoAnswer(form_, row_);
    } else {
      SetRules(form_, out, row_, type_);
    }
    ReadParameters(form_, out, row_, type_);
    SetChatColumns(form_, out, row_, type_);
    const Value initial = table_.Get(row_, "default");
    if (initial)
      form_.diagnostics.Add("W-DEFAULT", initial.place,
                            "A chat shows no answer in advance, so this default is not used.",
                            "Empty this cell, or use a row of type hidden.", "on this sheet");
    SetExtra(form_, out, row_);
    std::vector<Tree> all;
    all.push_back(std::move(out));
    return all;
  }

  // appearance "label": the row that shows the choices above a table of questions.
  bool HeadsTable() const {
    const std::vector<std::string> words = Words(Lower(table_.Get(row_, "appearance").text));
    return !type_.list.empty() && std::find(words.begin(), words.end(), "label") != words.end();
  }

  // A note without words says nothing.
  std::vector<Tree> Wordless() {
    const bool picture = std::any_of(
        table_.headers().begin(), table_.headers().end(),
        [&](const Header& h) { return h.key.starts_with("media::") && table_.Get(row_, h); });
    if (HeadsTable()) {
      form_.diagnostics.Add("N-TABLE-HEAD", table_.At(row_, "type"),
                            "This row only stands above a table of questions; a chat asks them one "
                            "by one, so it was left out.",
                            "", "on this sheet");
    } else if (picture) {
      form_.diagnostics.Add("W-NOTE-MEDIA", table_.At(row_, "type"),
                            "This note is nothing but a picture or a recording, which a chat "
                            "survey does not send; it was left out.",
                            "Say it in words, in the column label.", "on this sheet");
    }
    return {};
  }

  bool HasText() const {
    return std::any_of(table_.headers().begin(), table_.headers().end(), [&](const Header& h) {
      return h.known && (h.key == "label" || h.key == "hint") && table_.Get(row_, h);
    });
  }

  void Role(Tree& out, const std::string& name) {
    const Value role = table_.Get(row_, "chat_role");
    if (role) out.Set("role", Tree::Text(role.text, At("chat_role")));
    if (!role && !form_.settings.consent.empty() && form_.settings.consent == name)
      out.Set("role", Tree::Text("consent", At("name")));
  }

  void Wording(Tree& out) {
    auto label = ReadTexts(form_, table_, row_, "label");
    bool hint_is_label = false;
    if (!label) {
      label = ReadTexts(form_, table_, row_, "hint");
      hint_is_label = label.has_value();
    }
    if (!label) {
      const Place place = table_.At(row_, "label");
      if (!form_.diagnostics.HasErrorAt(place)) {  // an error of its formula was told
        form_.diagnostics.Add(
            "E-LABEL-MISSING", place,
            fmt::format("The question \"{}\" has no label: there is nothing to ask.",
                        out.Find("name")->text()),
            "Write the question into this cell.", "on this sheet");
      }
      label = SameInAll(form_, out.Find("name")->text(), Form::Ref(table_, place));
    }
    out.Set("label", std::move(*label));
    for (auto [column, key] : {std::pair("chat_sms", "sms"), std::pair("chat_whatsapp", "whatsapp"),
                               std::pair("chat_telegram", "telegram")}) {
      if (auto texts = ReadTexts(form_, table_, row_, column, "label"))
        out.Set(key, std::move(*texts));
    }
    if (!hint_is_label) {
      if (auto hint = ReadTexts(form_, table_, row_, "hint")) out.Set("hint", std::move(*hint));
    }
    if (auto guidance = ReadTexts(form_, table_, row_, "guidance_hint"))
      out.Set("guidance", std::move(*guidance));
  }

  void Choices(Tree& out, const std::string& name) {
    const Place place = table_.At(row_, "type");
    auto found = form_.lists.find(type_.list);
    if (found == form_.lists.end()) {
      ReportUnknownList(form_, type_, place);
      Tree stand_in = Tree::Array(At("type"));  // so that nothing else is said about it
      Tree& choice = stand_in.Push(Tree::Object(At("type")));
      choice.Set("value", Tree::Text("missing", At("type")));
      choice.Set("label", SameInAll(form_, "missing", At("type")));
      out.Set("choices", std::move(stand_in));
      form_.without_list.insert(name);
      return;
    }
    if (form_.used_lists.contains(type_.list)) {
      out.Set("choices", Tree::Text(type_.list, At("type")));
    } else {
      out.Set("choices", ReadList(form_, type_.list));
    }
    SetExpression(form_, out, row_, "choice_filter", "choice_filter");
    if (!type_.or_other) return;
    if (out.Find("choice_filter") != nullptr) {
      form_.diagnostics.Add("E-OTHER-FILTER", place,
                            "\"or_other\" does not work together with a choice_filter.",
                            fmt::format("Change to: {} {}, add a choice other to the list, and ask "
                                        "for it in a text question.",
                                        type_.json, type_.list));
      return;
    }
    out.Set("or_other", Tree::Raw("true", At("type")));
  }

  Form& form_;
  const Table& table_;
  uint32_t row_;
  const RowType& type_;
};

}  // namespace

std::vector<Tree> ReadQuestion(Form& form, uint32_t row, const RowType& type) {
  const Value read_only = form.survey->Get(row, "read_only");
  const bool value = form.survey->Get(row, "calculation") || form.survey->Get(row, "default");
  if (type.kind != RowKind::kQuestion || type.json == "note" || value ||
      TruthOf(read_only.text) != Truth::kYes)
    return QuestionReader(form, row, type).Run();
  form.diagnostics.Add("W-READ-ONLY", read_only.place,
                       "Nobody can answer what is read-only, so its label is sent as a note.",
                       "Write note as its type, or empty this cell to have it asked.",
                       "on this sheet");
  RowType note;
  note.kind = RowKind::kQuestion;
  note.json = "note";
  return QuestionReader(form, row, note).Run();
}

}  // namespace authoring
