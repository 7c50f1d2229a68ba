// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "authoring/xlsform/form.h"
#include "authoring/xlsform/respell.h"
#include "authoring/xlsform/text.h"

namespace authoring {
namespace {

// By language; empty where there is none.
std::vector<Value> Column(const Form& form, const Table& table, uint32_t row,
                          std::string_view key) {
  std::vector<Value> out(form.languages.all().size());
  for (const Header& h : table.headers()) {
    if (!h.known || h.key != key) continue;
    const int language = form.languages.IndexOf(h.language);
    if (language < 0) continue;
    Value& into = out[static_cast<size_t>(language)];
    if (!into) into = table.Get(row, h);
  }
  return out;
}

std::string Plain(Form& form, const Value& value) {
  bool html = false;
  std::string text = StripMarkup(value.text, &html);
  if (html) {
    form.diagnostics.Add(
        "W-TEXT-HTML", value.place, "A chat message shows this tag as it is written.",
        "Remove what stands in < >.", fmt::format("on sheet {}", value.place.sheet));
  } else if (text != value.text) {
    form.diagnostics.Add(
        "N-TEXT-MARKUP", value.place,
        "Bold, italics, colours and headings were left out: a chat message has none.", "",
        fmt::format("on sheet {}", value.place.sheet));
  }
  return text;
}

void ReportMissing(Form& form, const Table& table, uint32_t row, std::string_view key,
                   const Value& missing, const Languages::One& language,
                   const Languages::One& shown) {
  Place place = missing.place;
  if (!place.column)
    place = {table.name(), row, table.At(row, key).column, table.At(row, key).header, "", ""};
  const std::string name = language.name.empty() ? language.tag : language.name;
  form.diagnostics.Add("W-LANG-MISSING", place,
                       fmt::format("There is no {} in {}; workers who chose it read the one in {}.",
                                   key, name, shown.name.empty() ? shown.tag : shown.name),
                       fmt::format("Write the text into the column {}::{}.", key, name),
                       fmt::format("in {} on sheet {}", name, table.name()));
}

// Names of choices that were made to fit, where an expression says them: 'no & never' ->
// 'no_never'.
void Rename(const Form& form, std::string& text) {
  for (size_t open = text.find_first_of("'\""); open != std::string::npos;) {
    const size_t close = text.find(text[open], open + 1);
    if (close == std::string::npos) return;
    const auto renamed = form.renamed.find(text.substr(open + 1, close - open - 1));
    size_t end = close;
    if (renamed != form.renamed.end()) {
      text.replace(open + 1, close - open - 1, renamed->second);
      end = open + 1 + renamed->second.size();
    }
    open = text.find_first_of("'\"", end + 1);
  }
}

}  // namespace

const Table* Form::TableOf(uint8_t kind) const {
  for (const auto* table : {&survey, &choices, &settings_sheet, &triage}) {
    if (*table && static_cast<uint8_t>((*table)->kind()) == kind) return &**table;
  }
  return nullptr;
}

Place Form::PlaceOf(CellRef ref) const {
  const Table* table = TableOf(ref.sheet);
  if (table == nullptr || ref.row == 0) return {};
  if (ref.column == CellRef::kNoColumn) return {table->name(), ref.row, std::nullopt, "", "", ""};
  return table->At(ref.row, ref.column);
}

std::optional<Tree> ReadTexts(Form& form, const Table& table, uint32_t row, std::string_view key,
                              std::string_view fallback) {
  const std::vector<Value> values = Column(form, table, row, key);
  auto first =
      std::find_if(values.begin(), values.end(), [](const Value& v) { return !v.text.empty(); });
  if (first == values.end()) return std::nullopt;
  const std::vector<Value> others =
      fallback.empty() ? std::vector<Value>(values.size()) : Column(form, table, row, fallback);
  Tree out = Tree::Object(Form::Ref(table, first->place));
  for (size_t i = 0; i < values.size(); ++i) {
    const Value* value = values[i] ? &values[i] : &others[i];
    if (!*value) {
      ReportMissing(form, table, row, key, values[i], form.languages.all()[i],
                    form.languages.all()[static_cast<size_t>(first - values.begin())]);
      value = &*first;
    }
    out.Set(form.languages.all()[i].tag,
            Tree::Text(Plain(form, *value), Form::Ref(table, value->place)));
  }
  return out;
}

Tree SameInAll(const Form& form, const std::string& text, CellRef at) {
  Tree out = Tree::Object(at);
  for (const Languages::One& language : form.languages.all())
    out.Set(language.tag, Tree::Text(text, at));
  return out;
}

std::string ReadExpression(Form& form, const Value& value) {
  std::string text = value.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (!form.renamed.empty()) Rename(form, text);
  struct Other {
    std::string_view words, rule, message, change;
  };
  static constexpr Other kOthers[] = {
      {"last-saved#", "E-LAST-SAVED",
       "A chat survey does not know what the worker answered another time: nothing is kept that "
       "long.",
       "Ask again, or delete this."},
      {"pulldata(", "E-PULLDATA", "A chat survey cannot read a file of data.",
       "Put the data into columns of the choices sheet and write: instance('LIST')/root/item[name "
       "= ${question}]/column"},
      {"search(", "E-PULLDATA", "A chat survey cannot search in a file.",
       "Copy the list into the choices sheet."}};
  for (const Other& other : kOthers) {
    const size_t at = text.find(other.words);
    if (at == std::string::npos) continue;
    Diagnostic& d = form.diagnostics.Add(other.rule, value.place, std::string(other.message),
                                         std::string(other.change));
    d.caret = at;
    d.caret_length = other.words.size();
    return {};
  }
  Respelled respelled = Respell(text, form.nan_is_a_choice);
  for (const Respelling& why : respelled.why) {
    Place place = value.place;
    place.text = text;
    Diagnostic& d = form.diagnostics.Add(why.rule, std::move(place), std::string(why.message),
                                         "Change to: " + respelled.text);
    d.caret = why.at;
    d.caret_length = why.length;
  }
  return std::move(respelled.text);
}

}  // namespace authoring
