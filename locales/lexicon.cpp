// SPDX-License-Identifier: Apache-2.0
#include "locales/lexicon.h"

#include <algorithm>
#include <utility>

#include "locales/canonical.h"
#include "locales/fold.h"
#include "locales/joined_words.h"

namespace locales {
namespace {

// The number that a phrase begins with, 0 if none.
double NumberBefore(const Lexicon& lexicon, std::u32string_view phrase) {
  const bool dense = WritesWithoutSpaces(phrase);
  for (size_t size = phrase.size() - 1; size > 0; --size) {
    if (dense ? !MayCut(phrase, size) : phrase[size] != U' ') continue;
    const Part* part = lexicon.parts.Find(phrase.substr(0, size));
    if (part != nullptr && part->kind == PartKind::kNumber && part->value >= 1) return part->value;
  }
  return 0;
}

}  // namespace

void FindCounted(Lexicon& lexicon) {
  std::vector<std::u32string> phrases;
  for (const auto& [phrase, part] : lexicon.parts) {
    const bool counted = part.kind == PartKind::kUnit || part.kind == PartKind::kFiller;
    if (counted && !phrase.empty()) phrases.push_back(phrase);
  }
  for (auto& phrase : phrases) {
    const double number = NumberBefore(lexicon, phrase);
    lexicon.parts.Add(std::move(phrase), {}).first->value = number;
  }
}

void NoteSuffixed(Lexicon& lexicon) {
  std::vector<std::u32string> suffixed;
  for (const auto& [phrase, part] : lexicon.parts) {
    if (phrase.size() > 2 || part.kind != PartKind::kNumber) continue;
    for (const auto& suffix : lexicon.number_suffixes) suffixed.push_back(phrase + suffix);
  }
  for (const auto& phrase : suffixed) lexicon.parts.AddBeginning(phrase);
}

uint32_t WholeMask(const Lexicon& lexicon, std::u32string_view key) {
  if (const uint32_t* mask = lexicon.whole.Find(key)) return *mask;
  if (!HasRuns(key)) return 0;
  const uint32_t* again = lexicon.whole.Find(CollapseRuns(key));
  return again == nullptr ? 0 : *again;
}

uint32_t Words::Whole(std::u32string_view key) const {
  const uint32_t mask = local != nullptr ? WholeMask(*local, key) : 0;
  // A word that is only a filler or a greeting here may still be an answer or a control word in
  // English, which no text without spaces is. It is no English article then: French "a".
  constexpr uint32_t kMeansSomething = kIsPolite - 1;
  const bool enough = (mask & kMeansSomething) != 0 || english == nullptr ||
                      (local != nullptr && WritesWithoutSpaces(key));
  if (enough) return mask;
  const uint32_t other = WholeMask(*english, key);
  return mask == 0 ? other : mask | (other & ~uint32_t{kIsArticle | kIsAround});
}

bool Words::StopsByAccents(std::string_view text) const {
  if (local == nullptr || local->accented_stops.empty()) return false;
  const auto& stops = local->accented_stops;
  return std::find(stops.begin(), stops.end(), Lower(text)) != stops.end();
}

std::string Words::Respelled(std::string_view text) const {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  if (local == nullptr || local->respelled.empty() || ascii) return std::string(text);
  constexpr std::string_view kBetween = " \t\n,.;:!?()/-";
  constexpr std::string_view kNoWord = "qx";  // listed nowhere
  const std::string lower = Lower(text);
  std::string out;
  for (size_t at = 0; at < lower.size();) {
    const size_t end = std::min(lower.find_first_of(kBetween, at), lower.size());
    const auto word = std::string_view(lower).substr(at, end - at);
    const auto found = local->respelled.find(word);
    if (found == local->respelled.end()) {
      out += word;
    } else {
      out += found->second.empty() ? kNoWord : std::string_view(found->second);
    }
    if (end < lower.size()) out += lower[end];
    at = end + 1;
  }
  return out;
}

const Part* Words::FindPart(std::u32string_view phrase, bool* counts) const {
  for (const Lexicon* lexicon : {local, english}) {
    if (lexicon == nullptr) continue;
    if (lexicon == english && local != nullptr && WritesWithoutSpaces(phrase)) break;
    if (const Part* found = lexicon->parts.Find(phrase)) return found;
    const bool may_end =
        !phrase.empty() && (lexicon->suffix_ends >> (phrase.back() % 64) & 1U) != 0;
    if (!may_end) continue;
    for (const auto& suffix : lexicon->number_suffixes) {
      if (phrase.size() <= suffix.size() || !phrase.ends_with(suffix)) continue;
      const Part* stem = lexicon->parts.Find(phrase.substr(0, phrase.size() - suffix.size()));
      if (stem == nullptr || stem->kind != PartKind::kNumber) continue;
      const Part* end = counts != nullptr ? lexicon->parts.Find(suffix) : nullptr;
      if (counts != nullptr) *counts = end == nullptr || end->kind != PartKind::kFiller;
      return stem;
    }
  }
  return nullptr;
}

bool Words::MayBegin(std::u32string_view three) const {
  // Letters drawn out are known as if typed once.
  if (local == nullptr || !WritesWithoutSpaces(three) || three[0] == three[1] ||
      three[1] == three[2])
    return true;
  return local->whole.MayBegin(three) || local->parts.MayBegin(three);
}

bool Words::EndsLinked(std::u32string_view word,
                       const std::set<std::u32string, std::less<>>& names) const {
  for (const Lexicon* lexicon : {local, english}) {
    if (lexicon == nullptr) continue;
    for (const auto& suffix : lexicon->of_suffixes) {
      if (word.size() < suffix.size() + 2 || !word.ends_with(suffix)) continue;
      const auto stem = word.substr(0, word.size() - suffix.size());
      const bool latin = suffix[0] < 0x80;
      if (suffix.size() > 1 || (!names.contains(word) && (!latin || names.contains(stem))))
        return true;
    }
  }
  return false;
}

bool Words::BeginsLinked(std::u32string_view word) const {
  if (local == nullptr) return false;
  return std::any_of(local->of_prefixes.begin(), local->of_prefixes.end(),
                     [&](const std::u32string& prefix) {
                       return word.size() >= prefix.size() + 2 && word.starts_with(prefix);
                     });
}

const Part* Words::FindAfterAnd(std::u32string_view phrase) const {
  if (local == nullptr) return nullptr;
  for (const auto& prefix : local->and_prefixes) {
    if (phrase.size() <= prefix.size() || !phrase.starts_with(prefix)) continue;
    const Part* part = FindPart(phrase.substr(prefix.size()));
    const bool number =
        part != nullptr && (part->kind == PartKind::kNumber || part->kind == PartKind::kHalfAfter);
    if (number) return part;
  }
  return nullptr;
}

const DatePart* Words::FindDate(std::u32string_view phrase) const {
  for (const Lexicon* lexicon : {local, english}) {
    if (lexicon == nullptr) continue;
    if (const DatePart* found = lexicon->dates.Find(phrase)) return found;
  }
  return nullptr;
}

std::optional<TimeWord> Words::FindTime(std::u32string_view phrase) const {
  for (const Lexicon* lexicon : {local, english}) {
    if (lexicon == nullptr) continue;
    if (const TimeWord* found = lexicon->times.Find(phrase)) return *found;
  }
  return std::nullopt;
}

std::optional<int> Words::Ordinal(std::u32string_view key) const {
  for (const Lexicon* lexicon : {local, english}) {
    if (lexicon == nullptr) continue;
    if (const int* found = lexicon->ordinals.Find(key)) return *found;
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
