// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/utf8.h"
#include "dialogs/reading/reader.h"

namespace dialogs {
namespace {

constexpr size_t kMaxTextBytes = 4096;

bool IsKnownPlaceholder(std::string_view text) {
  return text.starts_with("{office}") || text.starts_with("{days}");
}

// Letters, because nobody counts bytes: about 4096 of English, 1365 of Bengali.
void TooLong(Reading& reading, const std::string& path, std::string_view text) {
  const size_t letters = core::Utf16Length(text), fit = letters * kMaxTextBytes / text.size();
  reading.Report(
      path,
      fmt::format("this text has {} characters; about {} fit in this script, so shorten it",
                  letters, fit),
      ProblemKind::kTextLong);
}

void CheckText(Reading& reading, const std::string& path, std::string_view text) {
  if (text.size() > kMaxTextBytes) TooLong(reading, path, text);
  if (core::Trim(text) != text) reading.Report(path, "begins or ends with white space; remove it");
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{') {
      const size_t close = text.find('}', i);
      if (close == std::string_view::npos ||
          !IsSurveyName(core::Trim(text.substr(i + 2, close - i - 2)))) {
        reading.Report(path, "in this text a name or the closing } is missing behind ${");
        return;
      }
      i = close;
      continue;
    }
    if (text[i] == '{' && !IsKnownPlaceholder(text.substr(i))) {
      reading.Report(
          path, "this text has a { that begins neither ${name} nor {office} nor {days}; remove it");
      return;
    }
    if (static_cast<unsigned char>(text[i]) < 0x20 && text[i] != '\n') {
      reading.Report(path, "this text has a control character; remove it");
      return;
    }
  }
}

}  // namespace

bool IsSurveyName(std::string_view name) {
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  auto rest = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
  return !name.empty() && name.size() <= 64 && letter(name[0]) &&
         std::all_of(name.begin(), name.end(), rest);
}

bool HasPlaceholder(const Texts& texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [](const std::string& t) { return t.find('{') != std::string::npos; });
}

Texts ReadTexts(Reading& reading, core::ObjectReader& reader, std::string_view key, bool required) {
  const auto& languages = reading.out.languages;
  Texts texts(languages.size());
  auto value = reader.Value(key);
  const std::string path = reader.PathOf(key);
  if (!value) {
    if (required)
      reader.Report(key, "is missing; it must be a text for each language, {\"en\": \"...\"}");
    return texts;
  }
  if (value->kind() != core::JsonKind::kObject) {
    reader.Report(key, "must be a text for each language, {\"en\": \"...\"}");
    return texts;
  }
  for (const std::string& tag : value->Keys()) {
    auto found = std::find(languages.begin(), languages.end(), tag);
    auto text = value->Find(tag);
    const std::string where = path + "." + tag;
    if (found == languages.end()) {
      reading.Report(
          where,
          fmt::format(
              "\"{}\" is not in this survey's \"languages\"; add it there or remove this text",
              tag.substr(0, 20)));
    } else if (text->kind() != core::JsonKind::kString) {
      reading.Report(where, "must be a text");
    } else {
      CheckText(reading, where, text->String());
      texts[static_cast<size_t>(found - languages.begin())] = text->String();
    }
  }
  for (size_t i = 0; i < languages.size(); ++i) {
    auto text = value->Find(languages[i]);
    if (!text || (text->kind() == core::JsonKind::kString && text->String().empty())) {
      reading.Report(path, fmt::format("has no text in \"{}\"; translate it", languages[i]),
                     ProblemKind::kTextMissing);
    }
  }
  return texts;
}

std::vector<std::string> Echoed(std::string_view text) {
  std::vector<std::string> names;
  for (size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
    const size_t close = text.find('}', at);
    if (close == std::string_view::npos) break;
    names.emplace_back(core::Trim(text.substr(at + 2, close - at - 2)));
  }
  return names;
}

bool Reading::Defer(core::ObjectReader& reader, std::string_view key, bool required, Scope where,
                    std::function<Expression&(CompiledSurvey&)> at) {
  if (!required && !reader.Has(key)) {
    reader.String(key, "");  // known, though absent
    return false;
  }
  std::string source = reader.String(key);
  if (!reader.Has(key)) return false;
  at(out).source = std::move(source);
  pending.push_back({reader.PathOf(key), std::move(at), where});
  return true;
}

}  // namespace dialogs
