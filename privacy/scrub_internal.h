// SPDX-License-Identifier: Apache-2.0
// Inside privacy/ only: the parts of the scrubber. README.md says how they work together.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "privacy/scrub.h"

namespace privacy {

// What replaces a span. Where spans overlap the first of these wins.
enum class Label : uint8_t { kEmail, kLink, kAccount, kId, kDate, kPhone, kName };
[[nodiscard]] std::string_view Placeholder(Label label);  // "[email]" ...

struct Span {  // bytes of Folded::text
  size_t begin = 0;
  size_t end = 0;
  Label label = Label::kId;
};
using Spans = std::vector<Span>;

// Stands for a placeholder that is in the text already; no finder takes it for anything.
inline constexpr char kHole = '\x1e';
// Covers what is innocent in Folded::digits.
inline constexpr char kCovered = '\x1f';

// A text in the plain form that the finders read: NFKC, digits of all scripts as 0-9, no invisible
// characters, no accents on Latin letters, one kind of dash, apostrophe and space. All four strings
// have the same length and offsets.
struct Folded {
  std::string text;
  std::string lower;
  std::string
      digits;  // `text` without what is innocent, 'o' and 'l' inside long numbers read as 0 and 1
  std::vector<uint32_t> begin;  // of each byte: where its character begins in the original ...
  std::vector<uint32_t> end;    // ... and ends, invisible followers included
  struct Word {
    size_t begin, end;
  };
  std::vector<Word> words;  // runs of letters and marks
  size_t digit_count = 0;
};
[[nodiscard]] Folded Fold(std::string_view original);
// The folded and lower-cased form of a word or phrase.
[[nodiscard]] std::string FoldedLower(std::string_view text);

// Words of one kind, folded and in lower case. Finds them with the endings and prefixes that
// languages glue to a word.
class WordSet {
 public:
  void Insert(std::string word);
  [[nodiscard]] bool Contains(std::string_view word) const;  // exactly
  // With an ending of at most four letters ("telefonum"), or a prefix of Arabic or Amharic
  // ("walhatif").
  [[nodiscard]] bool ContainsForm(std::string_view word) const;
  // Scripts without spaces: a word of the set begins / ends / stands in `run`.
  [[nodiscard]] bool Begins(std::string_view run) const;
  [[nodiscard]] bool Ends(std::string_view run) const;
  struct Found {
    size_t at, size;
  };
  [[nodiscard]] Found FirstIn(std::string_view run,
                              size_t from) const;  // the longest of the first; at npos if none

 private:
  [[nodiscard]] bool ContainsStem(std::string_view word) const;
  std::unordered_set<std::string> words_;
  std::vector<std::string> unspaced_;
};

struct Patterns;  // scrub_patterns.h: what is made of the words with re2

// words/<lang>.json of the worker's language, of English and of the country's languages; of all
// others what cannot be taken for something else: words in another script, and long ones. Workers
// mix languages.
struct WordTable {
  WordTable();
  WordTable(const WordTable&) = delete;
  WordTable& operator=(const WordTable&) = delete;
  ~WordTable();

  std::vector<std::string> name_is;       // "my name is": a name follows, capital or not
  std::vector<std::string> i_am;          // "i am": a name follows if it has a capital
  std::vector<std::string> titles;        // "mr"
  std::vector<std::string> titles_after;  // "bey", behind a name
  WordSet names;                          // names that are no other word
  WordSet not_names;                      // after the above: no name; behind a name: its end
  WordSet particles;                      // inside names: "bin", "de"
  WordSet phone;                          // near a short number: it is a phone number
  std::vector<std::string> id;            // before a number: it identifies a person
  std::vector<std::string> birth;         // before a date: somebody's birth
  std::vector<std::string> code;     // before a number: a ticket, receipt or site code, which stays
  std::vector<std::string> fillers;  // between such a word and the number: "number", "is"
  WordSet quantities;                // next to a number: money, hours, pieces
  WordSet earnings;                  // near a number: money
  std::vector<std::string> digits;   // "zero", "one" ... "double"
  std::unique_ptr<const Patterns> patterns;
};
// Either may be "" or unknown. Made at the first call for a set of languages and kept; any thread.
[[nodiscard]] const WordTable& Words(std::string_view language, std::string_view country);
// Is `c` of a script that is written without spaces between words?
[[nodiscard]] bool IsUnspaced(char32_t c);
[[nodiscard]] bool BeginsUnspaced(std::string_view text);
[[nodiscard]] size_t CountOfCharacters(std::string_view text);
// Words as an RE2 alternation, longest first, any white space where the phrase has a space.
[[nodiscard]] std::string Alternation(const std::vector<std::string>& phrases);

// True if a letter or digit stands directly before `at` / at `at`.
[[nodiscard]] bool LetterBefore(std::string_view text, size_t at);
[[nodiscard]] bool LetterAt(std::string_view text, size_t at);
// Is one of the `count` words before/after the span [begin, end) in `set`?
[[nodiscard]] bool WordBefore(const Folded& folded, size_t begin, int count, const WordSet& set);
[[nodiscard]] bool WordAfter(const Folded& folded, size_t end, int count, const WordSet& set);

// A run of digits with separators between them: "+88 (0) 1712-345678".
struct Cluster {
  size_t begin = 0;
  size_t end = 0;
  std::string digits;
  std::vector<size_t> groups;  // lengths of the runs of digits
  bool plus = false;
  std::vector<size_t> at;  // offset of each digit
};
inline constexpr size_t kMaxGap =
    3;  // separators between two digits of one number, as in "+88 (0) 17"
[[nodiscard]] std::vector<Cluster> Clusters(std::string_view digits_view, size_t max_gap = kMaxGap);
// Signs that are no separators of numbers (commas, brackets, emoji) as dashes; the same length.
[[nodiscard]] std::string WithoutMarks(std::string_view digits_view);

// scrub_doubt.cpp. A currency or a unit stands next to it, and it could be an amount.
[[nodiscard]] bool IsAmount(const WordTable& words, const Folded& folded, const Cluster& number);
// "450 450 450"
[[nodiscard]] bool SamePayAgain(const Cluster& number);
// What says that a number that libphonenumber did not know is none: kAmount gives way to a
// neighbour country's numbers, kCounts ("10 12 14") to the country's own.
enum class Doubt : uint8_t { kNone, kAmount, kCounts, kInnocent };
[[nodiscard]] Doubt DoubtAbout(const WordTable& words, const Folded& folded, const Cluster& number);

// Covers money, dates, hours, ticket codes, statutes and postal codes in `folded.digits`.
void CoverInnocent(std::string_view country, const WordTable& words, Folded& folded);
void FindContacts(const Folded& folded, Spans& spans);  // e-mail, links, handles
void FindAccounts(const Folded& folded, Spans& spans);  // bank cards, IBAN
void FindIds(const WordTable& words, const Folded& folded, Spans& spans);
void FindCheckedIds(std::string_view country, const Folded& folded, Spans& spans);
void FindBirthDates(const WordTable& words, const Folded& folded, Spans& spans);
void FindPhones(std::string_view country, const WordTable& words, const Folded& folded,
                Spans& spans);
void FindSpoken(const WordTable& words, const Folded& folded, Spans& spans);  // numbers in words
void FindOwn(const ScrubContext& context, const WordTable& words, const Folded& folded,
             Spans& spans);
void FindNames(const WordTable& words, const Folded& folded, Spans& spans);
// The sum over the digits from the right, every second one doubled, ends in 0 (cards, several
// national ids).
[[nodiscard]] bool PassesLuhn(std::string_view digits);

// Is it a number that the country gives out? False for what has letters.
[[nodiscard]] bool IsPhoneNumber(const std::string& digits, std::string_view country);
// The number without its country code ("1712345678" of "+8801712345678"); its digits if it cannot
// be parsed.
[[nodiscard]] std::string NationalDigits(std::string_view number, std::string_view country);

}  // namespace privacy
