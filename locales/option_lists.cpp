// SPDX-License-Identifier: Apache-2.0
// Several options in one reply.
#include <algorithm>

#include "locales/options.h"

namespace locales {
namespace {

bool Separates(char32_t c) {
  return c == U',' || c == U';' || c == U'\n' || c == U'/' || c == U'&' || c == U'+' || c == 0x3001 || c == 0x060C ||
         c == 0x061B || c == 0x1363 || c == 0x104A || c == 0x30FB || c == 0x0964;
}

bool IsDash(char32_t c) { return c == U'-' || c == 0x2013 || c == 0x2212 || c == U'~'; }

// Where [first, last) tokens of `text` are cut: the indexes of the separators.
template <class IsCut>
std::vector<Folded> Cut(const Folded& text, const IsCut& is_cut) {
  std::vector<Folded> out;
  size_t begin = 0;
  for (size_t i = 0; i <= text.tokens.size(); ++i) {
    if (i < text.tokens.size() && !is_cut(text.tokens[i])) continue;
    if (i > begin) out.push_back(text.Slice(begin, i));
    begin = i + 1;
  }
  return out;
}

bool OnlyDigits(const Folded& text) {
  const bool marks = std::any_of(text.tokens.begin(), text.tokens.end(), [](const Token& token) {
    return token.kind == Token::Kind::kSymbol && token.symbol != U')' && token.symbol != U'(' && token.symbol != U'.' &&
           token.symbol != U'#' && token.symbol != U'!';
  });
  return !marks && std::all_of(text.key.begin(), text.key.end(), [](char32_t c) { return c == U' ' || (c >= U'0' && c <= U'9'); });
}

// "1.3" is no list: it may be a slip for 13.
bool HasDecimal(const Folded& text) {
  for (size_t i = 1; i + 1 < text.tokens.size(); ++i) {
    const bool dot = text.tokens[i].kind == Token::Kind::kSymbol && text.tokens[i].symbol == U'.';
    if (dot && text.tokens[i].glued && text.tokens[i + 1].glued && text.tokens[i - 1].kind == Token::Kind::kDigits &&
        text.tokens[i + 1].kind == Token::Kind::kDigits) {
      return true;
    }
  }
  return false;
}

bool HasDash(const Folded& text) {
  for (size_t i = 1; i + 1 < text.tokens.size(); ++i) {
    if (text.tokens[i].kind == Token::Kind::kSymbol && IsDash(text.tokens[i].symbol) &&
        text.tokens[i - 1].kind == Token::Kind::kDigits && text.tokens[i + 1].kind == Token::Kind::kDigits) {
      return true;
    }
  }
  return false;
}

}  // namespace

// One part between commas: an option, or numbers and labels with nothing but spaces or "and" between them.
bool OptionMatcher::AddPart(const Folded& part, Several* out) const {
  const auto add = [&](const std::vector<size_t>& found) {
    if (found.size() > 1) out->unclear = found;
    if (found.size() != 1) return false;
    if (std::find(out->options.begin(), out->options.end(), found[0]) == out->options.end()) out->options.push_back(found[0]);
    return true;
  };
  if (part.key.empty()) return true;
  const std::vector<size_t> whole = Strong(part);
  if (whole.size() == 1) return add(whole);

  const auto joins = [&](const Token& token, PartKind kind) {
    if (token.kind != Token::Kind::kWord) return false;
    const Part* word = words_.FindPart(part.Text(token));
    return word != nullptr && word->kind == kind;
  };
  const bool or_between = std::any_of(part.tokens.begin(), part.tokens.end(),
                                      [&](const Token& token) { return joins(token, PartKind::kOr); });
  const auto pieces = Cut(part, [&](const Token& token) { return joins(token, PartKind::kAnd) || joins(token, PartKind::kOr); });
  if (pieces.size() > 1) {
    out->or_between = out->or_between || or_between;
    return std::all_of(pieces.begin(), pieces.end(), [&](const Folded& piece) { return AddPart(piece, out); });
  }
  if (part.tokens.size() > 1 && !HasDecimal(part)) {
    const bool digits = OnlyDigits(part);
    const bool each = digits || std::all_of(part.tokens.begin(), part.tokens.end(), [&](const Token& token) {
      return token.kind == Token::Kind::kWord && Exact(part.Text(token)).size() == 1;
    });
    if (each) {
      for (size_t i = 0; i < part.tokens.size(); ++i) {
        const Folded one = part.Slice(i, i + 1);
        if (!one.key.empty() && !add(Strong(one))) return false;
      }
      return true;
    }
  }
  return add(whole.empty() ? Weak(part) : whole);
}

OptionMatcher::Several OptionMatcher::Parts(const Folded& text) const {
  Several out;
  if (text.Has(U'?') || text.Has(0x061F)) return out;
  if (HasDash(text)) {
    out.range = true;
    return out;
  }
  const auto whole = Exact(text.key);
  if (whole.size() == 1) {
    out.options = whole;
    return out;
  }
  const auto parts = Cut(text, [](const Token& token) { return token.kind == Token::Kind::kSymbol && Separates(token.symbol); });
  for (const auto& part : parts) {
    if (AddPart(part, &out)) continue;
    out.options.clear();
    return out;
  }
  return out;
}

}  // namespace locales
