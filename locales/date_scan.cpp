// SPDX-License-Identifier: Apache-2.0
#include "locales/date_scan.h"

#include <algorithm>
#include <utility>

#include "locales/joined_words.h"
#include "locales/option_words.h"
#include "locales/typos.h"

namespace locales {
namespace {

bool IsDateMark(char32_t c) {
  return IsSentenceMark(c) || c == U'/' || c == U'-' || c == U',' || c == U'\n' || c == 0x2013 ||
         c == 0x060C || c == 0x1363 || c == U'(' || c == U')';
}

bool IsWord(const Folded& text, size_t i) {
  return i < text.tokens.size() && text.tokens[i].kind == Token::Kind::kWord;
}

// "3月", "tháng 3": the number beside the word "month" is the month.
void TakeMonthMark(const Folded& text, DateWord word, size_t* next, Found* found) {
  size_t number = *next;
  if (word == DateWord::kMonthBefore) {
    const bool digits =
        number < text.tokens.size() && text.tokens[number].kind == Token::Kind::kDigits;
    if (!digits) return;  // a month's name follows
    found->unknown = found->unknown || found->month != 0;
    found->month = NumberOf(text.Text(text.tokens[(*next)++]));
  } else {
    found->unknown = found->unknown || found->numbers.empty() || found->month != 0;
    if (found->unknown) return;
    found->month = found->numbers.back();
    found->numbers.pop_back();
    found->lengths.pop_back();
  }
  found->unknown = found->unknown || found->month < 1 || found->month > 12;
}

void TakeDatePart(const DatePart& part, Found* found) {
  switch (part.kind) {
    case DatePart::Kind::kMonth:
      found->unknown = found->month != 0;
      found->month = part.number;
      found->calendar = part.calendar;
      return;
    case DatePart::Kind::kWeekday:
      if (part.also_week && found->weekday != 0) {  // "jumat minggu lalu"
        found->words.push_back(DateWord::kWeeks);
        return;
      }
      found->weekday = part.number;
      found->also_week = part.also_week;
      return;
    case DatePart::Kind::kDaysAgo:
      found->unknown = found->days_ago != 0;
      found->days_ago = part.number;
      return;
    case DatePart::Kind::kWord:
      break;
  }
  const bool mark = part.word == DateWord::kMonthBefore || part.word == DateWord::kMonthAfter;
  if (part.word != DateWord::kFiller && !mark) found->words.push_back(part.word);
}

// "2 weeks ago" where "Ago" is August too: behind a unit it is the English word.
const DatePart* DatePartOf(std::u32string_view phrase, const Words& words, const Found& found) {
  const DatePart* part = words.FindDate(phrase);
  const bool counts = !found.words.empty() && (found.words.back() == DateWord::kDays ||
                                               found.words.back() == DateWord::kWeeks);
  if (part == nullptr || part->kind != DatePart::Kind::kMonth || !counts ||
      words.english == nullptr)
    return part;
  const DatePart* english = words.english->dates.Find(phrase);
  return english != nullptr && english->word == DateWord::kAgo ? english : part;
}

// "octuvre", "wendsday": one error in a long name of a month or a weekday. nullptr if it is none,
// or could be two.
const DatePart* SlipOf(std::u32string_view word, const Words& words) {
  constexpr size_t kShortest = 6;
  if (word.size() < kShortest || WritesWithoutSpaces(word)) return nullptr;
  const DatePart* out = nullptr;
  for (const Lexicon* lexicon : {words.local, words.english}) {
    if (lexicon == nullptr) continue;
    for (const auto& [name, part] : lexicon->dates) {
      const bool named =
          part.kind == DatePart::Kind::kMonth || part.kind == DatePart::Kind::kWeekday;
      if (!named || name.size() < kShortest || name[0] != word[0] ||
          EditDistance(word, name, 1) > 1)
        continue;
      const bool same = out == nullptr || (out->kind == part.kind && out->number == part.number &&
                                           out->calendar == part.calendar);
      if (!same) return nullptr;
      out = &part;
    }
  }
  return out;
}

// "twenty five", "twenty fifth": one number while it goes on, else the next one.
void TakeNumberWord(double value, uint8_t grammar, std::optional<Composer> before, Found* found) {
  constexpr double kMost = 31;
  if (before) {
    before->Word(value, grammar, false);
    if (!before->second() && before->value() <= kMost) {
      found->numbers.back() = static_cast<int>(before->value());
      found->counting = before;
      return;
    }
  }
  found->counting.emplace().Word(value, grammar, false);
  found->numbers.push_back(static_cast<int>(value));
  found->lengths.push_back(kInWords);
}

void TakeWord(const Folded& text, const Words& words, size_t* i, Found* found) {
  const auto counting = std::exchange(found->counting, std::nullopt);
  // Words with nothing but spaces, hyphens and dots between them ("avant-hier", "พ.ย.").
  std::vector<size_t> run;
  const auto goes_on = [&](size_t at) {
    const bool digits = at > *i && words.HaveDigits() && at < text.tokens.size() &&
                        text.tokens[at].kind == Token::Kind::kDigits;  // Vietnamese "thứ 6"
    return IsWord(text, at) || digits;
  };
  for (size_t at = *i; goes_on(at) && run.size() < words.LongestDate(); ++at) {
    run.push_back(at);
    const bool mark = at + 1 < text.tokens.size() && text.tokens[at + 1].glued &&
                      (text.tokens[at + 1].symbol == U'-' || text.tokens[at + 1].symbol == U'.');
    if (mark) ++at;
  }
  for (; !run.empty(); run.pop_back()) {
    const size_t last = run.back();
    const auto phrase = text.Span(*i, last);
    if (const DatePart* part = DatePartOf(phrase, words, *found)) {
      TakeDatePart(*part, found);
      *i = last + 1;
      const bool mark = part->word == DateWord::kMonthBefore || part->word == DateWord::kMonthAfter;
      if (mark) TakeMonthMark(text, part->word, i, found);
      return;
    }
    if (const auto ordinal = words.Ordinal(phrase); ordinal && *ordinal >= 1 && *ordinal <= 31) {
      TakeNumberWord(*ordinal, 0, counting, found);
      *i = last + 1;
      return;
    }
    if (words.IsCourtesy(phrase)) {  // "yesterday sir"
      *i = last + 1;
      return;
    }
    const Part* number = words.FindPart(phrase);
    if (number != nullptr && number->kind == PartKind::kNot)
      break;  // Samoan "e le": two fillers that negate together
    if (number != nullptr && number->kind == PartKind::kNumber && number->value >= 1 &&
        number->value <= 31) {
      TakeNumberWord(number->value, number->grammar, counting, found);
      *i = last + 1;
      return;
    }
    if (number != nullptr && number->kind == PartKind::kAnd && counting) {  // "treinta y uno"
      found->counting = counting;
      *i = last + 1;
      return;
    }
  }
  const DatePart* slip = SlipOf(text.Text(text.tokens[(*i)++]), words);
  found->unknown = slip == nullptr;
  if (slip != nullptr) TakeDatePart(*slip, found);
}

}  // namespace

Found ScanDate(const Folded& joined, const Words& words) {
  const auto known = [&](std::u32string_view piece) {
    if (words.FindDate(piece) != nullptr || words.local == nullptr || words.IsCourtesy(piece))
      return true;
    const Part* part = words.local->parts.Find(piece);  // without its suffix: "三天" is 三 and 天
    return part != nullptr && part->kind == PartKind::kNumber;
  };
  const auto may_begin = [&](std::u32string_view three) {
    return words.local == nullptr || words.local->dates.MayBegin(three) || words.MayBegin(three);
  };
  const Folded text =
      CutWords(joined, {known, words.local != nullptr ? words.local->longest_piece : 1, may_begin});
  Found found;
  for (size_t i = 0; i < text.tokens.size() && !found.unknown;) {
    const Token& token = text.tokens[i];
    if (token.kind == Token::Kind::kWord) {
      TakeWord(text, words, &i, &found);
      continue;
    }
    if (token.symbol != U'-') found.counting.reset();  // "vingt-trois"
    if (token.kind == Token::Kind::kDigits) {
      const int value = NumberOf(text.Text(token));  // -1: longer than a year
      found.unknown = value < 0;
      found.numbers.push_back(value);
      found.lengths.push_back(token.length);
    } else if (token.kind == Token::Kind::kSymbol && !IsDateMark(token.symbol)) {
      found.unknown = true;
    }
    ++i;
  }
  // "the day 12 March": the day means something only beside "ago".
  if (std::find(found.words.begin(), found.words.end(), DateWord::kAgo) == found.words.end())
    std::erase(found.words, DateWord::kDays);
  // "ago" may stand on both sides of what it counts.
  const auto ago = std::find(found.words.begin(), found.words.end(), DateWord::kAgo);
  if (ago != found.words.end())
    found.words.erase(std::remove(ago + 1, found.words.end(), DateWord::kAgo), found.words.end());
  return found;
}

}  // namespace locales
