// SPDX-License-Identifier: Apache-2.0
// The sheet "triage": what makes tickets of answers. Other tools ignore a sheet that they do not
// know. Each row is one thing, by its type; which columns it uses says docs/xlsform.md.
#include <fmt/format.h>

#include <algorithm>

#include "authoring/xlsform/form.h"
#include "authoring/xlsform/text.h"

namespace authoring {
namespace {

class TriageReader {
 public:
  explicit TriageReader(Form& form) : form_(form), table_(*form.triage) {}

  void Run(Tree& survey) {
    for (uint32_t row : table_.rows()) Row(row);
    if (const size_t classes = classes_.children().size();
        classes != 5 && !(indicators_.empty() && modifiers_.empty())) {
      form_.diagnostics.Add(
          "E-TRIAGE-CLASS", {table_.name(), 1, std::nullopt, "", "", ""},
          fmt::format("The sheet needs the five classes P0, P1, P2, P3 and P4; it has {}.",
                      classes),
          "Write one row of the type class for each, with id and label; \"dwbot template FILE\" "
          "shows them.");
    }
    if (!ends_.empty()) survey.Set("ends", std::move(ends_));
    if (!topics_.empty()) survey.Set("topics", std::move(topics_));
    if (indicators_.empty() && classes_.empty() && modifiers_.empty()) return;
    Tree& triage =
        survey.Set("triage", Tree::Object({static_cast<uint8_t>(SheetKind::kTriage), 1}));
    triage.Set("version", Tree::Text(version_.empty() ? "1" : version_));
    triage.Set("classes", std::move(classes_));
    triage.Set("indicators", std::move(indicators_));
    Tree ilo = Tree::Object();
    if (!ilo_p1_.empty()) ilo.Set("P1", std::move(ilo_p1_));
    if (!ilo_p2_.empty()) ilo.Set("P2", std::move(ilo_p2_));
    if (upgrade_.kind() == Tree::Kind::kText) ilo.Set("upgrade_P0", std::move(upgrade_));
    if (!ilo.empty()) triage.Set("ilo_rule", std::move(ilo));
    if (open_gate_.kind() == Tree::Kind::kRaw) triage.Set("open_gate", std::move(open_gate_));
    if (!points_.empty()) triage.Set("points", std::move(points_));
    if (!modifiers_.empty()) triage.Set("modifiers", std::move(modifiers_));
  }

 private:
  CellRef At(uint32_t row, std::string_view key) const {
    return Form::Ref(table_, table_.At(row, key));
  }

  void Row(uint32_t row) {
    const Value type = table_.Get(row, "type");
    const std::string kind = Slug(type.text);
    if (kind == "topic") {
      if (auto texts = Label(row)) topics_.Set(table_.Get(row, "id").text, std::move(*texts));
    } else if (kind == "class") {
      Tree& out = classes_.Push(Start(row));
      if (auto texts = Label(row)) out.Set("name", std::move(*texts));
      for (std::string_view key : {"acknowledge", "human_decision", "field_action", "clock"})
        Copy(row, key, out);
    } else if (kind == "indicator") {
      Tree& out = indicators_.Push(Start(row));
      for (std::string_view key : {"topic", "family", "kind", "gate", "ilo", "help"})
        Copy(row, key, out);
      const Value topic = table_.Get(row, "topic");  // its own family, if nothing else is said
      if (topic && out.Find("family") == nullptr)
        out.Set("family", Tree::Text(topic.text, At(row, "topic")));
      Number(row, "points", out);
      When(row, out);
      if (auto texts = Label(row)) out.Set("reason", std::move(*texts));
    } else if (kind == "modifier") {
      When(row, modifiers_.Push(Start(row)));
    } else if (kind == "ilo") {
      Ilo(row);
    } else if (kind == "setting") {
      Setting(row);
    } else if (kind == "end") {
      End(row);
    } else {
      form_.diagnostics.Add(
          "E-TRIAGE-TYPE", type.place,
          kind.empty() ? "This row does not say what it is."
                       : fmt::format("There is no row type \"{}\" on this sheet.", type.text),
          "Write topic, class, indicator, ilo, modifier, setting or end.");
    }
  }

  Tree Start(uint32_t row) {
    Tree out = Tree::Object(At(row, "id"));
    const Value id = table_.Get(row, "id");
    if (!id)
      form_.diagnostics.Add("E-TRIAGE-ID", id.place, "This row has no id.",
                            "Write a short name into this cell.");
    out.Set("id", Tree::Text(id.text, At(row, "id")));
    return out;
  }

  std::optional<Tree> Label(uint32_t row) {
    auto texts = ReadTexts(form_, table_, row, "label");
    if (!texts)
      form_.diagnostics.Add("E-TRIAGE-LABEL", table_.At(row, "label"),
                            "This row has no label: officers would read nothing.",
                            "Write what officers shall read into this cell, in every language.",
                            "on this sheet");
    return texts ? std::move(texts) : SameInAll(form_, "?", At(row, "id"));
  }

  void Copy(uint32_t row, std::string_view key, Tree& into) {
    const Value value = table_.Get(row, key);
    if (!value) return;
    std::string word = value.text;
    for (std::string_view small : {"kind", "ilo", "help", "clock"}) {
      if (key == small) word = Lower(word);
    }
    if (key == "gate" && word.starts_with('p')) word[0] = 'P';
    into.Set(std::string(key), Tree::Text(std::move(word), At(row, key)));
  }

  void Number(uint32_t row, std::string_view key, Tree& into) {
    const Value value = table_.Get(row, key);
    if (!value) return;
    const bool digits =
        value.text.size() <= 3 && std::all_of(value.text.begin(), value.text.end(),
                                              [](char c) { return c >= '0' && c <= '9'; });
    if (digits) {
      into.Set(std::string(key), Tree::Raw(std::to_string(std::stoi(value.text)), At(row, key)));
    } else {
      form_.diagnostics.Add("E-TRIAGE-NUMBER", value.place,
                            fmt::format("\"{}\" is no whole number from 0 to 999.", value.text),
                            "Write e.g. 2");
      into.Set(std::string(key), Tree::Raw("1", At(row, key)));  // nothing else is said about it
    }
  }

  void When(uint32_t row, Tree& into) {
    const Value value = table_.Get(row, "when");
    if (!value) {
      form_.diagnostics.Add("E-TRIAGE-WHEN", value.place, "This row does not say when it holds.",
                            "Write an expression, e.g. ${danger} = 'yes'");
      return;
    }
    into.Set("when", Tree::Text(ReadExpression(form_, value), At(row, "when")));
  }

  void Ilo(uint32_t row) {
    const Value id = table_.Get(row, "id");
    if (id.text == "upgrade_P0") {
      upgrade_ = Tree::Text(ReadExpression(form_, table_.Get(row, "when")), At(row, "when"));
    } else if (id.text == "P1" || id.text == "P2") {
      Tree& out = (id.text == "P1" ? ilo_p1_ : ilo_p2_).Push(Tree::Object(At(row, "id")));
      Number(row, "strong", out);
      Number(row, "medium", out);
    } else {
      form_.diagnostics.Add("E-TRIAGE-ID", id.place,
                            "The id of an ilo row is P1, P2 or upgrade_P0.", "");
    }
  }

  void Setting(uint32_t row) {
    const Value id = table_.Get(row, "id");
    const Value value = table_.Get(row, "value");
    if (id.text == "version") {
      version_ = value.text;
    } else if (id.text == "open_gate") {
      open_gate_ =
          Tree::Raw(TruthOf(value.text) == Truth::kYes ? "true" : "false", At(row, "value"));
    } else if (id.text == "points_P2" || id.text == "points_P3") {
      Tree number = Tree::Object();
      Number(row, "value", number);
      if (!number.empty())
        points_.Set(id.text.substr(7),
                    Tree::Raw(number.children()[0].second.text(), At(row, "value")));
    } else {
      form_.diagnostics.Add("E-TRIAGE-ID", id.place,
                            fmt::format("There is no setting \"{}\".", id.text),
                            "Write version, open_gate, points_P2 or points_P3.");
    }
  }

  void End(uint32_t row) {
    Tree& out = ends_.Push(Start(row));
    When(row, out);
    Copy(row, "after", out);
    const bool child = TruthOf(table_.Get(row, "child").text) == Truth::kYes;
    if (child) out.Set("child", Tree::Raw("true", At(row, "child")));
    Copy(row, "help", out);
    if (child && !table_.Get(row, "label")) return;
    if (auto texts = Label(row)) out.Set("text", std::move(*texts));
  }

  Form& form_;
  const Table& table_;
  Tree ends_ = Tree::Array(), topics_ = Tree::Object(), classes_ = Tree::Array(),
       indicators_ = Tree::Array();
  Tree modifiers_ = Tree::Array(), ilo_p1_ = Tree::Array(), ilo_p2_ = Tree::Array(),
       points_ = Tree::Object();
  Tree upgrade_ = Tree::Object(),
       open_gate_ = Tree::Object();  // stay objects where nothing is said
  std::string version_;
};

}  // namespace

void ReadTriageSheet(Form& form, Tree& survey) {
  if (form.triage) TriageReader(form).Run(survey);
}

}  // namespace authoring
