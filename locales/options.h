// SPDX-License-Identifier: Apache-2.0
// Which of the options shown a reply means.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "locales/amount.h"
#include "locales/fold.h"
#include "locales/joined_words.h"
#include "locales/lexicon.h"
#include "locales/phrase_map.h"
#include "locales/remembered.h"
#include "locales/sounds.h"
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
  [[nodiscard]] std::vector<size_t> Exact(std::u32string_view key) const;

  // "Nobody" for an option called "None of these", in whatever words.
  [[nodiscard]] std::vector<size_t> CalledNone(const Folded& text) const;

  // "None of these" and something else: a contradiction.
  [[nodiscard]] bool Contradict(const std::vector<size_t>& chosen) const;

  [[nodiscard]] const std::string& ValueOf(size_t index) const { return (*options_)[index].value; }

 private:
  struct Option {
    std::u32string label;
    std::vector<std::u32string> names;       // label and synonyms
    std::vector<std::u32string> bare_names;  // the same without articles
    std::vector<std::u32string> amounts;     // Amount::Text() of each of them, where it is one
    int leading_number = -1;                 // "2 or more"
    uint32_t plain = 0;  // kIsPlainYes or kIsPlainNo: is called that, or begins with that word
    bool wholly_plain = false;  // "No" or "No, nothing", not "No passport"
    bool none = false;          // "None of these"
    bool alone = false;         // that, "No" or "Nothing was taken": goes with no other
  };
  // A label, a synonym or a word of one, as it sounds.
  struct Heard {
    Sound sound;
    size_t option = 0;
    bool whole = false;
    bool negated = false;  // the label or synonym says "not"
  };
  struct Prepared {
    std::vector<Option> options;
    std::set<std::u32string, std::less<>> words;  // of all labels and synonyms
    PhraseMap<std::vector<size_t>> names;         // the options called so, by label before synonym
    std::vector<Heard> sounds;                    // in the order of the options
    bool amounts = false;                         // an option is one
    size_t longest_piece = 1;                     // in characters
  };
  [[nodiscard]] const std::vector<Option>& prepared() const { return shared_->options; }
  [[nodiscard]] Option Prepare(const AnswerOption& option) const;
  static void AddNames(Prepared& prepared);
  void AddSounds(Prepared& prepared) const;
  void AddAmounts(Prepared& prepared) const;
  [[nodiscard]] std::vector<size_t> FindStrong(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> FindWeak(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ByNumber(const Folded& text) const;
  [[nodiscard]] bool IsSpelledWithDigits(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ByLetter(const Folded& text) const;
  [[nodiscard]] std::u32string_view WithoutWords(std::u32string_view key, uint32_t classes) const;
  [[nodiscard]] std::vector<size_t> ByNumberAndLabel(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ByDigitsOfLabel(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ByAmount(const Folded& text) const;
  [[nodiscard]] bool CountUnits(const std::vector<std::u32string>& units) const;
  // The options whose limits "9 hours" is within, none if that cannot be said; nullopt if the reply
  // is no such amount of what labels count, or no option has limits.
  [[nodiscard]] std::optional<std::vector<size_t>> ByLimits(const Folded& text) const;
  [[nodiscard]] std::optional<Amount> AmountIn(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ByYesNo(const Folded& text) const;
  [[nodiscard]] std::vector<size_t> ByNone(std::u32string_view key) const;
  struct Similar {
    std::vector<size_t> options;
    bool unsafe = false;  // a negation stands on one side only
  };
  // `negated`: whether the reply says "not", before its courtesies were taken off.
  [[nodiscard]] Similar ByPartOfLabel(std::u32string_view key, bool negated) const;
  [[nodiscard]] std::vector<size_t> WithFormOf(std::u32string_view word) const;
  [[nodiscard]] bool FollowsNoLink(std::u32string_view name, size_t at) const;
  [[nodiscard]] Similar ByTypos(std::u32string_view whole, std::u32string_view key,
                                bool negated) const;
  [[nodiscard]] Similar ByTypoOfWord(std::u32string_view key, bool negated) const;
  [[nodiscard]] std::u32string_view WithoutEnding(std::u32string_view key) const;
  // `parts`: whether one word of a label will do.
  [[nodiscard]] Similar BySound(std::u32string_view key, bool negated, bool parts = true) const;
  // `guess`: whether it may be Weak().
  bool AddPart(const Folded& part, bool guess, Several* out) const;
  std::optional<bool> AddRow(const Folded& part, bool negated, Several* out) const;
  [[nodiscard]] bool IsNegated(std::u32string_view key) const;
  [[nodiscard]] bool NamesNone(std::u32string_view name) const;
  // Something that a text without spaces may be cut at: a label, a number, "and", "please".
  [[nodiscard]] bool IsPiece(std::u32string_view piece) const;
  [[nodiscard]] Pieces OptionPieces();
  // Remembered: several steps ask for the same text.
  [[nodiscard]] const std::u32string& WithoutArticles(std::u32string_view key) const;
  [[nodiscard]] const std::u32string& WithoutAround(std::u32string_view key) const;
  [[nodiscard]] bool SaysNothing(std::u32string_view word) const;
  [[nodiscard]] bool NamesAnother(std::u32string_view key) const;
  [[nodiscard]] bool IsLabel(std::u32string_view phrase) const;
  [[nodiscard]] size_t EmptyBeginning(std::u32string_view key, uint32_t classes) const;
  [[nodiscard]] size_t NameBeginning(std::u32string_view key) const;
  [[nodiscard]] std::u32string TakeArticlesOff(std::u32string_view key, bool names,
                                               uint32_t classes) const;
  [[nodiscard]] std::u32string WithoutArticlePrefixes(std::u32string_view key) const;
  [[nodiscard]] std::vector<size_t> ExactButForArticles(std::u32string_view key) const;
  [[nodiscard]] std::vector<size_t> ExactButForAround(std::u32string_view key,
                                                      std::u32string_view bare) const;
  [[nodiscard]] std::vector<size_t> ExactButForEnding(std::u32string_view key) const;
  [[nodiscard]] std::vector<size_t> ExactButForSpaces(std::u32string_view key) const;
  [[nodiscard]] Folded CutPieces(const Folded& text) const;
  [[nodiscard]] Folded WithoutCourtesies(const Folded& text) const;
  [[nodiscard]] std::u32string_view AndBehind(std::u32string_view word) const;
  [[nodiscard]] bool EndsName(std::u32string_view word) const;
  [[nodiscard]] bool BeginsName(std::u32string_view word) const;
  [[nodiscard]] bool BeginsNameOrNumber(std::u32string_view word) const;
  [[nodiscard]] bool NegatedByArticles(std::u32string_view key) const;
  [[nodiscard]] bool EndsNegative(std::u32string_view rest) const;

  const std::vector<AnswerOption>* options_;
  const Words& words_;
  std::shared_ptr<const Prepared> shared_;
  mutable std::map<std::u32string, std::u32string, std::less<>> without_articles_;
  mutable std::map<std::u32string, std::u32string, std::less<>> without_around_;
  mutable Cutter cutter_{Pieces()};
  mutable Remembered<std::vector<size_t>> strong_;
  mutable Remembered<std::vector<size_t>> weak_;
  mutable Remembered<std::optional<Amount>> amounts_;
};

}  // namespace locales
