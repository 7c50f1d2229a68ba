// SPDX-License-Identifier: Apache-2.0
#include "locales/small_talk.h"

#include <algorithm>

#include "locales/control_words.h"
#include "locales/fold.h"
#include "locales/joined_words.h"
#include "locales/registry.h"

namespace locales {
namespace {

constexpr size_t kLongest = 120;      // bytes
constexpr size_t kLongestPhrase = 6;  // words
constexpr uint32_t kSays = kIsYes | kIsNo | kIsDontKnow | kIsClosing;

// Question marks, and emoji that call for help.
bool Wants(char32_t symbol) {
  constexpr char32_t kMarks[] = {U'?',    0x061F,  0x1367,  0x0F14,  0x26A0,  0x1F198,
                                 0x1F691, 0x1F692, 0x1F693, 0x1F6A8, 0x1F525, 0x1F4DE,
                                 0x260E,  0x1F62D, 0x1F915, 0x1FA78};
  return std::find(std::begin(kMarks), std::end(kMarks), symbol) != std::end(kMarks);
}

// Cut into phrases that each say so or are polite, the longest first; at least one says so, and
// none the contrary: "I am not ok" wants something.
bool OnlyCourtesies(const Folded& text, const Words& words) {
  uint32_t said = 0;
  for (size_t i = 0; i < text.tokens.size();) {
    if (text.tokens[i].kind != Token::Kind::kWord) {
      if (text.tokens[i].kind == Token::Kind::kDigits) return false;
      ++i;
      continue;
    }
    size_t end = 0;
    for (size_t last = std::min(i + kLongestPhrase, text.tokens.size()); last > i && end == 0;
         --last) {
      const uint32_t mask = words.Whole(text.Span(i, last - 1));
      const bool known =
          (mask & (kSays | kIsPolite)) != 0 && (mask & kIsGreeting) == 0 && !ControlMeaning(mask);
      if (!known) continue;
      said |= mask & kSays;
      end = last;
    }
    if (end == 0) return false;
    i = end;
  }
  return said != 0 && (said & (kIsYes | kIsNo)) != (kIsYes | kIsNo);
}

bool IsShortNumber(const Folded& text) {
  return text.tokens.size() <= 2 && text.key.size() <= 2 && !text.key.empty() &&
         std::all_of(text.key.begin(), text.key.end(),
                     [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

}  // namespace

bool IsSmallTalk(std::string_view language, std::string_view text) {
  if (text.size() > kLongest) return false;
  const Folded folded = Fold(text);
  if (std::any_of(folded.tokens.begin(), folded.tokens.end(),
                  [](const Token& token) { return Wants(token.symbol); }))
    return false;
  if (folded.key.empty() || IsShortNumber(folded)) return true;
  const Words words = WordsFor(language);
  if (words.StopsByAccents(text) || ControlMeaning(words.Whole(folded.key))) return false;
  if (OnlyCourtesies(folded, words)) return true;
  const auto known = [&](std::u32string_view piece) {
    return (words.Whole(piece) & (kSays | kIsPolite)) != 0;
  };
  const bool dense = words.local != nullptr && WritesWithoutSpaces(folded.key);
  return dense && OnlyCourtesies(CutWords(folded, PiecesOf(words, known)), words);
}

}  // namespace locales
