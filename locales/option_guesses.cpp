// SPDX-License-Identifier: Apache-2.0
#include "locales/option_guesses.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "locales/joined_words.h"
#include "locales/negation.h"
#include "locales/option_words.h"
#include "locales/sounds.h"
#include "locales/typos.h"

namespace locales {
namespace {

// In a script without spaces words are not marked: any run of whole characters counts.
bool ContainsDense(std::u32string_view name, std::u32string_view key) {
  if (!WritesWithoutSpaces(key) || key.size() < (IsHan(key[0]) ? 2 : 4)) return false;
  for (size_t at = name.find(key); at != std::u32string_view::npos; at = name.find(key, at + 1)) {
    if ((at == 0 || MayCut(name, at)) && MayCut(name, at + key.size())) return true;
  }
  return false;
}

}  // namespace

// "finca" of "El dueño de la finca" tells where, not who. `at`: where the words begin, or npos.
bool OptionGuesses::FollowsNoLink(std::u32string_view name, size_t at) const {
  if (at == std::u32string_view::npos) return false;
  if (words_.local != nullptr && words_.local->head_last) return true;
  bool head = false;  // something that the link may belong to
  for (auto before = name.substr(0, at); !before.empty();) {
    const auto word = NextWord(before);
    if (head && words_.Links(word)) return false;
    const Part* part = words_.FindPart(word);
    if (part != nullptr && (part->kind == PartKind::kOr || part->kind == PartKind::kAnd)) {
      head = false;  // "employer or agent"
      continue;
    }
    head = head || (words_.Whole(word) & kNoContent) == 0;
  }
  return !head || words_.local == nullptr || !words_.local->bare_of;
}

Similar OptionGuesses::ByPartOfLabel(std::u32string_view key, bool negated) const {
  Similar out;
  std::u32string inside = U" ";
  inside.append(key).append(U" ");
  for (size_t i = 0; i < set_.options.size(); ++i) {
    for (const auto& name : set_.options[i].names) {
      const bool begins = name.starts_with(key) && MayCut(name, key.size());
      const bool contains =
          ContainsDense(name, key) ||
          (key.size() >= 4 && FollowsNoLink(name, (U' ' + name + U' ').find(inside)));
      if (!begins && !contains) continue;
      // The word that the beginning is completed to: "harm" must not become "harmless".
      const auto word =
          std::u32string_view(name).substr(0, std::min(name.find(U' ', key.size()), name.size()));
      out.unsafe = out.unsafe || negated != SaysNot(name, words_) ||
                   (begins && !contains && EndsNegative(word, words_));
      Unite(out.options, {i});
      break;
    }
  }
  if (out.options.size() == 1) Unite(out.options, WithFormOf(key));
  return out;
}

// The options whose label has the word in another form: "ෆැක්ටරිය" and "ෆැක්ටරියේ".
std::vector<size_t> OptionGuesses::WithFormOf(std::u32string_view word) const {
  constexpr size_t kLongestEnding = 2;
  constexpr size_t kShortestStem = 5;
  std::vector<size_t> out;
  if (word.find(U' ') != std::u32string_view::npos) return out;
  const auto is_form = [&](std::u32string_view other) {
    const auto& stem = other.size() < word.size() ? other : word;
    const auto& longer = other.size() < word.size() ? word : other;
    return stem.size() >= kShortestStem && longer.size() <= stem.size() + kLongestEnding &&
           longer.starts_with(stem);
  };
  for (size_t i = 0; i < set_.options.size(); ++i) {
    for (std::u32string_view rest = set_.options[i].label; !rest.empty();) {
      if (is_form(NextWord(rest))) Unite(out, {i});
    }
  }
  return out;
}

Similar OptionGuesses::ByTypos(std::u32string_view whole, std::u32string_view key, bool negated,
                               bool parts) const {
  Similar out;
  // "ไม่ตี" (no beating) is one letter away from "ไม่มี" (none).
  if (negated && WritesWithoutSpaces(key)) return out;
  for (size_t i = 0; i < set_.options.size(); ++i) {
    const OptionSet::Option& option = set_.options[i];
    for (size_t n = 0; n < option.names.size(); ++n) {
      const auto& name = option.names[n];
      const auto& bare = option.bare_names[n];
      const bool similar = IsTypoOf(whole, name) || (key != whole && IsTypoOf(key, name)) ||
                           (bare != name && IsTypoOf(key, bare));
      if (!similar) continue;
      out.unsafe = out.unsafe || negated != SaysNot(name, words_);
      Unite(out.options, {i});
      break;
    }
  }
  if (key.find(U' ') != std::u32string_view::npos) return out;
  if (out.options.empty()) return parts ? ByTypoOfWord(key, negated) : out;
  // "upaid" is near "unpaid", but also near the "paid" of another label.
  for (size_t i = 0; i < set_.options.size(); ++i) {
    for (std::u32string_view rest = set_.options[i].label; !rest.empty();) {
      const auto word = NextWord(rest);
      const size_t allowed = AllowedTypos(std::min(word.size(), key.size()));
      if (allowed > 0 && EditDistance(key, word, allowed) <= allowed) Unite(out.options, {i});
    }
  }
  return out;
}

// "malik ke paas": the first ending that is listed taken off, where it is a word of its own.
std::u32string_view OptionGuesses::WithoutEnding(std::u32string_view key) const {
  if (words_.local == nullptr) return key;
  for (const auto& suffix : words_.local->label_suffixes) {
    const bool ends = key.size() > suffix.size() + 1 && key.ends_with(suffix) &&
                      key[key.size() - suffix.size() - 1] == U' ';
    if (ends) return key.substr(0, key.size() - suffix.size() - 1);
  }
  return key;
}

Similar OptionGuesses::BySound(std::u32string_view key, bool negated, bool parts) const {
  Similar out;
  if (key.empty() || key[0] >= 0x80 || set_.sounds.empty()) return out;
  const auto stem = WithoutEnding(key);
  const std::set<std::u32string> spoken = {std::u32string(key), SpokenAsEnglish(key),
                                           std::u32string(stem), SpokenAsEnglish(stem)};
  std::map<Hearing, std::vector<std::string>> typed;
  for (const OptionSet::Heard& heard : set_.sounds) {
    const bool found = !out.options.empty() && out.options.back() == heard.option;
    if (found || (!heard.whole && !parts)) continue;
    auto [sounds, added] = typed.try_emplace(heard.sound.hearing);
    for (const auto& each : spoken) {
      if (added) sounds->second.push_back(SoundOfLatin(each, heard.sound.hearing));
    }
    const auto& all = sounds->second;
    if (std::find(all.begin(), all.end(), heard.sound.text) == all.end()) continue;
    out.unsafe = out.unsafe || (!heard.whole && negated != heard.negated);
    Unite(out.options, {heard.option});
  }
  return out;
}

// "biciclta" for "Bicicleta o moto": one error in one long word of a label.
Similar OptionGuesses::ByTypoOfWord(std::u32string_view key, bool negated) const {
  constexpr size_t kShortest = 8;
  Similar out;
  if (key.size() < kShortest || WritesWithoutSpaces(key)) return out;
  for (size_t i = 0; i < set_.options.size(); ++i) {
    for (std::u32string_view rest = set_.options[i].label; !rest.empty();) {
      const auto word = NextWord(rest);
      const bool similar =
          word.size() >= kShortest && word[0] == key[0] && EditDistance(key, word, 1) <= 1;
      if (!similar) continue;
      out.unsafe = out.unsafe || negated != SaysNot(set_.options[i].label, words_);
      Unite(out.options, {i});
      break;
    }
  }
  return out;
}

}  // namespace locales
