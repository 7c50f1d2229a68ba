// SPDX-License-Identifier: Apache-2.0
#include "locales/amount.h"

#include <algorithm>
#include <cmath>

#include "locales/joined_words.h"
#include "locales/option_words.h"

namespace locales {
namespace {

std::optional<double> ValueOf(std::u32string_view digits) {
  constexpr size_t kLongest = 15;
  if (digits.empty() || digits.size() > kLongest) return std::nullopt;
  double out = 0;
  for (const char32_t c : digits) {
    if (c < U'0' || c > U'9') return std::nullopt;
    out = out * 10 + (c - U'0');
  }
  return out;
}

// What stands behind a number in one word and tells what it counts: "小时" of "九小时".
std::vector<std::u32string_view> SuffixesOf(std::u32string_view number, const Words& words) {
  bool counts = false;
  if (words.local == nullptr || words.FindPart(number, &counts) == nullptr || !counts) return {};
  for (const auto& suffix : words.local->number_suffixes) {
    if (number.size() > suffix.size() && number.ends_with(suffix)) return {suffix};
  }
  return {};
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
  const bool says_nothing = part == nullptr ? (words.Whole(phrase) & (kNoContent | kIsAround)) != 0
                                            : part->kind == PartKind::kFiller;
  if (part != nullptr && part->kind == PartKind::kUnit) {
    amount->Unit(phrase);
  } else if (says_nothing) {
    amount->Ends();
  } else if (part != nullptr && part->kind == PartKind::kNumber) {
    amount->Number(*part);
    for (const auto suffix : SuffixesOf(phrase, words)) amount->Unit(suffix);
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

// "8-10"
bool IsDash(const Folded& text, size_t i) {
  const auto digits = [&](size_t at) {
    return at < text.tokens.size() && text.tokens[at].kind == Token::Kind::kDigits;
  };
  const char32_t c = text.tokens[i].symbol;
  return (c == U'-' || c == 0x2013) && i > 0 && digits(i - 1) && digits(i + 1);
}

}  // namespace

void Amount::Digits(std::u32string_view digits) {
  Flush();
  Put(digits);
  ++numbers_;
}

void Amount::Number(const Part& part) {
  if (composer_.any() && !joined_ && !Composer::IsScale(part.value) &&
      !composer_.CanFollow(part.value))
    Flush();
  composer_.Word(part.value, part.grammar, joined_);
  joined_ = false;
}

void Amount::Bound(char32_t sign) {
  Flush();
  if (bounds_.find(sign) == std::u32string::npos) bounds_ += sign;
  ++words_;
}

void Amount::Word(std::u32string_view word) {
  Flush();
  Put(word);
  ++words_;
}

void Amount::Unit(std::u32string_view phrase) {
  Flush();
  units_.emplace_back(phrase);
}

std::u32string Amount::Text() {
  Flush();
  const bool amount = valid_ && (numbers_ > 1 || (numbers_ == 1 && words_ > 0));
  return amount ? bounds_ + U' ' + out_ : std::u32string();
}

std::optional<double> Amount::Counted() {
  Flush();
  const bool lone = valid_ && numbers_ == 1 && words_ == 0 && !units_.empty();
  return lone ? ValueOf(out_) : std::nullopt;
}

void Amount::Flush() {
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

void Amount::Put(std::u32string_view piece) {
  if (!out_.empty()) out_ += U' ';
  out_ += piece;
}

std::optional<Amount> ReadAmount(const Folded& joined, const Words& words) {
  const auto known = [&](std::u32string_view piece) {
    return words.FindPart(piece) != nullptr || words.IsCourtesy(piece);
  };
  const Folded text = CutWords(joined, PiecesOf(words, known));
  Amount amount;
  for (size_t i = 0; i < text.tokens.size();) {
    const Token& token = text.tokens[i];
    if (token.kind == Token::Kind::kWord) {
      i = TakePhrase(text, words, i, &amount);
      continue;
    }
    if (token.kind == Token::Kind::kDigits) {
      amount.Digits(text.Text(token));
    } else if (token.symbol == U'<' || token.symbol == U'>') {
      amount.Bound(token.symbol);
    } else if (IsDash(text, i)) {
      amount.Bound(U'-');
    } else if (token.symbol == U'.' || token.symbol == U'!' || token.symbol == U',') {
      amount.Ends();
    } else {
      return std::nullopt;
    }
    ++i;
  }
  return amount;
}

std::optional<Limits> LimitsOf(std::u32string_view amount) {
  const auto sign = NextWord(amount);
  std::vector<double> numbers;
  while (!amount.empty()) {
    const auto number = ValueOf(NextWord(amount));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  if (sign == U"-" && numbers.size() == 2 && numbers[0] < numbers[1])
    return Limits{numbers[0], numbers[1]};
  if (sign.size() > 1 || sign == U"-" || numbers.size() != 1) return std::nullopt;
  Limits out;
  if (sign != U"<") out.low = numbers[0];
  if (sign != U">") out.high = numbers[0];
  return out;
}

}  // namespace locales
