// SPDX-License-Identifier: Apache-2.0
// Several options in one reply.
#include <algorithm>

#include "locales/negation.h"
#include "locales/option_words.h"
#include "locales/options.h"

namespace locales {
namespace {

bool Separates(char32_t c) {
  return c == U',' || c == U';' || c == U'\n' || c == U'/' || c == U'&' || c == U'+' ||
         c == 0x3001 || c == 0x060C || c == 0x061B || c == 0x1363 || c == 0x104A || c == 0x30FB ||
         c == 0x0964;
}

bool IsDash(char32_t c) { return c == U'-' || c == 0x2013 || c == 0x2212 || c == U'~'; }

// The pieces of `text` between the tokens at which `is_cut(index)`.
template <class IsCut>
std::vector<Folded> Cut(const Folded& text, const IsCut& is_cut) {
  std::vector<Folded> out;
  size_t begin = 0;
  for (size_t i = 0; i <= text.tokens.size(); ++i) {
    if (i < text.tokens.size() && !is_cut(i)) continue;
    if (i > begin) out.push_back(text.Slice(begin, i));
    begin = i + 1;
  }
  return out;
}

// Which tokens are "and" or "or"; in some languages these are two words (Samoan "ma le", "po o").
std::vector<bool> Joiners(const Folded& text, const Words& words, bool* or_between) {
  constexpr size_t kLongest = 2;
  std::vector<bool> out(text.tokens.size(), false);
  const auto is_word = [&](size_t i) {
    return i < out.size() && text.tokens[i].kind == Token::Kind::kWord;
  };
  for (size_t i = 0; i < out.size(); ++i) {
    for (size_t count = kLongest; count > 0 && is_word(i); --count) {
      if (!is_word(i + count - 1)) continue;
      const Part* part = words.FindPart(text.Span(i, i + count - 1));
      if (part == nullptr || (part->kind != PartKind::kAnd && part->kind != PartKind::kOr))
        continue;
      *or_between = *or_between || part->kind == PartKind::kOr;
      for (size_t j = i; j < i + count; ++j) out[j] = true;
      i += count - 1;
      break;
    }
  }
  return out;
}

bool OnlyDigits(const Folded& text) {
  const bool marks = std::any_of(text.tokens.begin(), text.tokens.end(), [](const Token& token) {
    return token.kind == Token::Kind::kSymbol && token.symbol != U')' && token.symbol != U'(' &&
           token.symbol != U'.' && token.symbol != U'#' && token.symbol != U'!';
  });
  return !marks && std::all_of(text.key.begin(), text.key.end(),
                               [](char32_t c) { return c == U' ' || (c >= U'0' && c <= U'9'); });
}

// "1.3" is no list: it may be a slip for 13.
bool HasDecimal(const Folded& text) {
  for (size_t i = 1; i + 1 < text.tokens.size(); ++i) {
    const bool dot = text.tokens[i].kind == Token::Kind::kSymbol && text.tokens[i].symbol == U'.';
    if (dot && text.tokens[i].glued && text.tokens[i + 1].glued &&
        text.tokens[i - 1].kind == Token::Kind::kDigits &&
        text.tokens[i + 1].kind == Token::Kind::kDigits) {
      return true;
    }
  }
  return false;
}

// "1-3", "1..3": from one to the other, or both.
bool HasDash(const Folded& text) {
  const auto symbol = [&](size_t i) {
    return text.tokens[i].kind == Token::Kind::kSymbol ? text.tokens[i].symbol : 0;
  };
  for (size_t i = 1; i + 1 < text.tokens.size(); ++i) {
    const bool dots = symbol(i) == 0x2026 || (i > 1 && symbol(i) == U'.' && symbol(i - 1) == U'.');
    const size_t before = dots && symbol(i) == U'.' ? i - 2 : i - 1;
    if ((dots || IsDash(symbol(i))) && text.tokens[before].kind == Token::Kind::kDigits &&
        text.tokens[i + 1].kind == Token::Kind::kDigits)
      return true;
  }
  return false;
}

}  // namespace

// Words written together cut at options and "and", as far as they consist of such.
Folded OptionMatcher::CutPieces(const Folded& text) const {
  const Folded cut = bare_.Cut(text);
  if (words_.local == nullptr ||
      (words_.local->and_prefixes.empty() && words_.local->and_suffixes.empty()))
    return cut;
  Folded out;
  for (const Token& token : cut.tokens) {
    auto word = cut.Text(token);
    const bool is_word = token.kind == Token::Kind::kWord;
    for (const auto& prefix : words_.local->and_prefixes) {
      const bool joins = is_word && !out.tokens.empty() && word.size() > prefix.size() + 1 &&
                         word.starts_with(prefix);
      if (!joins || !BeginsNameOrNumber(word.substr(prefix.size())) || set_->BeginsName(word))
        continue;
      out.Append(token, word.substr(0, prefix.size()));
      word.remove_prefix(prefix.size());
      break;
    }
    const auto suffix = is_word ? AndBehind(word) : std::u32string_view();
    word.remove_suffix(suffix.size());
    out.Append(token, word);
    if (!suffix.empty()) out.Append(token, suffix);
  }
  return out;
}

// "and" at the end of the last word of a label or synonym; empty if none.
std::u32string_view OptionMatcher::AndBehind(std::u32string_view word) const {
  for (const auto& suffix : words_.local->and_suffixes) {
    if (word.size() < suffix.size() + 2 || !word.ends_with(suffix) || set_->EndsName(word))
      continue;
    if (set_->EndsName(word.substr(0, word.size() - suffix.size()))) return suffix;
  }
  return {};
}

Folded OptionMatcher::WithoutCourtesies(const Folded& text) const {
  Folded out;
  for (const Token& token : text.tokens) {
    const auto word = text.Text(token);
    if (token.kind != Token::Kind::kWord || !words_.IsCourtesy(word)) out.Append(token, word);
  }
  return out;
}

bool OptionMatcher::BeginsNameOrNumber(std::u32string_view word) const {
  const Part* part = words_.FindPart(word);
  return set_->BeginsName(word) || words_.Ordinal(word) ||
         (part != nullptr && part->kind == PartKind::kNumber);
}

// Not an option here, nor anything else that would tell which.
bool OptionMatcher::SaysNothing(std::u32string_view word) const {
  return (words_.Whole(word) & (kNoContent | kIsAround)) != 0 && !set_->names.Has(word);
}

bool OptionMatcher::Several::Add(const std::vector<size_t>& found) {
  if (found.size() > 1) unclear = found;
  if (found.size() != 1) return false;
  Unite(options, found);
  return true;
}

// The option that the words of a row from `first` on name, the longest name there; `next` becomes
// the token behind it. Not one: none or several.
std::vector<size_t> OptionMatcher::NameAt(const Folded& row, size_t first, bool letters,
                                          size_t* next) const {
  constexpr size_t kLongest = 5;  // in words
  for (size_t end = std::min(row.tokens.size(), first + kLongest); end > first + 1; --end) {
    auto named = set_->Exact(row.Span(first, end - 1));
    *next = end;
    if (named.size() == 1) return named;
  }
  *next = first + 1;
  const Folded one = row.Slice(first, first + 1);
  const bool named = set_->Exact(one.key).size() == 1 || ExactButForEnding(one.key).size() == 1 ||
                     (letters && ByLetter(one).size() == 1);
  if (named) return Strong(one);
  // "hemlet": a slip in, or the Latin spelling of, what is no word of ours.
  if (words_.Whole(one.key) != 0 || words_.FindPart(one.key) != nullptr) return {};
  const Similar similar = WholeGuess(one.key, false);
  return similar.unsafe ? std::vector<size_t>() : similar.options;
}

// Options with nothing but spaces between them: "1 3", "mask gloves", and words that say nothing.
// nullopt if the part is no such row.
std::optional<bool> OptionMatcher::AddRow(const Folded& part, bool negated, Several* out) const {
  if (part.tokens.size() < 2 || HasDecimal(part)) return std::nullopt;
  const Folded digits = WithoutCourtesies(part);  // "1 3 please"
  const bool courteous = !digits.key.empty() && digits.tokens.size() < part.tokens.size();
  if (courteous && OnlyDigits(digits)) return AddPart(digits, true, out);
  if (OnlyDigits(part)) {
    for (size_t i = 0; i < part.tokens.size(); ++i) {
      const Folded one = part.Slice(i, i + 1);
      if (!one.key.empty() && !out->Add(Strong(one))) return false;
    }
    return true;
  }
  const auto is = [&](auto what) {
    return std::all_of(part.tokens.begin(), part.tokens.end(), what);
  };
  if (!is([](const Token& token) { return token.kind == Token::Kind::kWord; })) return std::nullopt;
  std::vector<std::u32string_view> words;
  for (const Token& token : part.tokens) words.push_back(part.Text(token));
  if (bare_.NamesAnother(words)) return std::nullopt;
  const bool letters =
      is([&](const Token& token) { return token.length == 1 && !IsDense(part.key[token.begin]); });
  Several row;
  bool silent = false;
  for (size_t i = 0, next = 0; i < part.tokens.size(); i = next) {
    const auto named = NameAt(part, i, letters, &next);
    const bool nothing = named.size() != 1 && SaysNothing(part.Text(part.tokens[i]));
    silent = silent || nothing;
    if (nothing) next = i + 1;
    if (!nothing && !row.Add(named)) return std::nullopt;
  }
  // Two words that say nothing may be a "not" together: Samoan "e le".
  if (row.options.empty() || (silent && negated)) return std::nullopt;
  Unite(out->options, row.options);
  return true;
}

// One part between commas: an option, or options with nothing but spaces or "and" between them.
bool OptionMatcher::AddPart(const Folded& joined, bool guess, Several* out) const {
  if (joined.key.empty()) return true;
  std::vector<size_t> whole = Strong(joined);
  if (whole.empty()) whole = ByNone(joined.key);
  if (whole.size() == 1) return out->Add(whole);
  if (IsAnothersOwn(joined.key, words_)) return false;
  const Folded part = CutPieces(joined);

  bool or_between = false;
  const std::vector<bool> joiners = Joiners(part, words_, &or_between);
  const auto pieces = Cut(part, [&](size_t i) { return joiners[i]; });
  if (pieces.size() > 1) {
    out->or_between = out->or_between || or_between;
    return std::all_of(pieces.begin(), pieces.end(),
                       [&](const Folded& piece) { return AddPart(piece, true, out); });
  }
  const bool negated = SaysNot(joined.key, words_);
  if (const auto added = AddRow(part, negated, out)) return *added;
  if (whole.empty() && !guess) return false;
  // Cut into pieces a "not" may be lost: "မ" and "ပါ" of "မပါ".
  if (whole.empty() && negated != SaysNot(part.key, words_)) return false;
  return out->Add(whole.empty() ? Weak(part) : whole);
}

OptionMatcher::Several OptionMatcher::Parts(const Folded& text, size_t fewest) const {
  Several out;
  if (text.Has(U'?') || text.Has(0x061F)) return out;
  if (HasDash(text)) {
    out.range = true;
    return out;
  }
  const auto whole = set_->Exact(text.key);
  if (whole.size() == 1) {
    out.options = whole;
    return out;
  }
  const auto parts = Cut(text, [&](size_t i) {
    return text.tokens[i].kind == Token::Kind::kSymbol && Separates(text.tokens[i].symbol);
  });
  const bool guess = parts.size() >= fewest;
  for (const auto& part : parts) {
    if (AddPart(part, guess, &out)) continue;
    out.options.clear();
    return out;
  }
  return out;
}

}  // namespace locales
