// SPDX-License-Identifier: Apache-2.0
// A reply without the words that say nothing about an option: articles, courtesies, "number"; and
// without those that stand around one: "they pay us in cash".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "locales/joined_words.h"
#include "locales/lexicon.h"
#include "locales/option_set.h"

namespace locales {

// Of one reply, in one thread; remembers, because several steps ask for the same text.
class BareReply {
 public:
  // Both must outlive it.
  BareReply(const OptionSet& set, const Words& words);
  BareReply(const BareReply&) = delete;
  BareReply& operator=(const BareReply&) = delete;

  // Without words that say nothing. "2 solo": where nothing but a number is left, an option that
  // says nothing elsewhere ("only") stays.
  [[nodiscard]] const std::u32string& WithoutArticles(std::u32string_view key);
  // The same of a label or synonym, of which no such option stays.
  [[nodiscard]] std::u32string NameWithoutArticles(std::u32string_view name);
  // Without verbs and pronouns too. What is left must be a whole label or synonym: "i have my
  // passport" is not the passport of "They took my passport".
  [[nodiscard]] const std::u32string& WithoutAround(std::u32string_view key);
  // Every word without the article that is written together with it ("ال").
  [[nodiscard]] std::u32string WithoutArticlePrefixes(std::u32string_view key) const;
  // "The foreman's brother", "irmão do encarregado", "মালিকের ভাই", "adik mandor": a word of
  // address or kin that makes it somebody else. Of the words of a reply, in order.
  [[nodiscard]] bool NamesAnother(const std::vector<std::u32string_view>& words) const;
  // Words written together cut at options, numbers, "and", and what says nothing.
  [[nodiscard]] Folded Cut(const Folded& text) { return cutter_.Text(text); }

 private:
  [[nodiscard]] bool IsPiece(std::u32string_view piece) const;
  [[nodiscard]] Pieces OptionPieces() const;
  [[nodiscard]] size_t EmptyBeginning(std::u32string_view key, uint32_t classes) const;
  [[nodiscard]] std::vector<std::u32string_view> EndsTakenOff(std::u32string_view run, bool names,
                                                              uint32_t classes);
  [[nodiscard]] std::u32string TakeOff(std::u32string_view key, bool names, uint32_t classes);

  const OptionSet& set_;
  const Words& words_;
  Cutter cutter_;
  std::map<std::u32string, std::u32string, std::less<>> without_articles_;
  std::map<std::u32string, std::u32string, std::less<>> without_around_;
};

}  // namespace locales
