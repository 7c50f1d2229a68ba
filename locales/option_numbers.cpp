// SPDX-License-Identifier: Apache-2.0
// An option by its number or letter.
#include <algorithm>

#include "locales/option_words.h"
#include "locales/options.h"

namespace locales {
namespace {

// "2.", "(2)", "#2", "2)": marks that change nothing about a number.
bool IsHarmless(char32_t c) {
  return IsSentenceMark(c) || c == U')' || c == U'(' || c == U'[' || c == U']' || c == U'#' ||
         c == U':' || c == U'"' || c == U',' || c == U';' || c == U'*' || c == U'\n' ||
         c == 0x060C || c == 0x20E3;
}

bool OnlyHarmlessSymbols(const Folded& text) {
  return std::all_of(text.tokens.begin(), text.tokens.end(), [](const Token& token) {
    return token.kind != Token::Kind::kSymbol || IsHarmless(token.symbol);
  });
}

// The numbers in `key`, of one word or two ("e a" is four in the Cook Islands).
std::vector<std::u32string_view> NumbersIn(std::u32string_view key, const Words& words) {
  const auto is_number = [&](std::u32string_view phrase) {
    const Part* part = words.FindPart(phrase);
    return NumberOf(phrase) >= 0 || (part != nullptr && part->kind == PartKind::kNumber);
  };
  std::vector<std::u32string_view> out;
  while (!key.empty()) {
    std::u32string_view rest = key;
    auto phrase = NextWord(rest);
    const size_t two = rest.empty() ? 0 : std::min(key.find(U' ', phrase.size() + 1), key.size());
    if (two != 0 && is_number(key.substr(0, two))) phrase = key.substr(0, two);
    if (is_number(phrase)) out.push_back(phrase);
    key.remove_prefix(std::min(phrase.size() + 1, key.size()));
  }
  return out;
}

// What is left for a number without the words around it. "Um" and "un" are articles and numbers:
// such a word is the number where no other is left, and where two numbers stand ("um e dois") it is
// none.
std::u32string NumberKey(std::u32string_view typed, std::u32string bare, const Words& words) {
  const auto numbers = NumbersIn(typed, words);
  if (bare.empty()) return std::u32string(numbers.size() == 1 ? numbers[0] : typed);
  return NumbersIn(bare, words).size() < numbers.size() ? std::u32string() : bare;
}

}  // namespace

// A number alone, in digits or words, with "option" or a counting suffix around it.
std::vector<size_t> OptionMatcher::ByNumber(const Folded& text) const {
  if (!OnlyHarmlessSymbols(text) || IsSpelledWithDigits(text)) return {};
  const std::u32string key = NumberKey(text.key, bare_.WithoutArticles(text.key), words_);
  if (key.empty() && !words_.Ordinal(text.key)) return {};
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
    auto ordinal = words_.Ordinal(text.key);
    if (!ordinal) ordinal = words_.Ordinal(key);
    if (ordinal) {
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
  if (wanted <= set_->options.size()) out.push_back(wanted - 1);
  if (out.empty()) return out;
  // "2" may be the second option or the one called "2 or more".
  for (size_t i = 0; i < set_->options.size(); ++i) {
    if (i + 1 != wanted && set_->options[i].leading_number == number) Unite(out, {i});
  }
  return out;
}

// Without the words of these classes at its two ends.
std::u32string_view OptionMatcher::WithoutWords(std::u32string_view key, uint32_t classes) const {
  for (auto rest = key; key.find(U' ') != std::u32string_view::npos; key = rest) {
    if ((words_.Whole(NextWord(rest)) & classes) == 0) break;
  }
  for (size_t at = key.rfind(U' '); at != std::u32string_view::npos; at = key.rfind(U' ')) {
    if ((words_.Whole(key.substr(at + 1)) & classes) == 0) break;
    key = key.substr(0, at);
  }
  return key;
}

// "ma3i": Arabic in Latin letters writes some sounds as digits. "no3" is a number.
bool OptionMatcher::IsSpelledWithDigits(const Folded& text) const {
  if (!words_.HaveDigits()) return false;
  for (size_t i = 1; i < text.tokens.size(); ++i) {
    const auto before = text.Text(text.tokens[i - 1]);
    const bool inside = text.tokens[i].kind == Token::Kind::kDigits && text.tokens[i].glued &&
                        text.tokens[i - 1].kind == Token::Kind::kWord && before[0] < 0x80;
    if (inside && (words_.Whole(before) & kIsOptionWord) == 0) return true;
  }
  return false;
}

std::vector<size_t> OptionMatcher::ByLetter(const Folded& text) const {
  const std::u32string_view key = WithoutWords(text.key, kIsPolite | kIsOptionWord);
  if (key.size() != 1 || NumberOf(key) >= 0 || !OnlyHarmlessSymbols(text)) return {};
  const char32_t letter = key[0];
  size_t index = set_->options.size();
  if (words_.local != nullptr) {
    if (const int* found = words_.local->letters.Find(key)) index = static_cast<size_t>(*found - 1);
  }
  if (letter >= U'a' && letter <= U'z') index = letter - U'a';
  std::vector<size_t> out;
  if (index < set_->options.size()) out.push_back(index);
  if ((words_.Whole(key) & (kIsPolite - 1)) != 0) return out;
  // "f" for Female: an initial, unless it is somebody else's letter.
  std::vector<size_t> initials;
  for (size_t i = 0; i < set_->options.size(); ++i) {
    if (!set_->options[i].label.empty() && set_->options[i].label[0] == letter)
      initials.push_back(i);
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
  if (number < 1 || static_cast<size_t>(number) > set_->options.size()) return {};
  const bool dash = first && tokens.size() > 2 && tokens[1].symbol == U'-' &&
                    tokens[2].kind == Token::Kind::kWord;
  const Folded rest =
      first ? text.Slice(dash ? 2 : 1, tokens.size()) : text.Slice(0, tokens.size() - 1);
  const bool marks = std::any_of(rest.tokens.begin(), rest.tokens.end(), [](const Token& token) {
    const bool hyphen = token.symbol == U'-' && token.glued;  // "3 m-pesa"
    return token.kind == Token::Kind::kSymbol && !hyphen && !IsHarmless(token.symbol);
  });
  if (marks) return {};
  std::vector<size_t> named = set_->Exact(rest.key);
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
    return number >= 1 && static_cast<size_t>(number) <= set_->options.size();
  });
  if (typed.size() < 2 || all_option_numbers) return {};
  std::vector<size_t> out;
  for (size_t i = 0; i < set_->options.size(); ++i) {
    std::vector<int> numbers;
    for (std::u32string_view rest = set_->options[i].label; !rest.empty();) {
      const int number = NumberOf(NextWord(rest));
      if (number >= 0) numbers.push_back(number);
    }
    if (numbers == typed) out.push_back(i);
  }
  return out;
}

}  // namespace locales
