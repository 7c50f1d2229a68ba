// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "authoring/xlsform/form.h"
#include "authoring/xlsform/text.h"
#include "authoring/xlsform/types.h"

namespace authoring {
namespace {

constexpr size_t kMaxValue = 63;

bool FitsInValue(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

std::string MadeToFit(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (FitsInValue(c)) out += c;
    if (c == ' ' && !out.empty() && out.back() != '_') out += '_';
  }
  return out.substr(0, kMaxValue);
}

bool Fits(std::string_view value) {
  return value.size() <= kMaxValue && std::all_of(value.begin(), value.end(), FitsInValue);
}

class ListReader {
 public:
  ListReader(Form& form, const std::string& list)
      : form_(form), table_(*form.choices), list_(list) {}

  Tree Run() {
    const auto& rows = form_.lists.find(list_)->second;
    Tree out = Tree::Array(Form::Ref(table_, table_.At(rows.front(), "list_name")));
    for (uint32_t row : rows) out.Push(Choice(row));
    if (form_.offered.contains(list_)) Labels(out);
    return out;
  }

 private:
  std::string Group() const { return fmt::format("in list {}", list_); }

  // Two that read alike could not be told apart. A list with columns of its own is never shown
  // whole: there the same label may stand for two places.
  void Labels(const Tree& choices) {
    const auto& all = choices.children();
    if (std::any_of(all.begin(), all.end(),
                    [](const auto& c) { return c.second.Find("attributes") != nullptr; }))
      return;
    for (const Languages::One& language : form_.languages.all()) {
      std::map<std::string, uint32_t> seen;
      for (const auto& [key, choice] : all) {
        const Tree* label = choice.Find("label");
        const Tree* text = label == nullptr ? nullptr : label->Find(language.tag);
        if (text == nullptr || text->text().empty()) continue;
        const auto [earlier, fresh] = seen.try_emplace(text->text(), text->at().row);
        if (fresh) continue;
        form_.diagnostics.Add("E-CHOICE-LABEL-DUP", form_.PlaceOf(text->at()),
                              fmt::format("Row {} of list \"{}\" has the same label: whoever "
                                          "answers with it could mean either.",
                                          earlier->second, list_),
                              "Change one of the two labels.", Group());
      }
    }
  }

  std::string ReadName(uint32_t row) {
    const Value name = table_.Get(row, "name");
    if (!name) {
      form_.diagnostics.Add("E-CHOICE-NAME", name.place,
                            fmt::format("A choice of list \"{}\" has no name.", list_),
                            "Write a short name into this cell, e.g. other", Group());
      return fmt::format("row_{}", row);
    }
    std::string value = name.text;
    if (auto renamed = form_.renamed.find(value); renamed != form_.renamed.end()) {
      value = renamed->second;
      form_.diagnostics.Add(
          "W-CHOICE-NAME", name.place,
          fmt::format("The name of a choice holds letters a-z, digits, _, - and . only; \"{}\" is "
                      "stored instead, and expressions mean it.",
                      value),
          fmt::format("Change to: {} (and in every expression that names it)", value), Group());
    } else if (!Fits(value)) {
      form_.diagnostics.Add(
          "E-CHOICE-NAME", name.place,
          fmt::format(
              "The name of a choice may hold letters a-z, digits, _, - and . only (at most {}).",
              kMaxValue),
          "Write e.g. other", Group());
      value = fmt::format("row_{}", row);
    }
    auto [earlier, fresh] = seen_.try_emplace(value, row);
    if (!fresh) {
      const std::string other = FreeName(seen_, copies_, value);
      form_.diagnostics.Add(
          "E-CHOICE-DUP", name.place,
          fmt::format(
              "\"{}\" is already used in list \"{}\" at row {}. Answers could not be told apart.",
              name.text, list_, earlier->second),
          form_.settings.allow_choice_duplicates
              ? fmt::format("In chat each choice needs a name of its own, also with "
                            "allow_choice_duplicates. Change to e.g. {}",
                            other)
              : fmt::format("Change one of the two names, e.g. {}", other),
          Group());
      seen_.emplace(other, row);
      return other;
    }
    return value;
  }

  Tree Choice(uint32_t row) {
    const Place place = table_.At(row, "name");
    Tree out = Tree::Object(Form::Ref(table_, place));
    const std::string name = ReadName(row);
    out.Set("value", Tree::Text(name, Form::Ref(table_, place)));
    if (auto label = ReadTexts(form_, table_, row, "label")) {
      out.Set("label", std::move(*label));
    } else {
      const Place at = table_.At(row, "label");
      form_.diagnostics.Add(
          "W-CHOICE-LABEL", at,
          fmt::format("The choice \"{}\" has no label; workers read \"{}\".", name, name),
          "Write what workers shall read into this cell.", Group());
      out.Set("label", SameInAll(form_, name, Form::Ref(table_, at)));
    }
    if (auto button = ReadTexts(form_, table_, row, "chat_button", "label"))
      out.Set("button", std::move(*button));
    Synonyms(row, out);
    const Value exclusive = table_.Get(row, "chat_exclusive");
    if (TruthOf(exclusive.text) == Truth::kYes)
      out.Set("exclusive", Tree::Raw("true", Form::Ref(table_, exclusive.place)));
    Means(row, out);
    Others(row, out);
    return out;
  }

  void Means(uint32_t row, Tree& out) {
    const Value means = table_.Get(row, "chat_means");
    if (!means) return;
    if (means.text != "refused" && means.text != "dont_know") {
      form_.diagnostics.Add(
          "E-CHAT-MEANS", means.place,
          fmt::format("\"{}\" is none of the two things that a choice can mean.", means.text),
          "Write refused or dont_know, or leave the cell empty.");
      return;
    }
    out.Set("means", Tree::Text(means.text, Form::Ref(table_, means.place)));
  }

  void Synonyms(uint32_t row, Tree& out) {
    Tree synonyms = Tree::Object();
    for (const Header& h : table_.headers()) {
      const int language = form_.languages.IndexOf(h.language);
      if (!h.known || h.key != "chat_synonyms" || language < 0) continue;
      const Value value = table_.Get(row, h);
      Tree words = Tree::Array(Form::Ref(table_, value.place));
      for (size_t at = 0; at < value.text.size();) {
        const size_t end = std::min(value.text.find('|', at), value.text.size());
        const std::string word = CleanCell(value.text.substr(at, end - at), true).text;
        if (!word.empty()) words.Push(Tree::Text(word, Form::Ref(table_, value.place)));
        at = end + 1;
      }
      if (!words.empty())
        synonyms.Set(form_.languages.all()[static_cast<size_t>(language)].tag, std::move(words));
    }
    if (!synonyms.empty()) out.Set("synonyms", std::move(synonyms));
  }

  // Columns of the author's own: what choice_filter compares. What cannot be named in an expression
  // is only kept.
  void Others(uint32_t row, Tree& out) {
    Tree attributes = Tree::Object(), extra = Tree::Object();
    for (const Header& h : table_.headers()) {
      if (h.known && !h.key.starts_with("media::")) continue;
      const Value value = table_.Get(row, h);
      if (!value) continue;
      const bool named = !h.key.empty() && !(h.key[0] >= '0' && h.key[0] <= '9') &&
                         h.key[0] != '-' && h.key[0] != '.' &&
                         std::all_of(h.key.begin(), h.key.end(), FitsInValue);
      auto renamed = form_.renamed.find(value.text);
      const std::string& text =
          named && renamed != form_.renamed.end() ? renamed->second : value.text;
      (named ? attributes : extra)
          .Set(named ? h.key : h.typed, Tree::Text(text, Form::Ref(table_, value.place)));
    }
    if (!attributes.empty()) out.Set("attributes", std::move(attributes));
    if (!extra.empty()) out.Set("extra", std::move(extra));
  }

  Form& form_;
  const Table& table_;
  const std::string& list_;
  std::map<std::string, uint32_t, std::less<>> seen_;
  std::map<std::string, int, std::less<>> copies_;
};

}  // namespace

void FindLists(Form& form) {
  if (!form.choices) return;
  for (uint32_t row : form.choices->rows()) {
    const Value list = form.choices->Get(row, "list_name");
    if (list) {
      form.lists[list.text].push_back(row);
      const std::string name = form.choices->Get(row, "name").text;
      form.nan_is_a_choice = form.nan_is_a_choice || name == "NaN";
      if (!Fits(name) && !MadeToFit(name).empty()) form.renamed[name] = MadeToFit(name);
    } else if (form.choices->Get(row, "name")) {
      form.diagnostics.Add(
          "E-CHOICE-LIST", list.place,
          "This choice does not say to which list it belongs, so it is never offered.",
          "Write the list's name into this cell.", "on sheet choices");
    }
  }
}

namespace {

// The list that is meant where its name is written in other capitals; "" if there is none, or this
// one is offered itself.
std::string Twin(const Form& form, const std::string& name) {
  if (form.offered.contains(name)) return "";
  for (const std::string& offered : form.offered) {
    if (Lower(offered) == Lower(name) && form.lists.contains(offered)) return offered;
  }
  return "";
}

}  // namespace

Tree ReadList(Form& form, const std::string& name) { return ListReader(form, name).Run(); }

std::string ChoiceLabelled(const Form& form, const std::string& question,
                           const std::string& label) {
  const auto row = form.names.find(question);
  if (row == form.names.end() || !form.choices) return "";
  Diagnostics silent;
  const auto list =
      form.lists.find(ParseType(form.survey->Get(row->second, "type").text, {}, silent).list);
  if (list == form.lists.end()) return "";
  for (uint32_t choice : list->second) {
    for (const Header& h : form.choices->headers()) {
      if (h.known && h.key == "label" && Lower(form.choices->Get(choice, h).text) == Lower(label))
        return form.choices->Get(choice, "name").text;
    }
  }
  return "";
}

Tree ReadLists(Form& form) {
  Tree out = Tree::Object();
  // In the order of the sheet, which is the author's.
  std::vector<std::pair<uint32_t, const std::string*>> order;
  for (const auto& [name, rows] : form.lists) order.emplace_back(rows.front(), &name);
  std::sort(order.begin(), order.end());
  for (const auto& [row, name] : order) {
    if (form.used_lists.contains(*name)) {
      out.Set(*name, ReadList(form, *name));
    } else if (const std::string twin = Twin(form, *name); !twin.empty()) {
      form.diagnostics.Add(
          "W-LIST-CASE", form.choices->At(row, "list_name"),
          fmt::format(
              "\"{}\" and \"{}\" are two lists; no question offers the choices of this one.", *name,
              twin),
          fmt::format("Change to: {}", twin), "on sheet choices");
    } else if (!form.inline_lists.contains(*name)) {
      form.diagnostics.Add(
          "N-LIST-UNUSED", form.choices->At(row, "list_name"),
          fmt::format("No question offers the list \"{}\"; it was left out.", *name), "",
          "on sheet choices");
    }
  }
  return out;
}

}  // namespace authoring
