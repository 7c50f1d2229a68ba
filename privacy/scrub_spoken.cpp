// SPDX-License-Identifier: Apache-2.0
// "zero nine one seven ...", "zero 917 one two three 45": numbers said in words, or in words and
// figures.
#include <algorithm>

#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"
#include "privacy/scrub_patterns.h"

namespace privacy {
namespace {

constexpr size_t kShortest = 7;          // digits of a number that needs no word to tell what it is
constexpr size_t kShortestWithWord = 5;  // as in Rarotonga
constexpr size_t kFewWords = 3;          // with figures of several digits among them

struct Said {
  size_t digits = 0;  // in words and figures
  size_t words = 0;
  size_t figures = 0;  // runs of them
  bool one_by_one = true;
};

Said CountIn(const WordTable& words, std::string_view run) {
  Said said;
  size_t end_of_figure = std::string_view::npos;
  EachMatch(words.patterns->digit, run, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(run, whole);
    if (whole[0] < '0' || whole[0] > '9') {
      ++said.words;
    } else if (begin == end_of_figure) {
      said.one_by_one = false;
      ++end_of_figure;
    } else {
      ++said.figures;
      end_of_figure = begin + 1;
    }
    return ++said.digits > 0;
  });
  return said;
}

// Figures of several digits among few words are years and amounts more often.
bool IsNumber(const Said& said, bool told) {
  if (said.words == 0 || said.digits < (told && said.one_by_one ? kShortestWithWord : kShortest))
    return false;
  return said.one_by_one || said.words >= std::max(kFewWords, said.figures + 2);
}

}  // namespace

void FindSpoken(const WordTable& words, const Folded& folded, Spans& spans) {
  EachMatch(words.patterns->spoken, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    size_t end = begin + whole.size();
    if (!BeginsUnspaced(whole) && LetterBefore(folded.lower, begin)) return false;
    // The last word is the beginning of another: "fourteen"; Samoan "fa" is four, "fa'amolemole" is
    // please.
    if (LetterAt(folded.lower, end) || (end < folded.lower.size() && folded.lower[end] == '\'')) {
      const size_t last = whole.find_last_of(" ,.-/_");
      if (last == std::string_view::npos) return false;
      end = begin + last;
    }
    // If it is none, no shorter part of it is.
    if (!IsNumber(CountIn(words, whole.substr(0, end - begin)),
                  WordBefore(folded, begin, 4, words.phone)))
      return true;
    spans.push_back({begin, end, Label::kPhone});
    return true;
  });
}

}  // namespace privacy
