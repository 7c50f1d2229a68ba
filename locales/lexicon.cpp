// SPDX-License-Identifier: Apache-2.0
#include "locales/lexicon.h"

#include <algorithm>

#include "locales/fold.h"

namespace locales {

uint32_t WholeMask(const Lexicon& lexicon, std::u32string_view key) {
  const auto found = lexicon.whole.find(key);
  if (found != lexicon.whole.end()) return found->second;
  if (!HasRuns(key)) return 0;
  const auto again = lexicon.whole.find(CollapseRuns(key));
  return again == lexicon.whole.end() ? 0 : again->second;
}

uint32_t Words::Whole(std::u32string_view key) const {
  const uint32_t mask = local != nullptr ? WholeMask(*local, key) : 0;
  // A word that is only a filler or a greeting here may still be an answer or a control word in
  // English.
  constexpr uint32_t kMeansSomething = kIsPolite - 1;
  return (mask & kMeansSomething) != 0 || english == nullptr ? mask
                                                             : mask | WholeMask(*english, key);
}

const Part* Words::FindPart(std::u32string_view phrase) const {
  for (const Lexicon* lexicon : {local, english}) {
    if (lexicon == nullptr) continue;
    const auto found = lexicon->parts.find(phrase);
    if (found != lexicon->parts.end()) return &found->second;
    for (const auto& suffix : lexicon->number_suffixes) {
      if (phrase.size() <= suffix.size() || !phrase.ends_with(suffix)) continue;
      const auto stem = lexicon->parts.find(phrase.substr(0, phrase.size() - suffix.size()));
      if (stem != lexicon->parts.end() && stem->second.kind == PartKind::kNumber)
        return &stem->second;
    }
  }
  return nullptr;
}

const Part* Words::FindAfterAnd(std::u32string_view phrase) const {
  if (local == nullptr) return nullptr;
  for (const auto& prefix : local->and_prefixes) {
    if (phrase.size() <= prefix.size() || !phrase.starts_with(prefix)) continue;
    const Part* part = FindPart(phrase.substr(prefix.size()));
    const bool number = part != nullptr && (part->kind == PartKind::kNumber ||
                                            part->kind == PartKind::kHalfAfter);
    if (number) return part;
  }
  return nullptr;
}

const DatePart* Words::FindDate(std::u32string_view phrase) const {
  for (const Lexicon* lexicon : {local, english}) {
    if (lexicon == nullptr) continue;
    const auto found = lexicon->dates.find(phrase);
    if (found != lexicon->dates.end()) return &found->second;
  }
  return nullptr;
}

std::optional<TimeWord> Words::FindTime(std::u32string_view phrase) const {
  for (const Lexicon* lexicon : {local, english}) {
    if (lexicon == nullptr) continue;
    const auto found = lexicon->times.find(phrase);
    if (found != lexicon->times.end()) return found->second;
  }
  return std::nullopt;
}

std::optional<int> Words::Ordinal(std::u32string_view key) const {
  for (const Lexicon* lexicon : {local, english}) {
    if (lexicon == nullptr) continue;
    const auto found = lexicon->ordinals.find(key);
    if (found != lexicon->ordinals.end()) return found->second;
  }
  return std::nullopt;
}

size_t Words::LongestPart() const {
  return std::max(local != nullptr ? local->longest_part : 1,
                  english != nullptr ? english->longest_part : 1);
}

size_t Words::LongestDate() const {
  return std::max(local != nullptr ? local->longest_date : 1,
                  english != nullptr ? english->longest_date : 1);
}

}  // namespace locales
