// SPDX-License-Identifier: Apache-2.0
// Words that are written together: all of them in the scripts without spaces (Thai, Khmer, Burmese,
// Lao, Chinese), number words in any language ("yirmibeş", "treintaycinco"). Cut by the words that
// a lexicon knows, not by a dictionary of the language: what it does not know stays one unknown
// piece.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "locales/fold.h"
#include "locales/lexicon.h"

namespace locales {

// `text` with every run of such words cut into the fewest pieces for which `known` is true; the
// rest between them stays together. No piece ends inside a character (before a vowel sign or a
// virama's consonant). Texts in other scripts come back as they are.
using Known = std::function<bool(std::u32string_view)>;
[[nodiscard]] Folded CutWords(Folded text, size_t longest, const Known& known);

// The same for a key alone: its pieces, in order.
[[nodiscard]] std::vector<std::u32string_view> CutKey(std::u32string_view key, size_t longest,
                                                      const Known& known);
// Whether a piece of `text` may end before character `at`.
[[nodiscard]] bool MayCut(std::u32string_view text, size_t at);

// The parts of a number word written in one ("twentyfive"); empty if it is none.
[[nodiscard]] std::vector<Part> CutNumber(std::u32string_view word, const Words& words);

}  // namespace locales
