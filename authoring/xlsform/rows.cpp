// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "authoring/xlsform/form.h"
#include "authoring/xlsform/question.h"
#include "authoring/xlsform/text.h"
#include "authoring/xlsform/types.h"

namespace authoring {
namespace {

class RowsReader {
 public:
  explicit RowsReader(Form& form) : form_(form), table_(*form.survey) {}

  Tree Run() {
    open_.push_back({RowKind::kRejected, 0, Tree::Object(), Tree::Array()});
    for (uint32_t row : table_.rows()) {
      if (TruthOf(table_.Get(row, "disabled").text) != Truth::kYes) Row(row);
    }
    while (open_.size() > 1) {
      const Open& top = open_.back();
      const std::string_view what = top.kind == RowKind::kBeginRepeat ? "repeat" : "group";
      form_.diagnostics.Add(
          "E-GROUP-OPEN", table_.At(top.row, "type"), fmt::format("This {} has no end.", what),
          fmt::format("Write end {} into the type column, in a row below its last question.",
                      what));
      Close();
    }
    return std::move(open_.back().questions);
  }

 private:
  struct Open {
    RowKind kind;
    uint32_t row;
    Tree head;
    Tree questions;
  };

  void Row(uint32_t row) {
    const Value type = table_.Get(row, "type");
    if (!type) {
      Untyped(row);
      return;
    }
    const RowType parsed = ParseType(type.text, type.place, form_.diagnostics);
    switch (parsed.kind) {
      case RowKind::kBeginGroup:
      case RowKind::kBeginRepeat:
        Begin(row, parsed);
        break;
      case RowKind::kEndGroup:
      case RowKind::kEndRepeat:
        End(row, parsed, type);
        break;
      default:
        for (Tree& question : ReadQuestion(form_, row, parsed))
          open_.back().questions.Push(std::move(question));
    }
  }

  // A row of notes to oneself is common; one with a name or label was meant as a question.
  void Untyped(uint32_t row) {
    const Value name = table_.Get(row, "name");
    const Value label = table_.Get(row, "label");
    if (!name && !label) {
      form_.diagnostics.Add("N-ROW-COMMENT", {table_.name(), row, std::nullopt, "", "", ""},
                            "This row has no type, name or label, so it was taken for a comment.",
                            "", "on this sheet");
      return;
    }
    form_.diagnostics.Add(
        "E-TYPE-MISSING", table_.At(row, "type"),
        "This row does not say what kind of question it is, so it is never asked.",
        "Write text, integer, date, select_one LIST, note ... into this cell.", "on this sheet");
    if (name) form_.names.try_emplace(name.text, row);
  }

  void Begin(uint32_t row, const RowType& type) {
    const Value name = table_.Get(row, "name");
    Open open{type.kind, row, Tree::Object(Form::Ref(table_, name.place)), Tree::Array()};
    const bool nested = type.kind == RowKind::kBeginRepeat &&
                        std::any_of(open_.begin(), open_.end(),
                                    [](const Open& o) { return o.kind == RowKind::kBeginRepeat; });
    if (nested) {
      form_.diagnostics.Add(
          "E-REPEAT-NESTED", table_.At(row, "type"),
          "A repeat inside a repeat cannot be followed in a chat.",
          "End the outer repeat first, or ask about the inner things in one question.");
    }
    const bool repeat = type.kind == RowKind::kBeginRepeat && !nested;
    open.head.Set("type", Tree::Text(repeat ? "repeat" : "group", Form::Ref(table_, row, 0)));
    open.head.Set("name", Tree::Text(ReadName(form_, row, repeat ? "repeat" : "group"),
                                     Form::Ref(table_, name.place)));
    if (auto label = ReadTexts(form_, table_, row, "label"))
      open.head.Set("label", std::move(*label));
    SetExpression(form_, open.head, row, "relevant", "relevant");
    if (repeat) Repeat(row, open.head);
    SetExtra(form_, open.head, row);
    open_.push_back(std::move(open));
  }

  void Repeat(uint32_t row, Tree& head) {
    SetExpression(form_, head, row, "repeat_count", "count");
    if (auto more = ReadTexts(form_, table_, row, "chat_more")) head.Set("more", std::move(*more));
    const Value own = table_.Get(row, "chat_max_repeat");
    const std::string max = own ? own.text : form_.settings.max_repeat;
    TooMany(row, max);
    if (max.empty()) return;
    const bool number = max.size() <= 2 && std::all_of(max.begin(), max.end(),
                                                       [](char c) { return c >= '0' && c <= '9'; });
    if (number && max != "0" && std::stoi(max) <= 50) {
      head.Set("max", Tree::Raw(std::to_string(std::stoi(max)), Form::Ref(table_, own.place)));
    } else if (own) {
      form_.diagnostics.Add("E-CHAT-MAX", own.place,
                            "The largest number of rounds is a whole number from 1 to 50.",
                            "Write e.g. 10");
    }
  }

  // "repeat_count 40" asks for more rounds than a phone is held for.
  void TooMany(uint32_t row, const std::string& max) {
    const Value count = table_.Get(row, "repeat_count");
    const auto number = [](const std::string& text) {
      const bool digits =
          !text.empty() && text.size() <= 9 &&
          std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
      return digits ? std::stoi(text) : 0;
    };
    constexpr int kDefault = 10;  // dialogs' own
    const int most = number(max) == 0 ? kDefault : number(max);
    if (number(count.text) <= most) return;
    form_.diagnostics.Add(
        "W-REPEAT-MAX", count.place, fmt::format("Of these rounds only {} are asked.", most),
        "Write fewer, or how many you mean into chat_max_repeat (at most 50).", "on this sheet");
  }

  void End(uint32_t row, const RowType& type, const Value& cell) {
    if (open_.size() == 1) {
      form_.diagnostics.Add(
          "E-GROUP-END", cell.place,
          fmt::format("\"{}\" ends something that was never begun.", cell.text),
          "Delete this row, or write the begin row above the first question that belongs to it.");
      return;
    }
    const Open& top = open_.back();
    const bool repeat = top.kind == RowKind::kBeginRepeat;
    if (repeat != (type.kind == RowKind::kEndRepeat)) {
      form_.diagnostics.Add(
          "E-GROUP-END", cell.place,
          fmt::format("\"{}\" does not fit: what stands open here is the {} of row {}.", cell.text,
                      repeat ? "repeat" : "group", top.row),
          fmt::format("Change to: end {}", repeat ? "repeat" : "group"));
    }
    static_cast<void>(row);
    Close();
  }

  void Close() {
    Open top = std::move(open_.back());
    open_.pop_back();
    if (top.questions.empty()) {
      form_.diagnostics.Add("N-GROUP-EMPTY", table_.At(top.row, "type"),
                            "There is no question in this group; it was left out.", "",
                            "on this sheet");
      return;
    }
    top.head.Set("questions", std::move(top.questions));
    open_.back().questions.Push(std::move(top.head));
  }

  Form& form_;
  const Table& table_;
  std::vector<Open> open_;
};

void RefuseEntities(Form& form, const Header& header) {
  for (uint32_t row : form.survey->rows()) {
    const Value value = form.survey->Get(row, header);
    if (value)
      form.diagnostics.Add(
          "E-SHEET-ENTITIES", value.place,
          "Entities keep a record of one person from form to form; a chat survey never does.",
          "Empty this cell.", "on this sheet");
  }
}

void ReportColumns(Form& form) {
  const Table& table = *form.survey;
  std::vector<std::string> ignored;
  for (const Header& h : table.headers()) {
    if (Slug(h.key) == "save_to") RefuseEntities(form, h);
    if (h.key == kLintIgnore) continue;  // kept, and read by the lint
    const bool means_nothing =
        !h.known || h.key == "appearance" || h.key.starts_with("media::") || h.key == "chat_voice";
    if (!means_nothing && (h.language.empty() || form.languages.IndexOf(h.language) >= 0)) continue;
    if (h.key.starts_with("chat_") && h.known && !means_nothing) {
      form.diagnostics.Add(
          "E-CHAT-LANG", {table.name(), 1, h.column, "", h.typed, ""},
          fmt::format("\"{}\" is no language of this survey, so this column is never shown.",
                      h.language),
          fmt::format("Change to: {}_{}", h.key, form.languages.all()[0].tag));
    } else if (means_nothing) {
      ignored.push_back(h.typed);
    }
  }
  if (!ignored.empty())
    form.diagnostics.Add(
        "N-COLUMNS", {table.name(), 1, std::nullopt, "", "", ""},
        fmt::format("These columns have no meaning in a chat and are only kept: {}.",
                    Listed(ignored)));
}

// Which lists more than one question offers, or an expression reads: they stay lists of their own.
// The list of one question alone that bears its name becomes that question's own choices.
void CountLists(Form& form) {
  std::map<std::string, size_t> uses;
  std::map<std::string, bool> own;
  Diagnostics silent;
  for (uint32_t row : form.survey->rows()) {
    const std::string type = form.survey->Get(row, "type").text;
    if (Lower(type).find("select") != std::string::npos) {
      const RowType parsed = ParseType(type, {}, silent);
      if (parsed.list.empty()) continue;
      ++uses[parsed.list];
      form.offered.insert(parsed.list);
      own[parsed.list] = form.survey->Get(row, "name").text == parsed.list;
    }
    for (std::string_view key :
         {"relevant", "calculation", "constraint", "choice_filter", "default", "repeat_count"}) {
      const std::string text = form.survey->Get(row, key).text;
      if (text.find("instance(") == std::string::npos) continue;
      for (const auto& [name, rows] : form.lists) {
        if (text.find(name) != std::string::npos) uses[name] += 2;
      }
    }
  }
  for (const auto& [name, count] : uses) {
    if (form.lists.contains(name))
      (count > 1 || !own[name] ? form.used_lists : form.inline_lists).insert(name);
  }
}

}  // namespace

Tree ReadRows(Form& form) {
  ReportColumns(form);
  CountLists(form);
  return RowsReader(form).Run();
}

}  // namespace authoring
