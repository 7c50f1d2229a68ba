// SPDX-License-Identifier: Apache-2.0
// A reply without the words that say nothing about an option: articles, courtesies, "number".
#include <algorithm>
#include <utility>

#include "locales/joined_words.h"
#include "locales/option_words.h"
#include "locales/options.h"

namespace locales {

const std::u32string& OptionMatcher::WithoutArticles(std::u32string_view key) const {
  const auto known = without_articles_.find(key);
  if (known != without_articles_.end()) return known->second;
  std::u32string bare = TakeArticlesOff(key, false, kNoContent);
  // "2 solo": where nothing but a number is left, an option that says nothing elsewhere ("only")
  // stays.
  const bool numbers_only = bare.find_first_not_of(U" 0123456789") == std::u32string::npos;
  if (numbers_only) bare = TakeArticlesOff(key, true, kNoContent);
  return without_articles_.emplace(key, std::move(bare)).first->second;
}

// "Walk" is an option where one is labelled so, and says nothing in "I walk to the bus". Not a
// synonym: the "saya" (I) of "Saya sendiri" is also the "my" of "my agent".
bool OptionMatcher::IsLabel(std::u32string_view phrase) const {
  return std::any_of(prepared().begin(), prepared().end(),
                     [&](const Option& option) { return option.label == phrase; });
}

// "they pay us in cash": what is left without verbs and pronouns too. It must be a whole label or
// synonym: "i have my passport" is not the passport of "They took my passport".
const std::u32string& OptionMatcher::WithoutAround(std::u32string_view key) const {
  const auto known = without_around_.find(key);
  if (known != without_around_.end()) return known->second;
  return without_around_.emplace(key, TakeArticlesOff(key, false, kNoContent | kIsAround))
      .first->second;
}

// Of the words that `key` begins with those that say nothing ("por favor"), in characters; 0 if
// none.
size_t OptionMatcher::EmptyBeginning(std::u32string_view key, uint32_t classes) const {
  constexpr size_t kLongest = 3;  // in words
  size_t found = 0;
  size_t end = 0;
  for (size_t word = 0; word < kLongest && end < key.size(); ++word) {
    end = std::min(key.find(U' ', end + 1), key.size());
    const auto phrase = key.substr(0, end);
    const uint32_t mask = words_.Whole(phrase) & classes;
    // "friend" and "solo" are courtesies no more where an option has the word, nor is "they pay" of
    // "They pay late" said of anything.
    const bool named = (mask & kIsArticle) == 0 ? shared_->words.contains(phrase) : IsLabel(phrase);
    if (mask != 0 && !named) found = end;
  }
  return found;
}

// Of the label or synonym that `key` begins with, in characters; 0 if none.
size_t OptionMatcher::NameBeginning(std::u32string_view key) const {
  size_t found = 0;
  for (const Option& option : prepared()) {
    for (const auto& name : option.names) {
      const bool begins =
          key.starts_with(name) && (key.size() == name.size() || key[name.size()] == U' ');
      if (begins) found = std::max(found, name.size());
    }
  }
  return found;
}

// "the foreman's brother", "irmão do encarregado", "মালিকের ভাই": a word of address beside a link
// that makes it somebody else.
bool OptionMatcher::NamesAnother(std::u32string_view key) const {
  std::u32string_view before;
  while (!key.empty()) {
    const auto word = NextWord(key);
    auto rest = key;
    const auto next = NextWord(rest);
    if ((words_.Whole(word) & kIsPolite) != 0 &&
        (words_.Links(next) || words_.Links(before) || words_.EndsLinked(before, shared_->words) ||
         words_.BeginsLinked(before)))
      return true;
    before = word;
  }
  return false;
}

// Words of these `classes`. `names`: whether what is an option of its own stays, even if it says
// nothing elsewhere.
std::u32string OptionMatcher::TakeArticlesOff(std::u32string_view key, bool names,
                                              uint32_t classes) const {
  std::u32string out;
  if (NegatedByArticles(key) || NamesAnother(key)) return std::u32string(key);
  const auto add = [&](std::u32string_view word) {
    if (!out.empty() && !(IsDense(out.back()) && IsDense(word[0]))) out += U' ';
    out += word;
  };
  while (!key.empty()) {
    const size_t kept = names ? NameBeginning(key) : 0;
    const size_t empty_words =
        kept != 0 || WritesWithoutSpaces(key) ? 0 : EmptyBeginning(key, classes);
    if (kept != 0 || empty_words != 0) {
      if (kept != 0) add(key.substr(0, kept));
      key.remove_prefix(std::min(std::max(kept, empty_words) + 1, key.size()));
      continue;
    }
    const auto word = NextWord(key);
    if (!WritesWithoutSpaces(word)) {
      if (!word.empty()) add(word);
      continue;
    }
    // Only at its ends: in the middle it may be part of a longer word ("จ้า" of "นายจ้าง").
    auto pieces = cutter_.Key(word);
    const auto empty = [&](std::u32string_view each) {
      return (words_.Whole(each) & classes) != 0 && !IsLabel(each) &&
             !(names && shared_->names.Has(each));
    };
    const bool linked = std::any_of(pieces.begin(), pieces.end(), [&](std::u32string_view each) {
      return words_.Links(each) && (words_.Whole(each) & kIsPolite) == 0;
    });
    const bool another = linked && std::any_of(pieces.begin(), pieces.end(), [&](auto each) {
                           return (words_.Whole(each) & kIsPolite) != 0;
                         });
    while (!another && !pieces.empty() && empty(pieces.front())) pieces.erase(pieces.begin());
    while (!another && !pieces.empty() && empty(pieces.back())) pieces.pop_back();
    for (const auto piece : pieces) {
      if (!out.empty() && !IsDense(out.back())) out += U' ';
      out += piece;
    }
  }
  return out;
}

// Every word without the article that is written together with it ("ال").
std::u32string OptionMatcher::WithoutArticlePrefixes(std::u32string_view key) const {
  std::u32string out;
  while (!key.empty()) {
    auto word = NextWord(key);
    for (const auto& prefix : words_.local->article_prefixes) {
      if (word.size() < prefix.size() + 2 || !word.starts_with(prefix)) continue;
      word.remove_prefix(prefix.size());
      break;
    }
    if (!out.empty()) out += U' ';
    out += word;
  }
  return out;
}

}  // namespace locales
