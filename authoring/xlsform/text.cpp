// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsform/text.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/utf8.h"

namespace authoring {
namespace {

bool IsWordChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// Removes a pair of markers that stands at the edges of words: "**bold**", "_it_", not
// "snake_case_name".
void RemovePairs(std::string& text, std::string_view marker) {
  size_t open = text.find(marker);
  while (open != std::string::npos) {
    const size_t inner = open + marker.size();
    const size_t close = text.find(marker, inner);
    if (close == std::string::npos) return;
    const size_t after = close + marker.size();
    const bool edges = (open == 0 || !IsWordChar(text[open - 1])) &&
                       (after >= text.size() || !IsWordChar(text[after]));
    const bool tight = close > inner && text[inner] != ' ' && text[close - 1] != ' ';
    if (!edges || !tight || text.find('\n', inner) < close) {
      open = text.find(marker, inner);
      continue;
    }
    text.erase(close, marker.size());
    text.erase(open, marker.size());
    open = text.find(marker, close - marker.size());
  }
}

void RemoveHeadings(std::string& text) {
  for (size_t line = 0; line < text.size();) {
    size_t end = line;
    while (end < text.size() && text[end] == '#') ++end;
    if (end > line && end - line <= 6 && end < text.size() && text[end] == ' ')
      text.erase(line, end + 1 - line);
    const size_t next = text.find('\n', line);
    if (next == std::string::npos) return;
    line = next + 1;
  }
}

// [text](address) -> "text (address)"
void RemoveLinks(std::string& text) {
  for (size_t open = text.find('['); open != std::string::npos; open = text.find('[', open + 1)) {
    const size_t middle = text.find("](", open);
    const size_t close = middle == std::string::npos ? middle : text.find(')', middle);
    if (close == std::string::npos) return;
    if (text.substr(open, middle - open).find('\n') != std::string::npos) continue;
    text.replace(middle, 2, " (");
    text.erase(open, 1);
  }
}

void RemoveTags(std::string& text, bool* unknown) {
  constexpr std::array<std::string_view, 14> kKnown{
      "span", "b", "i", "u", "strong", "em", "p", "div", "br", "font", "big", "small", "h1", "h2"};
  for (size_t open = text.find('<'); open != std::string::npos; open = text.find('<', open)) {
    const size_t close = text.find('>', open);
    if (close == std::string::npos) return;
    size_t start = open + 1;
    const bool closing = start < close && text[start] == '/';
    if (closing) ++start;
    size_t end = start;
    while (end < close && std::isalnum(static_cast<unsigned char>(text[end])) != 0) ++end;
    const std::string tag = Lower(std::string_view(text).substr(start, end - start));
    const bool shaped = end > start && (end == close || text[end] == ' ' || text[end] == '/');
    if (!shaped || std::find(kKnown.begin(), kKnown.end(), tag) == kKnown.end()) {
      if (shaped && unknown != nullptr) *unknown = true;
      ++open;
      continue;
    }
    text.replace(open, close + 1 - open,
                 tag == "br" || (closing && (tag == "p" || tag == "div")) ? "\n" : "");
  }
}

}  // namespace

CleanedText CleanCell(std::string_view raw, bool collapse) {
  CleanedText out;
  for (size_t at = 0; at < raw.size();) {
    const size_t before = at;
    const char32_t c = core::NextCodePoint(raw, at);
    char plain = 0;
    switch (c) {
      case U'\u2018':
      case U'\u2019':
      case U'\u201A':
      case U'\u2032':
        plain = '\'';
        break;
      case U'\u201C':
      case U'\u201D':
      case U'\u201E':
      case U'\u2033':
        plain = '"';
        break;
      case U'\u00A0':
      case U'\u2009':
      case U'\u202F':
      case U'\t':
        plain = ' ';
        break;
      case U'\u200B':
      case U'\uFEFF':
        continue;
      default:
        if (c < 0x20 && c != U'\n') continue;
        out.text += raw.substr(before, at - before);
        continue;
    }
    if (plain != ' ') out.curly_quotes = true;
    out.text += plain;
  }
  if (collapse) {
    out.text.erase(std::unique(out.text.begin(), out.text.end(),
                               [](char a, char b) { return a == ' ' && b == ' '; }),
                   out.text.end());
  }
  out.text = core::Trim(out.text);
  return out;
}

std::string StripMarkup(const std::string& text, bool* unknown) {
  if (text.find_first_of("<*_#[") == std::string::npos) return text;
  std::string out = text;
  RemoveTags(out, unknown);
  RemoveHeadings(out);
  RemoveLinks(out);
  for (std::string_view marker : {"***", "**", "__", "*", "_"}) RemovePairs(out, marker);
  return std::string(core::Trim(out));
}

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> out;
  for (size_t at = 0; at < text.size();) {
    const size_t start = text.find_first_not_of(" \n", at);
    if (start == std::string_view::npos) break;
    const size_t end = std::min(text.find_first_of(" \n", start), text.size());
    out.emplace_back(text.substr(start, end - start));
    at = end;
  }
  return out;
}

std::string Slug(std::string_view text) {
  std::string out;
  for (const std::string& word : Words(Lower(text))) out += (out.empty() ? "" : "_") + word;
  return out;
}

std::string Listed(const std::vector<std::string>& names) {
  constexpr size_t kNamed = 12;
  std::string out;
  for (size_t i = 0; i < names.size() && i < kNamed; ++i) out += (i == 0 ? "" : ", ") + names[i];
  return names.size() <= kNamed ? out
                                : out + " and " + std::to_string(names.size() - kNamed) + " more";
}

Truth TruthOf(std::string_view text) {
  const std::string word = Lower(text);
  for (std::string_view yes : {"yes", "true", "true()", "1"}) {
    if (word == yes) return Truth::kYes;
  }
  for (std::string_view no : {"", "no", "false", "false()", "0"}) {
    if (word == no) return Truth::kNo;
  }
  return Truth::kOther;
}

}  // namespace authoring
