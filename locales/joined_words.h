// SPDX-License-Identifier: Apache-2.0
// Words that are written together: all of them in the scripts without spaces (Thai, Khmer, Burmese,
// Lao, Chinese), number words in any language ("yirmibeş", "treintaycinco"). Cut by the words that
// a lexicon knows, not by a dictionary of the language: what it does not know stays one unknown
// piece.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "locales/fold.h"
#include "locales/lexicon.h"

namespace locales {

// What such words may be cut into.
struct Pieces {
  std::function<bool(std::u32string_view)> known;
  size_t longest = 1;  // in characters
  // Whether a longer one may begin with these three characters: no is certain. May be empty.
  std::function<bool(std::u32string_view)> may_begin = {};
};

// The pieces that FindPart and Whole know, as far as `known` takes them.
[[nodiscard]] Pieces PiecesOf(const Words& words, std::function<bool(std::u32string_view)> known);

// `text` with every run of such words cut into the fewest known pieces; the rest between them stays
// together. No piece ends inside a character (before a vowel sign or a virama's consonant). Texts
// in other scripts come back as they are.
[[nodiscard]] Folded CutWords(const Folded& text, const Pieces& pieces);

// Cuts by the same pieces again and again, and remembers where. One thread, one reply.
class Cutter {
 public:
  explicit Cutter(Pieces pieces) : pieces_(std::move(pieces)) {}

  // As CutWords().
  [[nodiscard]] Folded Text(const Folded& text);
  // The same for a key alone: its pieces, in order.
  [[nodiscard]] std::vector<std::u32string_view> Key(std::u32string_view key);

 private:
  const std::vector<size_t>& Ends(std::u32string_view run);

  Pieces pieces_;
  std::map<std::u32string, std::vector<size_t>, std::less<>> ends_;  // of runs
};

// Whether a piece of `text` may end before character `at`.
[[nodiscard]] bool MayCut(std::u32string_view text, size_t at);

// The parts of a number word written in one ("twentyfive"); empty if it is none.
[[nodiscard]] std::vector<Part> CutNumber(std::u32string_view word, const Words& words);

}  // namespace locales
