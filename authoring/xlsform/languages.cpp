// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/languages.h"

#include <fmt/format.h>
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <map>

#include "authoring/xlsform/text.h"

namespace authoring {
namespace {

bool IsTag(std::string_view text) {
  size_t part = 0;
  bool first = true;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == '-') {
      if (first ? part < 2 || part > 3 : part < 2 || part > 8) return false;
      part = 0;
      first = false;
      continue;
    }
    const char c = text[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && (first || c < '0' || c > '9')) return false;
    ++part;
  }
  return true;
}

std::string NormalTag(std::string_view text) {
  std::string tag(text);
  std::replace(tag.begin(), tag.end(), '_', '-');
  const size_t dash = std::min(tag.find('-'), tag.size());
  return Lower(tag.substr(0, dash)) + tag.substr(dash);
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kNames{
    {{"bahasa indonesia", "id"},
     {"bahasa melayu", "ms"},
     {"bahasa malaysia", "ms"},
     {"castellano", "es"},
     {"chichewa", "ny"},
     {"creole", "ht"},
     {"dari", "prs"},
     {"farsi", "fa"},
     {"fula", "ff"},
     {"kreyol", "ht"},
     {"kreyòl", "ht"},
     {"mandarin", "zh"},
     {"myanmar", "my"},
     {"oromiffa", "om"},
     {"pilipino", "fil"},
     {"sesotho", "st"},
     {"setswana", "tn"},
     {"sinhalese", "si"},
     {"sorani", "ckb"},
     {"visayan", "ceb"},
     {"bisaya", "ceb"}}};

// Lower-case English and own names of all languages with two or three letters: "french", "français"
// -> "fr".
const std::map<std::string, std::string, std::less<>>& TagsByName() {
  static const auto names = [] {
    std::map<std::string, std::string, std::less<>> out;
    for (const char* const* code = icu::Locale::getISOLanguages(); *code != nullptr; ++code) {
      const icu::Locale locale(*code);
      for (const icu::Locale& in : {icu::Locale::getEnglish(), locale}) {
        icu::UnicodeString name;
        std::string utf8;
        locale.getDisplayLanguage(in, name).toLower().toUTF8String(utf8);
        if (utf8 != *code) out.try_emplace(utf8, *code);
      }
    }
    // As people call them.
    for (const auto& [name, code] : kNames) out.try_emplace(std::string(name), code);
    return out;
  }();
  return names;
}

std::string LowerUnicode(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())))
      .toLower()
      .toUTF8String(out);
  return out;
}

// "English(en)" and "english (en)" are one.
std::string Squeezed(std::string_view language) {
  std::string out = LowerUnicode(language);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
}

}  // namespace

std::string TagOf(std::string_view language, bool& has_code) {
  has_code = true;
  const size_t open = language.rfind('('), close = language.rfind(')');
  if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
    const std::string tag =
        NormalTag(CleanCell(language.substr(open + 1, close - open - 1), true).text);
    if (IsTag(tag)) return tag;
    language = language.substr(0, open);
  }
  const std::string name = CleanCell(language, true).text;
  const std::string tag = NormalTag(name);
  if (IsTag(tag) && (tag.size() == 2 || tag[2] == '-')) return tag;
  has_code = false;
  const auto& names = TagsByName();
  auto found = names.find(LowerUnicode(name));
  return found == names.end() ? std::string() : found->second;
}

void Languages::AddNamed(const Header& header, const Table& table, Diagnostics& diagnostics) {
  if (IndexOf(header.language) >= 0 ||
      std::find(refused_.begin(), refused_.end(), header.language) != refused_.end())
    return;
  bool has_code = true;
  const std::string tag = TagOf(header.language, has_code);
  const Place place{table.name(), 1, header.column, "", header.typed, ""};
  const std::string head = header.typed.substr(0, header.typed.size() - header.language.size());
  if (tag.empty()) {
    refused_.push_back(header.language);
    diagnostics.Add(
        "E-LANG-CODE", place,
        fmt::format("It is not clear which language \"{}\" is.", header.language),
        fmt::format("Write its code of two or three letters (ISO 639) in brackets behind it, as in "
                    "English (en) or "
                    "Kiswahili (sw): {}{} (...). This is the first column that needs it.",
                    head, header.language));
    return;
  }
  auto same = std::find_if(all_.begin(), all_.end(), [&](const One& o) { return o.tag == tag; });
  if (same != all_.end()) {
    refused_.push_back(header.language);
    diagnostics.Add(
        "E-LANG-TWICE", place,
        fmt::format(
            "\"{}\" and \"{}\" are the same language ({}), so the texts would fall apart into two.",
            header.language, same->name, tag),
        fmt::format("Change the header to: {}{}", head, same->name));
    return;
  }
  if (!has_code) {
    diagnostics.Add("W-LANG-CODE", place,
                    fmt::format("\"{}\" was taken for the language {}.", header.language, tag),
                    fmt::format("Change to: {}{} ({}), in every column of this language.", head,
                                header.language, tag));
  }
  all_.push_back({header.language, tag, {static_cast<uint8_t>(table.kind()), 1, header.column}});
}

void Languages::Collect(const std::vector<const Table*>& tables, const Value& default_language,
                        Diagnostics& diagnostics) {
  bool bare_label = false;
  for (const Table* table : tables) {
    for (const Header& h : table->headers()) {
      if (h.known && h.key == "label" && h.language.empty()) bare_label = true;
      // Pictures and recordings are only kept: what language they are in decides nothing.
      if (h.known && !h.language.empty() && !h.key.starts_with("chat_") &&
          !h.key.starts_with("media::"))
        AddNamed(h, *table, diagnostics);
    }
  }
  // "default" is what form tools call the language of columns that name none.
  if (default_language && Lower(default_language.text) != "default") {
    if (BringFirst(default_language, bare_label, diagnostics)) return;
    if (bare_label || all_.empty()) {
      bool has_code = true;
      std::string tag = TagOf(default_language.text, has_code);
      const bool taken =
          std::any_of(all_.begin(), all_.end(), [&](const One& o) { return o.tag == tag; });
      if (tag.empty() || taken) {
        diagnostics.Add("E-LANG-DEFAULT", default_language.place,
                        fmt::format("No column is in the language \"{}\".", default_language.text),
                        all_.empty() ? "Write a language with its code, e.g. English (en)"
                                     : fmt::format("Change to: {}", all_[0].name));
      } else {
        all_.insert(all_.begin(), {"", tag, {}});
      }
    } else {
      diagnostics.Add(
          "W-LANG-DEFAULT", default_language.place,
          fmt::format("No column is in the language \"{}\", so \"{}\" was taken as the default.",
                      default_language.text, all_[0].name),
          fmt::format("Change to: {}", all_[0].name));
    }
  } else if (bare_label) {
    ReportMixed(tables, diagnostics);
    if (all_.empty()) all_.push_back({"", "en", {}});
  }
  if (all_.empty()) all_.push_back({"", "en", {}});
}

// True if there is such a language: by its name as headers write it, else by what it is ("French"
// is "Français (fr)"). Where a column has no language it may be the one that is meant.
bool Languages::BringFirst(const Value& wanted, bool bare_label, Diagnostics& diagnostics) {
  auto named = std::find_if(all_.begin(), all_.end(), [&](const One& o) {
    return Squeezed(o.name) == Squeezed(wanted.text);
  });
  if (named == all_.end()) {
    bool has_code = true;
    const std::string tag = TagOf(wanted.text, has_code);
    named = std::find_if(all_.begin(), all_.end(),
                         [&](const One& o) { return !tag.empty() && o.tag == tag; });
    if (named == all_.end() || bare_label) return false;
    diagnostics.Add("W-LANG-DEFAULT", wanted.place,
                    fmt::format("\"{}\" was taken for the language \"{}\" of the columns.",
                                wanted.text, named->name),
                    fmt::format("Change to: {}", named->name));
  }
  std::rotate(all_.begin(), named, named + 1);
  return true;
}

void Languages::ReportMixed(const std::vector<const Table*>& tables,
                            Diagnostics& diagnostics) const {
  for (const Table* table : tables) {
    for (const Header& h : table->headers()) {
      if (!h.known || h.key != "label" || !h.language.empty()) continue;
      const Place place{table->name(), 1, h.column, "", h.typed, ""};
      if (all_.empty()) {
        diagnostics.Add("W-LANG-NONE", place,
                        "This column does not say its language; it was taken for English.",
                        "Change to: label::English (en), or another language with its code; or set "
                        "default_language on the sheet settings.");
        return;
      }
      diagnostics.Add("E-LANG-MIXED", place,
                      fmt::format("This column has no language, others have one (\"{}\"). Its "
                                  "texts would belong to no language.",
                                  all_[0].name),
                      "Add the language to the header, e.g. label::English (en), in every column "
                      "that has none; or set default_language "
                      "on the sheet settings.");
    }
  }
}

int Languages::IndexOf(std::string_view header_language) const {
  if (header_language.empty()) return 0;
  for (size_t i = 0; i < all_.size(); ++i) {
    if (all_[i].name == header_language)
      return static_cast<int>(i);  // nearly always: asked for each cell
  }
  const std::string wanted = Squeezed(header_language), tag = NormalTag(header_language);
  for (size_t i = 0; i < all_.size(); ++i) {
    if (Squeezed(all_[i].name) == wanted || Lower(all_[i].tag) == Lower(tag))
      return static_cast<int>(i);
  }
  return -1;
}

}  // namespace authoring
