// SPDX-License-Identifier: Apache-2.0
#include "locales/options.h"

#include <algorithm>

#include "locales/negation.h"
#include "locales/option_words.h"
#include "locales/typos.h"
#include "locales/yes_no.h"

namespace locales {
OptionMatcher::OptionMatcher(const std::vector<AnswerOption>& options, const Words& words)
    : options_(options),
      words_(words),
      set_(OptionSet::Of(options, words)),
      guesses_(*set_, words_),
      bare_(*set_, words_) {}

std::vector<size_t> OptionMatcher::ExactButForArticles(std::u32string_view key) const {
  std::vector<size_t> out = set_->Exact(bare_.WithoutArticles(key));
  if (!out.empty() || key.empty() || words_.local == nullptr ||
      words_.local->article_prefixes.empty())
    return out;
  const auto bare = bare_.WithoutArticlePrefixes(bare_.WithoutArticles(key));
  for (size_t i = 0; i < set_->options.size(); ++i) {
    const auto& names = set_->options[i].names;
    if (std::any_of(names.begin(), names.end(), [&](const std::u32string& name) {
          return bare_.WithoutArticlePrefixes(name) == bare;
        })) {
      out.push_back(i);
    }
  }
  return out;
}

std::vector<size_t> OptionMatcher::ExactButForAround(std::u32string_view key,
                                                     std::u32string_view bare) const {
  if (bare.empty() || bare == key || NumberOf(bare) >= 0) return {};
  std::vector<size_t> out = set_->Exact(bare);
  if (out.empty()) out = ExactButForEnding(bare);
  for (size_t i = 0; out.empty() && i < set_->options.size(); ++i) {
    const auto& names = set_->options[i].bare_names;
    if (std::find(names.begin(), names.end(), bare) != names.end()) Unite(out, {i});
  }
  return out.empty() || SaysNot(key, words_) ? std::vector<size_t>() : out;
}

// "patronda", "মালিকের কাছে": a label or synonym with the ending of a case, or a word that says
// "with".
std::vector<size_t> OptionMatcher::ExactButForEnding(std::u32string_view key) const {
  if (words_.local == nullptr || words_.local->label_suffixes.empty()) return {};
  const std::u32string& bare = bare_.WithoutArticles(key);
  for (const auto& suffix : words_.local->label_suffixes) {
    const bool ends = bare.size() >= suffix.size() + 2 && bare.ends_with(suffix);
    if (!ends || set_->IsLabel(suffix)) continue;
    auto stem = std::u32string_view(bare).substr(0, bare.size() - suffix.size());
    if (stem.ends_with(U' ')) stem.remove_suffix(1);
    auto found = set_->Exact(stem);
    // Tamil and Sinhala: the vowel of the ending stands in place of the sign for none.
    const char32_t virama = stem.back() >= 0x0D80 && stem.back() <= 0x0DFF ? 0x0DCA : 0x0BCD;
    const bool indian = stem.back() >= 0x0B80 && stem.back() <= 0x0DFF;
    if (found.empty() && indian) found = set_->Exact(std::u32string(stem) + virama);
    if (!found.empty()) return SaysNot(key, words_) ? std::vector<size_t>() : found;
  }
  return {};
}

bool OptionMatcher::Contradict(const std::vector<size_t>& chosen) const {
  return chosen.size() > 1 && std::any_of(chosen.begin(), chosen.end(),
                                          [&](size_t index) { return set_->options[index].alone; });
}

// "yeah" for an option called "Yes"; for one that only begins with that word where another begins
// with the opposite.
std::vector<size_t> OptionMatcher::ByYesNo(const Folded& text) const {
  std::vector<size_t> out;
  if (std::all_of(set_->options.begin(), set_->options.end(),
                  [](const OptionSet::Option& option) { return option.plain == 0; }))
    return out;
  const YesNo answer = ReadYesNo(text, words_);
  if (answer != YesNo::kYes && answer != YesNo::kNo) return out;
  const uint32_t wanted = answer == YesNo::kYes ? kIsPlainYes : kIsPlainNo;
  const bool opposed =
      std::any_of(set_->options.begin(), set_->options.end(), [&](const OptionSet::Option& option) {
        return option.plain != 0 && (option.plain & wanted) == 0;
      });
  for (size_t i = 0; i < set_->options.size(); ++i) {
    const OptionSet::Option& option = set_->options[i];
    if ((option.plain & wanted) != 0 && (opposed || option.wholly_plain || option.none))
      out.push_back(i);
  }
  return out;
}

std::vector<size_t> OptionMatcher::Strong(const Folded& text) const {
  return strong_.Of(text, [&] { return FindStrong(text); });
}

std::vector<size_t> OptionMatcher::FindStrong(const Folded& text) const {
  if (text.tokens.empty() || text.Has(U'?') || text.Has(0x061F)) return {};
  std::vector<size_t> out = set_->Exact(text.key);
  if (out.empty() && IsAnothersOwn(text.key, words_)) return {};
  if (out.empty()) {
    if (auto within = ByLimits(text)) return *std::move(within);
  }
  Unite(out, ByNumber(text));
  if (out.empty()) out = ByDigitsOfLabel(text);
  if (out.empty()) out = ByYesNo(text);
  if (out.empty()) out = ByLetter(text);
  if (out.empty()) out = ByNumberAndLabel(text);
  if (out.empty()) out = ExactButForArticles(text.key);
  if (out.empty()) out = ExactButForEnding(text.key);
  if (out.empty()) out = ExactButForSpaces(text.key);
  if (out.empty()) out = ByAmount(text);
  return out;
}

std::vector<size_t> OptionMatcher::Weak(const Folded& text) const {
  return weak_.Of(text, [&] { return FindWeak(text); });
}

std::vector<size_t> OptionMatcher::FindWeak(const Folded& text) const {
  const std::u32string key = bare_.WithoutArticles(text.key);
  if (NumberOf(key) >= 0 || text.Has(U'?') || text.Has(0x061F)) return {};
  if (IsAnothersOwn(text.key, words_)) return {};
  if (ByLimits(text)) return {};  // "8 hours" is not part of "Less than 8 hours"
  const uint32_t mask = words_.Whole(text.key) | words_.Whole(key);
  if ((mask & (kIsPolite - 1)) != 0)
    return {};  // an answer or control word of its own: "no" is not "nobody"
  if (set_->has_amounts && OnlyCounts(key)) return {};
  const std::u32string& rest = bare_.WithoutAround(text.key);
  if (auto whole = ExactButForAround(text.key, rest); !whole.empty()) return whole;
  const size_t shortest = !key.empty() && IsHan(key[0]) ? 2 : 3;
  if (key.size() < shortest) return {};
  const bool negated = SaysNot(text.key, words_) || SaysNot(key, words_);
  Similar found = guesses_.ByPartOfLabel(key, negated);
  if (found.options.empty() && key != text.key) found = guesses_.ByPartOfLabel(text.key, negated);
  if (found.options.empty()) found = guesses_.ByTypos(text.key, key, negated);
  if (found.options.empty()) found = guesses_.BySound(key, negated);
  if (found.options.empty() && key != text.key) found = guesses_.BySound(text.key, negated);
  if (found.options.empty() && rest != key) found = WholeGuess(rest, negated);
  // A negation on one side only turns the meaning round: worse than no match.
  return found.options.size() == 1 && found.unsafe ? std::vector<size_t>() : found.options;
}

// "hours" chooses none of "8 to 10 hours" and "More than 10".
bool OptionMatcher::OnlyCounts(std::u32string_view key) const {
  const auto counts = [&](std::u32string_view phrase) {
    const Part* part = words_.FindPart(phrase);
    return part != nullptr && (part->kind == PartKind::kUnit || part->kind == PartKind::kFiller);
  };
  if (counts(key)) return true;
  while (!key.empty()) {
    if (!counts(NextWord(key))) return false;
  }
  return true;
}

// "they pay us in csah": a whole label or synonym.
Similar OptionMatcher::WholeGuess(std::u32string_view key, bool negated) const {
  const Similar found = guesses_.ByTypos(key, key, negated, false);
  return found.options.empty() ? guesses_.BySound(key, negated, false) : found;
}

// "mpesa" for "M-Pesa", "ቴሌ ብር" for "ቴሌብር".
std::vector<size_t> OptionMatcher::ExactButForSpaces(std::u32string_view key) const {
  std::vector<size_t> out;
  for (size_t i = 0; i < set_->options.size(); ++i) {
    const auto& names = set_->options[i].names;
    if (std::any_of(names.begin(), names.end(),
                    [&](const std::u32string& name) { return SameButForSpaces(key, name); }))
      out.push_back(i);
  }
  return out;
}

// "Nothing at all", "they gave us nothing". `one_word_will_do`: also "nothing" and "they gave
// nothing".
bool OptionMatcher::SaysNone(std::u32string_view key, bool one_word_will_do) const {
  const auto may = [&](std::u32string_view words) {
    return one_word_will_do || words.find(U' ') != std::u32string_view::npos ||
           WritesWithoutSpaces(words);
  };
  const uint32_t mask = words_.Whole(key) | words_.Whole(bare_.WithoutArticles(key));
  if ((mask & kIsNone) != 0) return may(key);
  const auto& rest = bare_.WithoutAround(key);
  return (words_.Whole(rest) & kIsNone) != 0 && may(rest);
}

std::vector<size_t> OptionMatcher::CalledNone(const Folded& text) const {
  std::vector<size_t> out;
  // One word ("none", "ninguno") may also mean that no option fits.
  if (text.Has(U'?') || text.Has(0x061F) || !SaysNone(text.key, false)) return out;
  for (size_t i = 0; i < set_->options.size(); ++i) {
    if (set_->options[i].none) out.push_back(i);
  }
  return out;
}

// "Nothing" for "None of these", in whatever words; only where several may be chosen: elsewhere it
// may mean that no option fits.
std::vector<size_t> OptionMatcher::ByNone(std::u32string_view key) const {
  std::vector<size_t> out;
  if (!SaysNone(key, true)) return out;
  for (size_t i = 0; i < set_->options.size(); ++i) {
    if (set_->options[i].alone) out.push_back(i);
  }
  return out;
}

}  // namespace locales
