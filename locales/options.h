// SPDX-License-Identifier: Apache-2.0
// Which of the options shown a reply means.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "locales/amount.h"
#include "locales/bare_reply.h"
#include "locales/fold.h"
#include "locales/lexicon.h"
#include "locales/option_guesses.h"
#include "locales/option_set.h"
#include "locales/remembered.h"
#include "locales/understand.h"

namespace locales {

class OptionMatcher {
 public:
  // Of one reply, in one thread. `options` and the lexicons of `words` must outlive it.
  OptionMatcher(const std::vector<AnswerOption>& options, const Words& words);
  OptionMatcher(const OptionMatcher&) = delete;
  OptionMatcher& operator=(const OptionMatcher&) = delete;

  // Number, letter, label, synonym: beyond doubt if it is one option, to be asked back if it is
  // several.
  [[nodiscard]] std::vector<size_t> Strong(const Folded& text) const;
  // Beginning or part of a label, typing errors; only for texts that are nothing else (a control
  // word, a yes).
  [[nodiscard]] std::vector<size_t> Weak(const Folded& text) const;
  // "1, 3 and 4": every part must be one option, else nothing. `or_between` if the worker named
  // alternatives; `range` if the numbers are the ends of one.
  struct Several {
    std::vector<size_t> options;
    std::vector<size_t> unclear;  // options that one part could mean
    bool or_between = false;
    bool range = false;

    // Whether it was one option, which is there now.
    bool Add(const std::vector<size_t>& found);
  };
  // `fewest`: 2 where a single option is asked for otherwise; it may be left out then.
  [[nodiscard]] Several Parts(const Folded& text, size_t fewest = 1) const;
  // The label or a synonym, exactly.
  [[nodiscard]] std::vector<size_t> Exact(std::u32string_view key) const {
    return set_->Exact(key);
  }

  // "Nobody" for an option called "None of these", in whatever words.
  [[nodiscard]] std::vector<size_t> CalledNone(const Folded& text) const;

  // "None of these" and something else: a contradiction.
  [[nodiscard]] bool Contradict(const std::vector<size_t>& chosen) const;

  [[nodiscard]] const std::string& ValueOf(size_t index) const { return options_[index].value; }

 private:
  [[nodiscard]] std::vector<size_t> FindStrong(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> FindWeak(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ExactButForArticles(std::u32string_view key) const;
  [[nodiscard]] std::vector<size_t> ExactButForAround(std::u32string_view key,
                                                      std::u32string_view bare) const;
  [[nodiscard]] std::vector<size_t> ExactButForEnding(std::u32string_view key) const;
  [[nodiscard]] std::vector<size_t> ExactButForSpaces(std::u32string_view key) const;
  [[nodiscard]] bool OnlyCounts(std::u32string_view key) const;
  [[nodiscard]] Similar WholeGuess(std::u32string_view key, bool negated) const;
  [[nodiscard]] std::vector<size_t> ByYesNo(const Folded& text) const;
  [[nodiscard]] bool SaysNone(std::u32string_view key, bool one_word_will_do) const;
  [[nodiscard]] std::vector<size_t> ByNone(std::u32string_view key) const;
  // option_numbers.cpp
  [[nodiscard]] std::vector<size_t> ByNumber(const Folded& text) const;
  [[nodiscard]] bool IsSpelledWithDigits(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ByLetter(const Folded& text) const;
  [[nodiscard]] std::u32string_view WithoutWords(std::u32string_view key, uint32_t classes) const;
  [[nodiscard]] std::vector<size_t> ByNumberAndLabel(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ByDigitsOfLabel(const Folded& text) const;
  // option_amounts.cpp
  [[nodiscard]] std::optional<Amount> AmountIn(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ByAmount(const Folded& text) const;
  [[nodiscard]] bool CountUnits(const std::vector<std::u32string>& units) const;
  // The options whose limits "9 hours" is within, none if that cannot be said; nullopt if the reply
  // is no such amount of what labels count, or no option has limits.
  [[nodiscard]] std::optional<std::vector<size_t>> ByLimits(const Folded& text) const;
  // option_lists.cpp. `guess`: whether a part may be Weak().
  bool AddPart(const Folded& part, bool guess, Several* out) const;
  std::optional<bool> AddRow(const Folded& part, bool negated, Several* out) const;
  [[nodiscard]] std::vector<size_t> NameAt(const Folded& row, size_t first, bool letters,
                                           size_t* next) const;
  [[nodiscard]] bool SaysNothing(std::u32string_view word) const;
  [[nodiscard]] Folded CutPieces(const Folded& text) const;
  [[nodiscard]] Folded WithoutCourtesies(const Folded& text) const;
  [[nodiscard]] std::u32string_view AndBehind(std::u32string_view word) const;
  [[nodiscard]] bool BeginsNameOrNumber(std::u32string_view word) const;

  const std::vector<AnswerOption>& options_;
  const Words& words_;
  std::shared_ptr<const OptionSet> set_;
  OptionGuesses guesses_;
  // Remembered: a reply is asked for whole and as the only part of a list.
  mutable BareReply bare_;
  mutable Remembered<std::vector<size_t>> strong_;
  mutable Remembered<std::vector<size_t>> weak_;
  mutable Remembered<std::optional<Amount>> amounts_;
};

}  // namespace locales
