// SPDX-License-Identifier: Apache-2.0
// Names that a phrase announces. Names out of such phrases are not looked for: a word list would
// find half of them and hide much that is innocent (facts: published name recall is 0.5 to 0.75).
#include <unicode/uchar.h>

#include <algorithm>

#include "core/utf8.h"
#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"

namespace privacy {
namespace {

using re2::RE2;

constexpr size_t kMaxCapitals = 4;  // "Md. Abdul Karim Mia"
constexpr size_t kMaxPlain = 2;     // words without capitals (or of a script without them)

enum class Case : uint8_t { kCapital, kSmall, kNone };
enum class Needs : uint8_t { kNothing, kNoSmallLetter, kCapital };

Case CaseOf(std::string_view text, size_t at) {
  const auto c = static_cast<UChar32>(core::NextCodePoint(text, at));
  if (u_isupper(c) != 0 || u_istitle(c) != 0) return Case::kCapital;
  return u_islower(c) != 0 ? Case::kSmall : Case::kNone;
}

// The name that begins at or shortly behind `from`: its words, taken while they look like a name.
Span NameAt(const Folded& folded, size_t from, Needs needs) {
  Span span{from, from, Label::kName};
  size_t capitals = 0;
  size_t plain = 0;
  bool particle = false;
  size_t at = from;
  const auto first =
      std::partition_point(folded.words.begin(), folded.words.end(),
                           [&](const Folded::Word& word) { return word.begin < from; });
  for (auto it = first; it != folded.words.end(); ++it) {
    const Folded::Word& word = *it;
    const std::string_view gap = std::string_view(folded.lower).substr(at, word.begin - at);
    const std::string_view allowed = span.end == span.begin ? " \t\n:-.='\"*" : " -.'";
    if (gap.size() > 4 || gap.find_first_not_of(allowed) != std::string_view::npos) break;
    // A full stop ends a name unless what stands before it is an initial or a title: "Md. Karim".
    if (span.end != span.begin && gap.find(". ") != std::string_view::npos && at - span.begin > 4)
      break;
    const std::string lower = folded.lower.substr(word.begin, word.end - word.begin);
    const Case letters = CaseOf(folded.text, word.begin);
    if (span.end != span.begin && Words().particles.contains(lower) && !particle) {
      particle = true;
      at = word.end;
      continue;  // only if another word follows
    }
    if (Words().not_names.contains(lower)) break;
    if ((needs == Needs::kCapital && letters != Case::kCapital) ||
        (needs == Needs::kNoSmallLetter && letters == Case::kSmall))
      break;
    if (letters != Case::kCapital && capitals > 0) break;
    if (letters == Case::kCapital ? ++capitals > kMaxCapitals : ++plain > kMaxPlain) break;
    if (span.end == span.begin) span.begin = word.begin;
    span.end = word.end;
    at = word.end;
  }
  return span;
}

void Announced(const RE2& phrases, const Folded& folded, Needs needs, Spans& spans) {
  EachMatch(phrases, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    const size_t end = begin + whole.size();
    const bool open = LetterAt(folded.lower, end) && LetterBefore(folded.lower, end);
    if (LetterBefore(folded.lower, begin) || open) return false;
    const Span span = NameAt(folded, end, needs);
    if (span.end == span.begin) return false;
    spans.push_back(span);
    return true;
  });
}

// In a text all in capitals a capital says nothing.
bool AllCapitals(const Folded& folded) {
  size_t small = 0;
  size_t capital = 0;
  for (const auto& word : folded.words) {
    const Case letters = CaseOf(folded.text, word.begin);
    small += letters == Case::kSmall ? 1 : 0;
    capital += letters == Case::kCapital ? 1 : 0;
  }
  return small == 0 && capital > 4;
}

}  // namespace

void FindNames(const Folded& folded, Spans& spans) {
  static const RE2 name_is(Alternation(Words().name_is));
  static const RE2 i_am(Alternation(Words().i_am));
  static const RE2 titles(Alternation(Words().titles));
  Announced(name_is, folded, Needs::kNothing, spans);
  if (!AllCapitals(folded)) {
    Announced(i_am, folded, Needs::kCapital, spans);
    Announced(titles, folded, Needs::kNoSmallLetter, spans);
  }
}

}  // namespace privacy
