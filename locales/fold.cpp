// SPDX-License-Identifier: Apache-2.0
#include "locales/fold.h"

#include <unicode/uchar.h>

#include <optional>
#include <unordered_map>

#include "core/utf8.h"
#include "locales/canonical.h"

namespace locales {
namespace {

enum class Class : uint8_t { kSpace, kLetter, kDigit, kApostrophe, kEmoji, kSymbol };

Class ClassOf(char32_t c) {
  if (c < 0x80) {
    if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) return Class::kLetter;
    if (c >= U'0' && c <= U'9') return Class::kDigit;
    if (c == U'\'' || c == U'`') return Class::kApostrophe;
    return (c <= U' ' && c != U'\n') || c == 0x7F ? Class::kSpace : Class::kSymbol;
  }
  // Samoan writes the glottal stop as any of these, or not at all.
  if (c == 0x2018 || c == 0x2019 || c == 0x02BB || c == 0x02BC || c == 0x02BE || c == 0x02BF)
    return Class::kApostrophe;
  const auto u = static_cast<UChar32>(c);
  const uint32_t mask = U_GET_GC_MASK(u);
  if ((mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_NL_MASK)) != 0) return Class::kLetter;
  if ((mask & (U_GC_Z_MASK | U_GC_CC_MASK)) != 0) return Class::kSpace;
  return (mask & U_GC_SO_MASK) != 0 ? Class::kEmoji : Class::kSymbol;
}

std::optional<Token::Kind> RunKind(Class c) {
  if (c == Class::kLetter) return Token::Kind::kWord;
  if (c == Class::kDigit) return Token::Kind::kDigits;
  return std::nullopt;
}

bool IsRun(Token::Kind kind) { return kind == Token::Kind::kWord || kind == Token::Kind::kDigits; }

}  // namespace

// Unicode blocks.
bool IsDense(char32_t c) {
  if (c < 0x0E00) return false;
  return c <= 0x0EFF || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
         c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

// Danda, Urdu full stop, Burmese section marks, Khmer khan, Ethiopic full stop, Chinese full stop.
bool IsSentenceMark(char32_t c) {
  return c == U'.' || c == U'!' || c == 0x0964 || c == 0x0965 || c == 0x06D4 || c == 0x104A ||
         c == 0x104B || c == 0x17D4 || c == 0x17D5 || c == 0x1362 || c == 0x3002 || c == 0x2026;
}

void Folded::Append(const Token& token, std::u32string_view text) {
  Token copy = token;
  if (IsRun(token.kind)) {
    if (!key.empty()) key += U' ';
    copy.begin = static_cast<uint32_t>(key.size());
    copy.length = static_cast<uint32_t>(text.size());
    key += text;
  }
  tokens.push_back(copy);
}

std::u32string_view Folded::Span(size_t first, size_t last) const {
  const size_t begin = tokens[first].begin;
  return std::u32string_view(key).substr(begin, tokens[last].begin + tokens[last].length - begin);
}

bool Folded::Has(char32_t symbol) const {
  for (const Token& token : tokens) {
    if (token.kind == Token::Kind::kSymbol && token.symbol == symbol) return true;
  }
  return false;
}

Folded Folded::Slice(size_t first, size_t last) const {
  Folded out;
  for (size_t i = first; i < last; ++i) out.Append(tokens[i], Text(tokens[i]));
  if (!out.tokens.empty()) out.tokens[0].glued = false;
  return out;
}

Folded Fold(std::string_view utf8) {
  const std::u32string text = Canonical(core::Utf8Prefix(utf8, kMaxFoldBytes));
  Folded out;
  out.key.reserve(text.size() + 4);
  out.tokens.reserve(8);
  bool space = true;
  std::optional<Token::Kind> open;  // the run that the next character may continue
  for (size_t i = 0; i < text.size(); ++i) {
    const Class c = ClassOf(text[i]);
    if (c == Class::kSpace) {
      open.reset();
      space = true;
      continue;
    }
    if (c == Class::kApostrophe) {
      const bool next_is_letter = i + 1 < text.size() && ClassOf(text[i + 1]) == Class::kLetter;
      if (open == Token::Kind::kWord || (next_is_letter && open != Token::Kind::kDigits)) continue;
    }
    const auto kind = RunKind(c);
    const bool goes_on = !open && space && !out.tokens.empty() && !out.key.empty() &&
                         out.tokens.back().kind == Token::Kind::kWord &&
                         kind == Token::Kind::kWord && IsDense(text[i]) && IsDense(out.key.back());
    if (goes_on) {
      open = kind;
      space = false;
    }
    if (kind && open == kind) {
      out.key += text[i];
      ++out.tokens.back().length;
      continue;
    }
    Token token;
    token.kind = kind ? *kind : (c == Class::kEmoji ? Token::Kind::kEmoji : Token::Kind::kSymbol);
    token.glued = !space;
    if (!kind) token.symbol = text[i];
    out.Append(token, std::u32string_view(text).substr(i, 1));
    open = kind;
    space = false;
  }
  return out;
}

std::u32string FoldKey(std::string_view utf8) { return Fold(utf8).key; }

std::u32string FoldLabel(const std::string& label) {
  constexpr size_t kMostLabels = 1024;
  thread_local std::unordered_map<std::string, std::u32string> known;
  const auto found = known.find(label);
  if (found != known.end()) return found->second;
  if (known.size() >= kMostLabels) known.clear();
  return known.emplace(label, FoldKey(label)).first->second;
}

bool HasRuns(std::u32string_view key) {
  for (size_t i = 2; i < key.size(); ++i) {
    if (key[i] == key[i - 1] && key[i] == key[i - 2]) return true;
  }
  return false;
}

std::u32string CollapseRuns(std::u32string_view key) {
  std::u32string out;
  for (size_t i = 0; i < key.size();) {
    size_t end = i;
    while (end < key.size() && key[end] == key[i]) ++end;
    const bool run = end - i >= 3 && ClassOf(key[i]) == Class::kLetter;
    out.append(run ? 1 : end - i, key[i]);
    i = end;
  }
  return out;
}

}  // namespace locales
