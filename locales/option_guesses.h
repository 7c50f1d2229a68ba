// SPDX-License-Identifier: Apache-2.0
// What a reply may mean when it is no option beyond doubt: part of a label, a label with typing
// errors, or one typed in Latin letters.
#pragma once

#include <string_view>
#include <vector>

#include "locales/lexicon.h"
#include "locales/option_set.h"

namespace locales {

struct Similar {
  std::vector<size_t> options;
  bool unsafe = false;  // a negation stands on one side only
};

// `key`: folded. `negated`: whether the reply says "not", before its courtesies were taken off.
class OptionGuesses {
 public:
  // Both must outlive it.
  OptionGuesses(const OptionSet& set, const Words& words) : set_(set), words_(words) {}

  // The beginning of a label, or whole words out of it.
  [[nodiscard]] Similar ByPartOfLabel(std::u32string_view key, bool negated) const;
  // `whole`: the reply as it is, `key` without the words that say nothing. `parts`: whether one
  // word of a label will do.
  [[nodiscard]] Similar ByTypos(std::u32string_view whole, std::u32string_view key, bool negated,
                                bool parts = true) const;
  // "malik" for "মালিক".
  [[nodiscard]] Similar BySound(std::u32string_view key, bool negated, bool parts = true) const;

 private:
  [[nodiscard]] bool FollowsNoLink(std::u32string_view name, size_t at) const;
  [[nodiscard]] std::vector<size_t> WithFormOf(std::u32string_view word) const;
  [[nodiscard]] Similar ByTypoOfWord(std::u32string_view key, bool negated) const;
  [[nodiscard]] std::u32string_view WithoutEnding(std::u32string_view key) const;

  const OptionSet& set_;
  const Words& words_;
};

}  // namespace locales
