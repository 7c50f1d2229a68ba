// SPDX-License-Identifier: Apache-2.0
// Names: those that a phrase or a title announces, and a few hundred that are no other word. More
// is not looked for: a list long enough to find most would hide much that is innocent (published
// recall of such lists is 0.5 to 0.75).
#include <unicode/uchar.h>

#include <algorithm>

#include "core/utf8.h"
#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"
#include "privacy/scrub_patterns.h"

namespace privacy {
namespace {

using re2::RE2;

constexpr size_t kMaxCapitals = 4;   // "Md. Abdul Karim Mia"
constexpr size_t kMaxParticles = 3;  // "de la Cruz"
constexpr size_t kMaxPlain = 2;      // words without capitals (or of a script without them)
constexpr size_t kLongestUnspaced =
    8;  // characters of a name that nothing separates from what follows
constexpr size_t kLongestHan = 3;
constexpr char kSurnames[] =
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑罗梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
    "覃武戴莫孔向汤]";

enum class Case : uint8_t { kCapital, kSmall, kNone };
enum class Needs : uint8_t { kNothing, kNoSmallLetter, kCapital };

Case CaseOf(std::string_view text, size_t at) {
  const auto c = static_cast<UChar32>(core::NextCodePoint(text, at));
  if (u_isupper(c) != 0 || u_istitle(c) != 0) return Case::kCapital;
  return u_islower(c) != 0 ? Case::kSmall : Case::kNone;
}

std::string_view Part(const std::string& text, const Folded::Word& word) {
  return std::string_view(text).substr(word.begin, word.end - word.begin);
}

// Where the first word begins that is no name. A mark behind it makes it the half of another
// syllable.
size_t FirstStop(const WordTable& words, std::string_view run) {
  for (size_t from = 0; from < run.size();) {
    const auto [at, size] = words.not_names.FirstIn(run, from);
    if (at == std::string_view::npos) return run.size();
    size_t next = at + size;
    if (next >= run.size() ||
        (U_GET_GC_MASK(static_cast<UChar32>(core::NextCodePoint(run, next))) & U_GC_M_MASK) == 0)
      return at;
    from = at + 1;
    while (from < run.size() && (static_cast<uint8_t>(run[from]) & 0xC0) == 0x80) ++from;
  }
  return run.size();
}

bool IsHan(std::string_view run) {
  size_t at = 0;
  return u_hasBinaryProperty(static_cast<UChar32>(core::NextCodePoint(run, at)),
                             UCHAR_IDEOGRAPHIC) != 0;
}

// Where a name that begins inside a run without spaces ends: before the first word that is no name,
// or after what a name may have at most, with the marks of its last letter.
size_t EndOfUnspaced(const WordTable& words, std::string_view run) {
  const size_t longest = IsHan(run) ? kLongestHan : kLongestUnspaced;
  const size_t stop = FirstStop(words, run);
  size_t end = 0;
  size_t letters = 0;
  while (end < stop) {
    size_t next = end;
    const auto c = static_cast<UChar32>(core::NextCodePoint(run, next));
    const bool mark = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
    if (!mark && ++letters > longest) break;
    end = next;
  }
  return end;
}

// Behind a name: the end, a mark of punctuation, or a word that is no name.
bool ClauseEnds(const WordTable& words, const Folded& folded, const Folded::Word* next,
                size_t end) {
  if (next == nullptr || folded.lower[end] != ' ' || next->begin != end + 1) return true;
  const std::string_view word = Part(folded.lower, *next);
  return words.not_names.Contains(word) || (BeginsUnspaced(word) && FirstStop(words, word) == 0);
}

// The name that begins at or shortly behind `from`: its words, taken while they look like a name.
class NameReader {
 public:
  NameReader(const WordTable& words, const Folded& folded, size_t from, Needs needs)
      : words_(words), folded_(folded), needs_(needs), at_(from), span_{from, from, Label::kName} {}

  Span Read() {
    auto it = std::partition_point(folded_.words.begin(), folded_.words.end(),
                                   [&](const Folded::Word& word) { return word.end <= at_; });
    if (it != folded_.words.end() && it->begin < at_) {  // inside a run without spaces
      if (!Take({at_, it->end})) return span_;
      ++it;
    }
    while (it != folded_.words.end() && Take(*it)) ++it;
    // Where nothing tells names from other words the second one is a guess, good at the end of a
    // clause only.
    const bool ends = ClauseEnds(words_, folded_, it == folded_.words.end() ? nullptr : &*it, at_);
    if (plain_ > 1 && capitals_ == 0 && !ends) span_.end = first_end_;
    return span_;
  }

 private:
  [[nodiscard]] bool Empty() const { return span_.end == span_.begin; }

  [[nodiscard]] bool GapIsGood(const Folded::Word& word) const {
    const std::string_view gap = std::string_view(folded_.lower).substr(at_, word.begin - at_);
    const std::string_view allowed = Empty() ? " \t\n:-.='\"*" : " -.'";
    if (gap.size() > 4 || gap.find_first_not_of(allowed) != std::string_view::npos) return false;
    // A full stop ends a name unless what stands before it is an initial or a title: "Md. Karim".
    return Empty() || gap.find(". ") == std::string_view::npos || at_ - span_.begin <= 3;
  }

  bool Take(const Folded::Word& word) {
    const bool code = word.end < folded_.lower.size() && folded_.lower[word.end] >= '0' &&
                      folded_.lower[word.end] <= '9';
    if (code || !GapIsGood(word)) return false;  // "K7M2"
    const std::string_view lower = Part(folded_.lower, word);
    if (!Empty() && words_.particles.Contains(lower) && particles_ < kMaxParticles) {
      ++particles_;
      at_ = word.end;
      return true;  // only if another word follows
    }
    if (words_.not_names.Contains(lower)) return false;
    const Case letters = CaseOf(folded_.text, word.begin);
    if ((needs_ == Needs::kCapital && letters != Case::kCapital) ||
        (needs_ == Needs::kNoSmallLetter && letters == Case::kSmall))
      return false;
    if (letters != Case::kCapital && capitals_ > 0) return false;
    if (letters == Case::kCapital ? ++capitals_ > kMaxCapitals : ++plain_ > kMaxPlain) return false;
    const bool unspaced = BeginsUnspaced(lower);
    const size_t end = unspaced ? word.begin + EndOfUnspaced(words_, lower) : word.end;
    if (end == word.begin || (unspaced && !Empty() && end != word.end)) return false;
    if (Empty()) {
      span_.begin = word.begin;
      first_end_ = end;
    }
    span_.end = end;
    at_ = end;
    return end == word.end &&
           !IsHan(lower);  // Thai, Khmer and others put a space before the surname
  }

  const WordTable& words_;
  const Folded& folded_;
  Needs needs_;
  size_t at_;
  Span span_;
  size_t capitals_ = 0;
  size_t plain_ = 0;
  size_t particles_ = 0;
  size_t first_end_ = 0;
};

void Announced(const RE2& phrases, const WordTable& words, const Folded& folded, Needs needs,
               Spans& spans) {
  EachMatch(phrases, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    const size_t end = begin + whole.size();
    const bool open = LetterAt(folded.lower, end) && LetterBefore(folded.lower, end);
    if (!BeginsUnspaced(whole) && (LetterBefore(folded.lower, begin) || open)) return false;
    const Span span = NameReader(words, folded, end, needs).Read();
    if (span.end == span.begin) return false;
    spans.push_back(span);
    return true;
  });
}

// "Ahmet Bey": the word before the title, if it looks like a name. Scripts without spaces: the
// surname.
void BeforeTitles(const WordTable& words, const Folded& folded, Spans& spans) {
  static const RE2 surname(kSurnames);
  EachMatch(
      words.patterns->titles_after, folded.lower, [&](std::string_view whole, std::string_view) {
        const size_t title = OffsetIn(folded.lower, whole);
        if (BeginsUnspaced(whole)) {
          const size_t begin = title < 3 ? title : title - 3;  // a Han character has three bytes
          if (begin == title || !RE2::FullMatch(folded.lower.substr(begin, 3), surname))
            return false;
          spans.push_back({begin, title, Label::kName});
          return true;
        }
        if (LetterAt(folded.lower, title + whole.size()) || title < 2 ||
            folded.lower[title - 1] != ' ')
          return false;
        const auto after =
            std::partition_point(folded.words.begin(), folded.words.end(),
                                 [&](const Folded::Word& word) { return word.end < title; });
        if (after == folded.words.begin()) return false;
        const Folded::Word& word = *std::prev(after);
        if (word.end + 1 != title || CaseOf(folded.text, word.begin) == Case::kSmall ||
            words.not_names.Contains(Part(folded.lower, word)))
          return false;
        spans.push_back({word.begin, word.end, Label::kName});
        return true;
      });
}

// Names that stand alone; with a capital where the script has capitals.
void Known(const WordTable& words, const Folded& folded, Spans& spans) {
  for (const Folded::Word& word : folded.words) {
    const std::string_view lower = Part(folded.lower, word);
    if (BeginsUnspaced(lower)) continue;
    const Case letters = CaseOf(folded.text, word.begin);
    if (letters == Case::kSmall || !words.names.Contains(lower)) continue;
    spans.push_back(letters == Case::kCapital
                        ? NameReader(words, folded, word.begin, Needs::kCapital).Read()
                        : Span{word.begin, word.end, Label::kName});
  }
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

void FindNames(const WordTable& words, const Folded& folded, Spans& spans) {
  Announced(words.patterns->name_is, words, folded, Needs::kNothing, spans);
  Known(words, folded, spans);
  if (AllCapitals(folded)) return;
  Announced(words.patterns->i_am, words, folded, Needs::kCapital, spans);
  Announced(words.patterns->titles, words, folded, Needs::kNoSmallLetter, spans);
  BeforeTitles(words, folded, spans);
}

}  // namespace privacy
