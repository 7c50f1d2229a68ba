// SPDX-License-Identifier: Apache-2.0
#include "locales/options.h"

#include <algorithm>

#include "locales/joined_words.h"
#include "locales/option_words.h"
#include "locales/yes_no.h"

namespace locales {
namespace {

// "2.", "(2)", "#2", "2)": marks that change nothing about a number.
bool IsHarmless(char32_t c) {
  return IsSentenceMark(c) || c == U')' || c == U'(' || c == U'[' || c == U']' || c == U'#' || c == U':' ||
         c == U'"' || c == U',' || c == U';' || c == U'*' || c == U'\n' ||
         c == 0x060C || c == 0x20E3;
}

const std::vector<std::u32string> kNone;

constexpr uint32_t kNoContent = kIsArticle | kIsPolite | kIsOptionWord;

bool OnlyHarmlessSymbols(const Folded& text) {
  return std::all_of(text.tokens.begin(), text.tokens.end(), [](const Token& token) {
    return token.kind != Token::Kind::kSymbol || IsHarmless(token.symbol);
  });
}

}  // namespace

OptionMatcher::OptionMatcher(const std::vector<AnswerOption>& options, const Words& words)
    : options_(&options), words_(words) {
  prepared_.reserve(options.size());
  for (const auto& option : options) {
    prepared_.push_back(Prepare(option));
    for (const auto& name : prepared_.back().names)
      longest_piece_ = std::max(longest_piece_, name.size());
  }
  if (words.local != nullptr)
    longest_piece_ = std::max(longest_piece_, words.local->longest_piece);
}

OptionMatcher::Option OptionMatcher::Prepare(const AnswerOption& option) const {
  Option out;
  out.label = FoldLabel(option.label);
  out.names.push_back(out.label);
  for (const auto& synonym : option.synonyms) out.names.push_back(FoldLabel(synonym));
  std::u32string_view rest = out.label;
  const auto first = NextWord(rest);
  out.leading_number = NumberOf(first);
  out.plain = (words_.Whole(out.label) | words_.Whole(first)) & (kIsPlainYes | kIsPlainNo);
  std::erase_if(out.names, [](const std::u32string& name) { return name.empty(); });
  return out;
}

bool OptionMatcher::IsNegated(std::u32string_view key) const {
  const auto& nots = words_.local != nullptr ? words_.local->dense_nots : kNone;
  if (std::any_of(nots.begin(), nots.end(), [&](const std::u32string& negation) {
        return key.find(negation) != std::u32string_view::npos;
      })) {
    return true;
  }
  const auto is_not = [&](std::u32string_view phrase) {
    const Part* part = words_.FindPart(phrase);
    return part != nullptr && part->kind == PartKind::kNot;
  };
  std::u32string_view before;  // two words may negate together: Samoan "e le"
  while (!key.empty()) {
    const char32_t* begin = before.empty() ? key.data() : before.data();
    const auto word = NextWord(key);
    const std::u32string_view pair(begin, static_cast<size_t>(word.data() + word.size() - begin));
    if (is_not(word) || (!before.empty() && is_not(pair)) || EndsNegative(word)) return true;
    before = word;
  }
  return false;
}

// Samoan "e le": each word alone is an article, both together are "not".
bool OptionMatcher::NegatedByArticles(std::u32string_view key) const {
  for (auto rest = key; !rest.empty();) {
    const auto first = NextWord(rest);
    auto behind = rest;
    const auto second = NextWord(behind);
    if (second.empty()) break;
    const std::u32string_view pair(first.data(), static_cast<size_t>(second.data() + second.size() - first.data()));
    const Part* part = words_.FindPart(pair);
    if (part != nullptr && part->kind == PartKind::kNot) return true;
  }
  return false;
}

bool OptionMatcher::EndsNegative(std::u32string_view word) const {
  for (const Lexicon* lexicon : {words_.local, words_.english}) {
    if (lexicon == nullptr) continue;
    for (const auto& suffix : lexicon->negative_suffixes) {
      if (word.size() > suffix.size() && word.ends_with(suffix)) return true;
    }
  }
  return false;
}

bool OptionMatcher::IsPiece(std::u32string_view piece) const {
  if ((words_.Whole(piece) & kNoContent) != 0 || !Exact(piece).empty()) return true;
  const Part* part = words_.FindPart(piece);
  if (part == nullptr) return false;
  return part->kind == PartKind::kNumber || part->kind == PartKind::kAnd ||
         part->kind == PartKind::kOr;
}

std::u32string OptionMatcher::WithoutArticles(std::u32string_view key) const {
  std::u32string out;
  if (NegatedByArticles(key)) return std::u32string(key);
  const auto add = [&](std::u32string_view word) {
    if ((words_.Whole(word) & kNoContent) != 0) return;
    if (!out.empty() && !(IsDense(out.back()) && IsDense(word[0]))) out += U' ';
    out += word;
  };
  while (!key.empty()) {
    const auto word = NextWord(key);
    if (!WritesWithoutSpaces(word)) {
      if (!word.empty()) add(word);
      continue;
    }
    // Only at its ends: in the middle it may be part of a longer word ("จ้า" of "นายจ้าง").
    auto pieces =
        CutKey(word, longest_piece_, [&](std::u32string_view each) { return IsPiece(each); });
    const auto empty = [&](std::u32string_view each) {
      return (words_.Whole(each) & kNoContent) != 0;
    };
    while (!pieces.empty() && empty(pieces.front())) pieces.erase(pieces.begin());
    while (!pieces.empty() && empty(pieces.back())) pieces.pop_back();
    for (const auto piece : pieces) {
      if (!out.empty() && !IsDense(out.back())) out += U' ';
      out += piece;
    }
  }
  return out;
}

// Every word without the article that is written together with it ("ال").
std::u32string OptionMatcher::WithoutArticlePrefixes(std::u32string_view key) const {
  std::u32string out;
  while (!key.empty()) {
    auto word = NextWord(key);
    for (const auto& prefix : words_.local->article_prefixes) {
      if (word.size() < prefix.size() + 2 || !word.starts_with(prefix)) continue;
      word.remove_prefix(prefix.size());
      break;
    }
    if (!out.empty()) out += U' ';
    out += word;
  }
  return out;
}

std::vector<size_t> OptionMatcher::ExactButForArticles(std::u32string_view key) const {
  std::vector<size_t> out = Exact(WithoutArticles(key));
  if (!out.empty() || key.empty() || words_.local == nullptr ||
      words_.local->article_prefixes.empty())
    return out;
  const auto bare = WithoutArticlePrefixes(WithoutArticles(key));
  for (size_t i = 0; i < prepared_.size(); ++i) {
    const auto& names = prepared_[i].names;
    if (std::any_of(names.begin(), names.end(), [&](const std::u32string& name) {
          return WithoutArticlePrefixes(name) == bare;
        })) {
      out.push_back(i);
    }
  }
  return out;
}

std::vector<size_t> OptionMatcher::Exact(std::u32string_view key) const {
  std::vector<size_t> out;
  if (key.empty()) return out;
  for (size_t i = 0; i < prepared_.size(); ++i) {
    if (prepared_[i].label == key) out.push_back(i);
  }
  if (!out.empty()) return out;
  for (size_t i = 0; i < prepared_.size(); ++i) {
    const auto& names = prepared_[i].names;
    if (std::find(names.begin(), names.end(), key) != names.end()) out.push_back(i);
  }
  return out;
}

// A number alone, in digits or words, with "option" or a counting suffix around it.
std::vector<size_t> OptionMatcher::ByNumber(const Folded& text) const {
  if (!OnlyHarmlessSymbols(text)) return {};
  const std::u32string key = WithoutArticles(text.key);
  int number = NumberOf(key);
  std::u32string_view rest = key;
  const auto first = NextWord(rest);
  if (number < 0 && NumberOf(first) >= 0 && !rest.empty()) {
    for (const Lexicon* lexicon : {words_.local, words_.english}) {
      if (lexicon == nullptr) continue;
      const auto& suffixes = lexicon->number_suffixes;
      if (std::find(suffixes.begin(), suffixes.end(), rest) != suffixes.end())
        number = NumberOf(first);
    }
  }
  if (number < 0) {
    if (const auto ordinal = words_.Ordinal(text.key)) {
      number = *ordinal;
    } else if (const Part* part = words_.FindPart(key);
               part != nullptr && part->kind == PartKind::kNumber) {
      const double value = part->value;
      if (value >= 1 && value <= 100 && value == static_cast<int>(value))
        number = static_cast<int>(value);
    }
  }
  if (number < 1) return {};
  const auto wanted = static_cast<size_t>(number);
  std::vector<size_t> out;
  if (wanted <= prepared_.size()) out.push_back(wanted - 1);
  if (out.empty()) return out;
  // "2" may be the second option or the one called "2 or more".
  for (size_t i = 0; i < prepared_.size(); ++i) {
    if (i + 1 != wanted && prepared_[i].leading_number == number) Unite(out, {i});
  }
  return out;
}

std::vector<size_t> OptionMatcher::ByLetter(const Folded& text) const {
  if (text.key.size() != 1 || NumberOf(text.key) >= 0 || !OnlyHarmlessSymbols(text)) return {};
  const char32_t letter = text.key[0];
  size_t index = prepared_.size();
  if (words_.local != nullptr) {
    const auto found = words_.local->letters.find(text.key);
    if (found != words_.local->letters.end()) index = static_cast<size_t>(found->second - 1);
  }
  if (letter >= U'a' && letter <= U'z') index = letter - U'a';
  std::vector<size_t> out;
  if (index < prepared_.size()) out.push_back(index);
  if ((words_.Whole(text.key) & (kIsPolite - 1)) != 0) return out;
  // "f" for Female: an initial, unless it is somebody else's letter.
  std::vector<size_t> initials;
  for (size_t i = 0; i < prepared_.size(); ++i) {
    if (!prepared_[i].label.empty() && prepared_[i].label[0] == letter) initials.push_back(i);
  }
  Unite(out, initials);
  return out;
}

// "3 Employer or agent", "Employer 3": both must say the same.
std::vector<size_t> OptionMatcher::ByNumberAndLabel(const Folded& text) const {
  const auto& tokens = text.tokens;
  if (tokens.size() < 2) return {};
  const bool first = tokens.front().kind == Token::Kind::kDigits;
  const bool last = tokens.back().kind == Token::Kind::kDigits;
  if (first == last) return {};
  const int number = NumberOf(text.Text(first ? tokens.front() : tokens.back()));
  if (number < 1 || static_cast<size_t>(number) > prepared_.size()) return {};
  const bool dash = first && tokens.size() > 2 && tokens[1].symbol == U'-' &&
                    tokens[2].kind == Token::Kind::kWord;
  const Folded rest =
      first ? text.Slice(dash ? 2 : 1, tokens.size()) : text.Slice(0, tokens.size() - 1);
  if (!OnlyHarmlessSymbols(rest)) return {};
  std::vector<size_t> named = Exact(rest.key);
  if (named.empty()) named = Weak(rest);
  if (named.empty()) return {};
  const size_t index = static_cast<size_t>(number) - 1;
  if (std::find(named.begin(), named.end(), index) != named.end()) return {index};
  Unite(named, {index});
  return named;
}

// "15-17" for the option "15 to 17".
std::vector<size_t> OptionMatcher::ByDigitsOfLabel(const Folded& text) const {
  std::vector<int> typed;
  for (const Token& token : text.tokens) {
    if (token.kind == Token::Kind::kDigits) typed.push_back(NumberOf(text.Text(token)));
    if (token.kind == Token::Kind::kEmoji ||
        (token.kind == Token::Kind::kSymbol && token.symbol != U'-' && token.symbol != 0x2013 &&
         token.symbol != U'/')) {
      return {};
    }
    if (token.kind != Token::Kind::kWord) continue;
    const Part* part = words_.FindPart(text.Text(token));
    if (part == nullptr || part->kind != PartKind::kRange) return {};
  }
  const bool all_option_numbers = std::all_of(typed.begin(), typed.end(), [&](int number) {
    return number >= 1 && static_cast<size_t>(number) <= prepared_.size();
  });
  if (typed.size() < 2 || all_option_numbers) return {};
  std::vector<size_t> out;
  for (size_t i = 0; i < prepared_.size(); ++i) {
    std::vector<int> numbers;
    for (std::u32string_view rest = prepared_[i].label; !rest.empty();) {
      const int number = NumberOf(NextWord(rest));
      if (number >= 0) numbers.push_back(number);
    }
    if (numbers == typed) out.push_back(i);
  }
  return out;
}

// "yeah" for an option called "Yes".
std::vector<size_t> OptionMatcher::ByYesNo(const Folded& text) const {
  std::vector<size_t> out;
  const YesNo answer = ReadYesNo(text, words_);
  uint32_t wanted = 0;
  if (answer == YesNo::kYes) wanted = kIsPlainYes;
  if (answer == YesNo::kNo) wanted = kIsPlainNo;
  for (size_t i = 0; i < prepared_.size() && wanted != 0; ++i) {
    if ((prepared_[i].plain & wanted) != 0) out.push_back(i);
  }
  return out;
}

std::vector<size_t> OptionMatcher::Strong(const Folded& text) const {
  if (text.tokens.empty() || text.Has(U'?') || text.Has(0x061F)) return {};
  std::vector<size_t> out = Exact(text.key);
  Unite(out, ByNumber(text));
  if (out.empty()) out = ByDigitsOfLabel(text);
  if (out.empty()) out = ByYesNo(text);
  if (out.empty()) out = ByLetter(text);
  if (out.empty()) out = ByNumberAndLabel(text);
  if (out.empty()) out = ExactButForArticles(text.key);
  return out;
}

}  // namespace locales
