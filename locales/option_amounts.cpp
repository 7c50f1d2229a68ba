// SPDX-License-Identifier: Apache-2.0
// "more than ten" for the option "More than 10 hours": the same words and numbers, however they are
// written, with or without the unit.
#include <algorithm>
#include <cmath>
#include <string>

#include "locales/joined_words.h"
#include "locales/number_composer.h"
#include "locales/option_words.h"
#include "locales/options.h"
#include "locales/typos.h"

namespace locales {
namespace {

// Collects what says how much, in order, with one space between.
class Amount {
 public:
  void Digits(std::u32string_view digits) {
    Flush();
    Put(digits);
    ++numbers_;
  }
  void Number(const Part& part) {
    if (composer_.any() && !joined_ && !Composer::IsScale(part.value) &&
        !composer_.CanFollow(part.value))
      Flush();
    composer_.Word(part.value, part.grammar, joined_);
    joined_ = false;
  }
  // '>' "more than ten", '<', '-' "from 8 to 10": where the word stands, and which, does not
  // matter.
  void Bound(char32_t sign) {
    Flush();
    if (bounds_.find(sign) == std::u32string::npos) bounds_ += sign;
    ++words_;
  }
  void And() { joined_ = composer_.any(); }
  void Word(std::u32string_view word) {
    Flush();
    Put(word);
    ++words_;
  }
  void Ends() { Flush(); }

  // Empty if it is no amount: a number alone may be the number of an option.
  [[nodiscard]] std::u32string Take() {
    Flush();
    const bool amount = valid_ && (numbers_ > 1 || (numbers_ == 1 && words_ > 0));
    return amount ? bounds_ + U' ' + out_ : std::u32string();
  }

 private:
  void Flush() {
    joined_ = false;
    if (!composer_.any()) return;
    constexpr double kMost = 1e15;
    const double value = composer_.value();
    valid_ = valid_ && composer_.complete() && !composer_.second() && value < kMost &&
             value == std::floor(value);
    const std::string digits = std::to_string(valid_ ? static_cast<int64_t>(value) : 0);
    Put(std::u32string(digits.begin(), digits.end()));
    ++numbers_;
    composer_ = Composer();
  }
  void Put(std::u32string_view piece) {
    if (!out_.empty()) out_ += U' ';
    out_ += piece;
  }

  std::u32string out_;
  std::u32string bounds_;
  Composer composer_;
  bool joined_ = false;
  bool valid_ = true;
  size_t numbers_ = 0;
  size_t words_ = 0;
};

bool SameAmount(std::u32string_view typed, std::u32string_view meant) {
  while (!typed.empty() && !meant.empty()) {
    const auto a = NextWord(typed);
    const auto b = NextWord(meant);
    if (a != b && !IsTypoOf(a, b)) return false;  // digits are never typing errors of others
  }
  return typed.empty() && meant.empty();
}

// The longest phrase from token `i` on; returns the token behind it.
size_t TakePhrase(const Folded& text, const Words& words, size_t i, Amount* amount) {
  size_t last = i;
  while (last + 1 < text.tokens.size() && last + 1 < i + words.LongestPart() &&
         text.tokens[last + 1].kind == Token::Kind::kWord)
    ++last;
  while (last > i && words.FindPart(text.Span(i, last)) == nullptr) --last;
  const auto phrase = text.Span(i, last);
  const Part* part = words.FindPart(phrase);
  const bool says_nothing = part == nullptr
                                ? (words.Whole(phrase) & kNoContent) != 0
                                : part->kind == PartKind::kUnit || part->kind == PartKind::kFiller;
  if (says_nothing) {
    amount->Ends();
  } else if (part != nullptr && part->kind == PartKind::kNumber) {
    amount->Number(*part);
  } else if (part != nullptr && part->kind == PartKind::kAnd) {
    amount->And();
  } else if (part != nullptr && part->kind == PartKind::kBound && part->value != 0) {
    amount->Bound(part->value > 0 ? U'>' : U'<');
  } else if (part != nullptr && part->kind == PartKind::kRange) {
    amount->Bound(U'-');
  } else {
    amount->Word(phrase);
  }
  return last + 1;
}

}  // namespace

std::u32string OptionMatcher::AmountOf(const Folded& joined) const {
  const auto known = [&](std::u32string_view piece) {
    return words_.FindPart(piece) != nullptr || words_.IsCourtesy(piece);
  };
  const size_t longest = words_.local != nullptr ? words_.local->longest_piece : 1;
  const Folded text = CutWords(joined, longest, known);
  Amount amount;
  for (size_t i = 0; i < text.tokens.size();) {
    const Token& token = text.tokens[i];
    if (token.kind == Token::Kind::kWord) {
      i = TakePhrase(text, words_, i, &amount);
      continue;
    }
    ++i;
    if (token.kind == Token::Kind::kDigits) {
      amount.Digits(text.Text(token));
    } else if (token.symbol == U'<' || token.symbol == U'>') {
      amount.Bound(token.symbol);
    } else if (token.symbol == U'.' || token.symbol == U'!' || token.symbol == U',') {
      amount.Ends();
    } else {
      return {};
    }
  }
  return amount.Take();
}

std::vector<size_t> OptionMatcher::ByAmount(const Folded& text) const {
  std::vector<size_t> out;
  if (std::all_of(prepared().begin(), prepared().end(),
                  [](const Option& option) { return option.amounts.empty(); }))
    return out;
  const std::u32string typed = AmountOf(text);
  if (typed.empty()) return out;
  for (size_t i = 0; i < prepared().size(); ++i) {
    const auto& amounts = prepared()[i].amounts;
    if (std::any_of(amounts.begin(), amounts.end(),
                    [&](const std::u32string& meant) { return SameAmount(typed, meant); }))
      out.push_back(i);
  }
  return out;
}

}  // namespace locales
