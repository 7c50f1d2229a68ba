// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "authoring/xlsform/form.h"
#include "authoring/xlsform/text.h"
#include "dialogs/nearest.h"

namespace authoring {
namespace {

std::string MadeId(std::string_view text) {
  std::string out;
  for (char c : Lower(text)) {
    const bool fits =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    if (fits) out += c;
    if (c == ' ' && !out.empty() && out.back() != '_') out += '_';
  }
  if (!out.empty() && !((out[0] >= 'a' && out[0] <= 'z') || out[0] == '_')) out = "s_" + out;
  return out.empty() ? "survey" : out.substr(0, 64);
}

bool IsId(std::string_view id) {
  return !id.empty() && id.size() <= 64 &&
         (id[0] == '_' || std::isalpha(static_cast<unsigned char>(id[0])) != 0) &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' ||
                  c == '.';
         });
}

void Number(Form& form, const Value& value, int max, std::string& into) {
  if (!value) return;
  const bool digits =
      value.text.size() <= 4 && std::all_of(value.text.begin(), value.text.end(),
                                            [](char c) { return c >= '0' && c <= '9'; });
  if (digits && std::stoi(value.text) >= 1 && std::stoi(value.text) <= max) {
    into = std::to_string(std::stoi(value.text));
    return;
  }
  form.diagnostics.Add("E-SETTING", value.place,
                       fmt::format("\"{}\" is no whole number from 1 to {}.", value.text, max), "");
}

void NoSettings(Form& form) {
  const bool sheet = form.settings_sheet.has_value();
  form.diagnostics.Add(
      "W-SETTINGS",
      {sheet ? form.settings_sheet->name() : form.survey->name(), sheet ? 2U : 0U, std::nullopt, "",
       "", ""},
      fmt::format("There is {}, so the survey is called \"{}\" after its file.",
                  sheet ? "nothing below the names of the settings" : "no sheet \"settings\"",
                  form.settings.id),
      sheet ? "Write the values into row 2: form_id, form_title, version and default_language."
            : "Add a sheet settings with the columns form_id, form_title, version and "
              "default_language.");
}

// form_title | My form
// form_id    | my_form
bool StandBelow(const Table& table) {
  const auto& headers = table.headers();
  if (headers.empty() || !headers[0].known || (headers.size() > 1 && headers[1].known))
    return false;
  const Value below = table.Get(table.rows().front(), headers[0]);
  const Header as_header = ParseHeader(below.text, SheetKind::kSettings, true);
  return as_header.known && as_header.key != headers[0].key;
}

}  // namespace

void ReadSettings(Form& form, std::string_view file_stem) {
  Settings& s = form.settings;
  s.title = file_stem;
  s.id = MadeId(file_stem);
  if (!form.settings_sheet || form.settings_sheet->rows().empty()) return NoSettings(form);
  const Table& table = *form.settings_sheet;
  if (StandBelow(table)) {
    form.diagnostics.Add("E-SETTINGS-DOWN",
                         table.At(table.rows().front(), table.headers().front().column),
                         "The settings stand below one another, so none was read: a setting's name "
                         "stands in row 1, its value in "
                         "row 2 below it.",
                         "Write form_id, form_title, version, default_language into row 1, each in "
                         "a column of its own.");
    return;
  }
  const uint32_t row = table.rows().front();
  auto get = [&](std::string_view key) { return table.Get(row, key); };
  if (const Value title = get("form_title")) s.title = title.text;
  if (const Value id = get("form_id")) {
    s.id = IsId(id.text) ? id.text : MadeId(id.text);
    if (s.id != id.text)
      form.diagnostics.Add(
          "W-FORM-ID", id.place,
          fmt::format("A form_id holds letters, digits, _, - and . only; \"{}\" was taken instead.",
                      s.id),
          fmt::format("Change to: {}", s.id));
  } else if (get("form_title")) {
    s.id = MadeId(s.title);
  }
  s.version = get("version").text.substr(0, 64);
  s.consent = get("chat_consent").text;
  s.allow_choice_duplicates = TruthOf(get("allow_choice_duplicates").text) == Truth::kYes;
  Number(form, get("chat_max_repeat"), 50, s.max_repeat);
  Number(form, get("chat_expire_h"), 720, s.expires_hours);
  if (Lower(get("clean_text_values").text) == "no") form.survey->KeepSpaces();
  std::vector<std::string> unused;
  for (const Header& h : table.headers()) {
    if (h.known || h.key == kLintIgnore || !table.Get(row, h)) continue;
    if (Lower(h.key) != "public_key") {
      unused.push_back(h.typed);
      continue;
    }
    form.diagnostics.Add("W-PUBLIC-KEY", table.At(row, h.column),
                         "This form expects ODK's encryption; here answers are sealed with the key "
                         "of the office, which is set on the server.",
                         "Nothing to do.");
  }
  if (!unused.empty())
    form.diagnostics.Add(
        "N-COLUMNS", {table.name(), 1, std::nullopt, "", "", ""},
        fmt::format("These settings have no meaning in a chat and are only kept: {}.",
                    Listed(unused)));
}

void CheckConsent(Form& form) {
  const std::string& name = form.settings.consent;
  if (name.empty() || form.names.contains(name)) return;
  std::vector<std::string_view> names;
  for (const auto& [known, row] : form.names) names.push_back(known);
  const std::string near = dialogs::Nearest(name, names);
  form.diagnostics.Add(
      "E-SETTING", form.settings_sheet->At(form.settings_sheet->rows().front(), "chat_consent"),
      fmt::format("There is no question named \"{}\", so nobody is asked for consent.", name),
      near.empty() ? "Write the name of the question that asks for it."
                   : fmt::format("Change to: {}", near));
}

}  // namespace authoring
