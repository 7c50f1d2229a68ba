// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "locales/fold.h"
#include "locales/lexicon.h"

namespace locales {

enum class YesNo : uint8_t { kNeither, kYes, kNo, kBoth };

// What the text says, in words or thumbs: "ji haan", "no, never", "👍". Anything beside the answer
// that is neither politeness nor the same answer again makes it kNeither ("not yes", "yes but not
// always"); kBoth is "yes and no".
[[nodiscard]] YesNo ReadYesNo(const Folded& text, const Words& words);

inline constexpr uint32_t kCourtesies = kIsPolite | kIsGreeting;
inline constexpr uint32_t kSaysNothing = kCourtesies | kIsFiller | kIsArticle;
// What is written without spaces cut into what may be said beside an answer.
[[nodiscard]] Folded CutPhrases(const Folded& text, const Words& words);
// What is left of the words of CutPhrases() when those of `classes` are taken from both ends; empty
// if nothing is or nothing was taken.
[[nodiscard]] std::u32string WithoutCourtesies(const Folded& cut, const Words& words,
                                               uint32_t classes);

}  // namespace locales
