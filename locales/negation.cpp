// SPDX-License-Identifier: Apache-2.0
#include "locales/negation.h"

#include <algorithm>

#include "locales/fold.h"
#include "locales/option_words.h"

namespace locales {
namespace {

bool IsNot(std::u32string_view phrase, const Words& words) {
  const Part* part = words.FindPart(phrase);
  return part != nullptr && part->kind == PartKind::kNot;
}

// Two words that follow each other in one text, as one.
std::u32string_view Both(std::u32string_view first, std::u32string_view second) {
  return {first.data(), static_cast<size_t>(second.data() + second.size() - first.data())};
}

// Whether a word of `key` is one of these; in a script without spaces, whether it has one.
bool HasOne(std::u32string_view key, const std::vector<std::u32string>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::u32string& phrase) {
    if (WritesWithoutSpaces(phrase)) return key.find(phrase) != std::u32string_view::npos;
    for (auto rest = key; !rest.empty();) {
      if (NextWord(rest) == phrase) return true;
    }
    return false;
  });
}

}  // namespace

bool IsAnothersOwn(std::u32string_view key, const Words& words) {
  return words.local != nullptr && HasOne(key, words.local->self) && HasOne(key, words.local->they);
}

bool SaysNot(std::u32string_view key, const Words& words) {
  if (words.local != nullptr) {
    const auto& nots = words.local->dense_nots;
    const bool dense = std::any_of(nots.begin(), nots.end(), [&](const std::u32string& negation) {
      return key.find(negation) != std::u32string_view::npos;
    });
    if (dense) return true;
  }
  std::u32string_view before;
  while (!key.empty()) {
    const auto word = NextWord(key);
    const bool together = !before.empty() && IsNot(Both(before, word), words);
    if (IsNot(word, words) || together || EndsNegative(word, words)) return true;
    before = word;
  }
  return false;
}

bool TwoWordsSayNot(std::u32string_view key, const Words& words) {
  for (auto before = NextWord(key); !key.empty();) {
    const auto word = NextWord(key);
    if (IsNot(Both(before, word), words)) return true;
    before = word;
  }
  return false;
}

bool EndsNegative(std::u32string_view word, const Words& words) {
  for (const Lexicon* lexicon : {words.local, words.english}) {
    if (lexicon == nullptr) continue;
    for (const auto& suffix : lexicon->negative_suffixes) {
      if (word.size() > suffix.size() && word.ends_with(suffix)) return true;
    }
  }
  return false;
}

}  // namespace locales
