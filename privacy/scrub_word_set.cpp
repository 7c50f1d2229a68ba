// SPDX-License-Identifier: Apache-2.0
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/utf8.h"
#include "privacy/scrub_internal.h"

namespace privacy {
namespace {

constexpr size_t kShortestStem = 4;  // characters
constexpr size_t kLongestEnding = 4;

// What Arabic and Amharic write together with the word behind it.
constexpr std::array<std::string_view, 12> kPrefixes = {"وال", "بال", "كال", "فال", "ال", "لل",
                                                        "و",   "ب",   "ل",   "የ",   "በ",  "ለ"};

}  // namespace

bool IsUnspaced(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

bool BeginsUnspaced(std::string_view text) {
  size_t at = 0;
  return !text.empty() && IsUnspaced(core::NextCodePoint(text, at));
}

size_t CountOfCharacters(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

void WordSet::Insert(std::string word) {
  if (BeginsUnspaced(word)) unspaced_.push_back(word);
  words_.insert(std::move(word));
}

bool WordSet::Contains(std::string_view word) const { return words_.contains(std::string(word)); }

bool WordSet::ContainsStem(std::string_view word) const {
  if (Contains(word)) return true;
  size_t left = CountOfCharacters(word);
  size_t end = word.size();
  for (size_t cut = 0; cut < kLongestEnding && left > kShortestStem; ++cut) {
    --end;
    while (end > 0 && (static_cast<uint8_t>(word[end]) & 0xC0) == 0x80) --end;
    --left;
    if (Contains(word.substr(0, end))) return true;
  }
  return false;
}

bool WordSet::ContainsForm(std::string_view word) const {
  if (ContainsStem(word)) return true;
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
    return word.starts_with(prefix) && ContainsStem(word.substr(prefix.size()));
  });
}

bool WordSet::Begins(std::string_view run) const {
  return std::any_of(unspaced_.begin(), unspaced_.end(),
                     [&](const auto& word) { return run.starts_with(word); });
}

bool WordSet::Ends(std::string_view run) const {
  return std::any_of(unspaced_.begin(), unspaced_.end(),
                     [&](const auto& word) { return run.ends_with(word); });
}

WordSet::Found WordSet::FirstIn(std::string_view run, size_t from) const {
  Found first{std::string_view::npos, 0};
  for (const auto& word : unspaced_) {
    const size_t at = run.find(word, from);
    if (at < first.at ||
        (at == first.at && at != std::string_view::npos && word.size() > first.size))
      first = {at, word.size()};
  }
  return first;
}

}  // namespace privacy
