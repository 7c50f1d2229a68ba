// SPDX-License-Identifier: Apache-2.0
// The options of a question as replies are compared with them: folded, with what follows from their
// names alone.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "locales/lexicon.h"
#include "locales/phrase_map.h"
#include "locales/sounds.h"
#include "locales/understand.h"

namespace locales {

struct OptionSet {
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

  // The options of a survey come back with every answer: they are remembered per thread, in bounded
  // memory.
  [[nodiscard]] static std::shared_ptr<const OptionSet> Of(const std::vector<AnswerOption>& options,
                                                           const Words& words);

  // The options whose label or synonym that is, exactly.
  [[nodiscard]] std::vector<size_t> Exact(std::u32string_view key) const;
  // "Walk" is an option where one is labelled so, and says nothing in "I walk to the bus". Not a
  // synonym: the "saya" (I) of "Saya sendiri" is also the "my" of "my agent".
  [[nodiscard]] bool IsLabel(std::u32string_view phrase) const;
  // Whether a label or synonym begins, or ends, with this word.
  [[nodiscard]] bool BeginsName(std::u32string_view word) const;
  [[nodiscard]] bool EndsName(std::u32string_view word) const;
  // Of the label or synonym that `key` begins with, in characters; 0 if none.
  [[nodiscard]] size_t NameBeginning(std::u32string_view key) const;

  std::vector<Option> options;
  std::set<std::u32string, std::less<>> words;  // of all labels and synonyms
  PhraseMap<std::vector<size_t>> names;         // the options called so, by label before synonym
  std::vector<Heard> sounds;                    // in the order of the options
  size_t longest_piece = 1;                     // in characters
  bool has_amounts = false;                     // an option is one
};

}  // namespace locales
