// SPDX-License-Identifier: Apache-2.0
// "more than ten" for the option "More than 10 hours": the same words and numbers, however they are
// written, with or without the unit. "9 hours" for "8 to 10 hours".
#include <algorithm>
#include <string>

#include "locales/amount.h"
#include "locales/option_words.h"
#include "locales/options.h"
#include "locales/typos.h"

namespace locales {
namespace {

bool SameAmount(std::u32string_view typed, std::u32string_view meant) {
  while (!typed.empty() && !meant.empty()) {
    const auto a = NextWord(typed);
    const auto b = NextWord(meant);
    if (a != b && !IsTypoOf(a, b)) return false;  // digits are never typing errors of others
  }
  return typed.empty() && meant.empty();
}

}  // namespace

// Of a reply; nullopt also where no option is an amount.
std::optional<Amount> OptionMatcher::AmountIn(const Folded& text) const {
  if (!set_->has_amounts) return std::nullopt;
  return amounts_.Of(text, [&] { return ReadAmount(text, words_); });
}

std::vector<size_t> OptionMatcher::ByAmount(const Folded& text) const {
  std::vector<size_t> out;
  auto amount = AmountIn(text);
  const std::u32string typed = amount ? amount->Text() : std::u32string();
  if (typed.empty()) return out;
  for (size_t i = 0; i < set_->options.size(); ++i) {
    const auto& amounts = set_->options[i].amounts;
    if (std::any_of(amounts.begin(), amounts.end(),
                    [&](const std::u32string& meant) { return SameAmount(typed, meant); }))
      out.push_back(i);
  }
  return out;
}

// Whether labels tell what is counted: "hours" of "8 to 10 hours".
bool OptionMatcher::CountUnits(const std::vector<std::u32string>& units) const {
  return std::all_of(units.begin(), units.end(), [&](const std::u32string& unit) {
    return std::any_of(set_->options.begin(), set_->options.end(),
                       [&](const OptionSet::Option& option) {
                         return option.label.find(unit) != std::u32string::npos;
                       });
  });
}

std::optional<std::vector<size_t>> OptionMatcher::ByLimits(const Folded& text) const {
  auto amount = AmountIn(text);
  const auto value = amount ? amount->Counted() : std::nullopt;
  if (!value) return std::nullopt;
  if (!CountUnits(amount->units())) return std::nullopt;
  std::vector<size_t> out;
  for (size_t i = 0; i < set_->options.size(); ++i) {
    const OptionSet::Option& option = set_->options[i];
    const bool numbers = option.label.find_first_of(U"0123456789") != std::u32string::npos;
    if (option.amounts.empty() && !numbers) continue;  // "It changes every day"
    // Of one that nobody understands it cannot be said that it is not meant.
    const auto limits = option.amounts.empty() ? std::nullopt : LimitsOf(option.amounts[0]);
    if (!limits) return std::vector<size_t>();
    if (limits->Allow(*value)) out.push_back(i);
  }
  return out;
}

}  // namespace locales
