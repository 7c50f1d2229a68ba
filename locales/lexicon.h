// SPDX-License-Identifier: Apache-2.0
// The answer words of one language, folded, as its catalog file lists them. Built once, then only
// read.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "locales/calendars.h"
#include "locales/phrase_map.h"

namespace locales {

// What a whole message can be; bits, as one word may be several ("n" is a no).
enum WholeClass : uint32_t {
  kIsYes = 1U << 0,
  kIsNo = 1U << 1,
  kIsRefused = 1U << 2,
  kIsDontKnow = 1U << 3,
  kIsStop = 1U << 4,
  kIsStopUnlessOption = 1U << 5,
  kIsHelp = 1U << 6,
  kIsBack = 1U << 7,
  kIsSkip = 1U << 8,
  kIsLanguage = 1U << 9,
  kIsResume = 1U << 10,
  kIsReal = 1U << 11,
  kIsStart = 1U << 12,
  kIsPolite = 1U << 13,
  kIsOptionWord = 1U << 14,
  kIsGreeting = 1U << 15,
  kIsFiller = 1U << 16,
  kIsArticle = 1U << 19,
  kIsDelete = 1U << 20,
  kIsMyData = 1U << 21,
  kIsStatus = 1U << 22,
  kIsNone = 1U << 23,     // "none of these": an option of that name goes with no other
  kIsClosing = 1U << 24,  // "thank you very much", "bye": asks for nothing
  kIsOf = 1U << 25,       // links a person to another: "of", "del", "का"
  kIsKin = 1U << 27,      // somebody's brother or friend: "adik mandor", "老板朋友"
  kIsAround = 1U << 26,   // stands around an option and may belong to its label: "I", "they pay"
  // Exactly the first word of "yes" / "no": what a survey's own options are called.
  kIsPlainYes = 1U << 17,
  kIsPlainNo = 1U << 18,
};

// What a word inside an answer can be.
enum class PartKind : uint8_t {
  kNumber,
  kNot,
  kRange,
  kBound,
  kAbout,
  kHalfBefore,  // `value` stands before the number that it is added to
  kHalfAfter,   // "rưỡi": half of what was counted just now
  kPoint,       // "point" in "two point five"
  kAnd,
  kOr,
  kUnit,
  kEvery,  // a number behind it tells how often: "every 2 weeks"
  kFiller
};
// How a language puts number words together ("number_grammar" of its file); bits.
enum NumberGrammar : uint8_t {
  kTenAdds = 1U << 0,        // "ten two" is 12
  kTenMultiplies = 1U << 1,  // "three ten" is 30
  kScaleFirst = 1U << 2,     // "hundred five" is 500 (Swahili)
  kUnitsFirst = 1U << 3,     // "five and twenty" is 25 (Arabic)
  kShortTail = 1U << 4,      // "hundred five" is 150 (Chinese, Vietnamese)
  kUnclearTail =
      1U << 5,  // "thousand five" is 1,005 in writing and 1,500 in speech: asked back (Thai)
};
struct Part {
  PartKind kind = PartKind::kFiller;
  // Of a unit or filler the number that it begins with: "one day", "bir gün", "一天". Of a bound 1
  // for "more than", -1 for "less than", else 0.
  double value = 0;
  uint8_t grammar = 0;     // of its language
  bool also_unit = false;  // a number that is also a unit: "năm" is 5 and a year
};

enum class DateWord : uint8_t {
  kToday,
  kYesterday,
  kDayBeforeYesterday,
  kTomorrow,
  kAgo,
  kDays,
  kWeeks,
  kLast,
  kLastWeek,
  kLastYear,
  kMonthBefore,
  kMonthAfter,
  kFiller
};
// What a word beside a clock time can be.
enum class TimeWord : uint8_t { kAm, kPm, kNight, kNoon, kMidnight, kHour, kHalfPast };
struct DatePart {
  enum class Kind : uint8_t { kMonth, kWeekday, kDaysAgo, kWord } kind = Kind::kWord;
  int number = 0;  // month 1..12 (Ethiopian 1..13), weekday 1 (Monday)..7, days ("a week ago": 7)
  DateWord word = DateWord::kFiller;
  bool also_week = false;  // a weekday that is also the word for a week: Khmer, Filipino
  Calendar calendar = Calendar::kGregorian;  // of a month
};

struct Lexicon {
  std::string language;
  int32_t script = 0;  // UScriptCode of the language's own name
  PhraseMap<uint32_t> whole;
  PhraseMap<Part> parts;
  PhraseMap<int> ordinals;
  PhraseMap<DatePart> dates;
  PhraseMap<TimeWord> times;
  bool hour_before_is_clock = false;  // "jam 10" is ten o'clock, "10 jam" ten hours
  bool times_from_six = false;        // the clock starts at dawn: "saa mbili" is eight o'clock
  std::vector<std::u32string> number_suffixes;
  [[nodiscard]] bool CountsWith(std::u32string_view suffix) const {
    return std::find(number_suffixes.begin(), number_suffixes.end(), suffix) !=
           number_suffixes.end();
  }
  uint64_t suffix_ends = 0;  // a bit for each last letter (modulo 64) of a number suffix
  std::vector<std::u32string> and_prefixes;      // "and" written together with the next word
  std::vector<std::u32string> and_suffixes;      // the same behind it: "ጓንትና", "அட்டையும்"
  std::vector<std::u32string> article_prefixes;  // an article written together with its word
  std::vector<std::u32string> label_suffixes;    // case endings: "patronda" is "patron"
  std::vector<std::u32string> of_suffixes;       // "of" written together with its word: "মালিকের"
  std::vector<std::u32string> of_prefixes;       // Amharic "የባለቤቱ"
  // What is meant stands behind the link: "मालिक का भाई", not "hermano del jefe".
  bool head_last = false;
  bool bare_of = false;  // no word links the two: Indonesian "pemilik kebun" (owner of the farm)
  std::vector<std::string>
      accented_stops;  // whole messages whose accents matter: "dừng", not "đúng"
  // What a word means when it is typed with its accents, where folding would make another word of
  // it: "tầm" (about) is not "tám" (8). To a word that folds rightly, or to "" if it is none of
  // ours.
  std::map<std::string, std::string, std::less<>> respelled;
  std::vector<std::u32string> they;        // somebody else: "he", "they"
  std::vector<std::u32string> self;        // "myself" and "himself" in one word: "खुद", "自己"
  std::vector<std::u32string> dense_nots;  // "not" in a script without spaces, none within another
  std::u32string laughs_with;              // a digit that stands for laughing: Thai "555"
  uint8_t grammar = 0;                     // NumberGrammar
  bool words_with_digits = false;          // some entries mix letters and digits ("sa3a")
  size_t longest_joined =
      1;  // in characters, of what may stand around an option: articles, numbers, "and"
  size_t longest_piece = 1;  // in characters, of any entry: bounds the splitting of joined words
  std::vector<std::u32string>
      negative_suffixes;    // "less" in "harmless": a prefix match must not cross them
  PhraseMap<int> letters;   // native letters that number options, from 1
  size_t longest_part = 1;  // in words
  size_t longest_date = 1;
};

// The members "words", "numbers", ... of a catalog file; what is wrong goes to the reader's
// problems.
[[nodiscard]] Lexicon ReadLexicon(std::string language, std::string_view own_name,
                                  core::ObjectReader& file);

// Of units and fillers that begin with a number, like "one day", sets Part::value.
void FindCounted(Lexicon& lexicon);
// Lets Words::MayBegin know of short numbers with a number suffix ("三天").
void NoteSuffixed(Lexicon& lexicon);

// Control and answer classes of a whole message; letters drawn out ("stoppp") count as typed once.
// 0 if none.
[[nodiscard]] uint32_t WholeMask(const Lexicon& lexicon, std::u32string_view key);

// The two languages that an answer is read in: the question's, then English. Either may be null.
struct Words {
  const Lexicon* local = nullptr;
  const Lexicon* english = nullptr;

  [[nodiscard]] uint32_t Whole(std::u32string_view key)
      const;  // of the first language in which it is an answer or a control word
  // Whether the whole message, as typed, is a stop word that only its accents tell from another
  // word.
  [[nodiscard]] bool StopsByAccents(std::string_view text) const;
  // The text as it is to be folded where no labels are compared with it (Lexicon::respelled).
  [[nodiscard]] std::string Respelled(std::string_view text) const;
  // With number suffixes taken off ("পাঁচটা"); nullptr if unknown. `counts` becomes true if such a
  // suffix says what is counted.
  [[nodiscard]] const Part* FindPart(std::u32string_view phrase, bool* counts = nullptr) const;
  // Whether FindPart or Whole may know something that begins with these three characters of a text
  // without spaces: no is certain.
  [[nodiscard]] bool MayBegin(std::u32string_view three) const;
  // As FindPart for a number behind a joined "and" ("وثلاثة"); nullptr if it is none.
  [[nodiscard]] const Part* FindAfterAnd(std::u32string_view phrase) const;
  [[nodiscard]] const DatePart* FindDate(std::u32string_view phrase) const;
  [[nodiscard]] std::optional<TimeWord> FindTime(std::u32string_view phrase) const;
  [[nodiscard]] std::optional<int> Ordinal(std::u32string_view key) const;
  // Whether the phrase is a courtesy and nothing else.
  [[nodiscard]] bool IsCourtesy(std::u32string_view phrase) const {
    const uint32_t mask = Whole(phrase);
    return (mask & kIsPolite) != 0 && (mask & (kIsPolite - 1)) == 0;
  }
  // Whether a word links a person to another ("of"), as a word of its own or written together with
  // the one that it belongs to. One letter ends many words: it counts behind a word that is not
  // itself one of `names`, English "s" only behind one of them.
  [[nodiscard]] bool Links(std::u32string_view word) const { return (Whole(word) & kIsOf) != 0; }
  [[nodiscard]] bool EndsLinked(std::u32string_view word,
                                const std::set<std::u32string, std::less<>>& names) const;
  [[nodiscard]] bool BeginsLinked(std::u32string_view word) const;
  [[nodiscard]] bool HaveDigits() const { return local != nullptr && local->words_with_digits; }
  [[nodiscard]] size_t LongestPart() const;
  [[nodiscard]] size_t LongestDate() const;
};

}  // namespace locales
