// SPDX-License-Identifier: Apache-2.0
// Bank cards, IBAN, birth dates, and numbers that a word before them makes an identity.
#include <algorithm>
#include <cctype>

#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"
#include "privacy/scrub_patterns.h"

namespace privacy {
using re2::RE2;

bool PassesLuhn(std::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    int value = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

namespace {

// ISO 13616: the first four characters moved to the end, letters as 10..35, modulo 97 is 1.
bool PassesIban(std::string_view compact) {
  int rest = 0;
  for (size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[(i + 4) % compact.size()];
    const int value = c >= '0' && c <= '9' ? c - '0' : c - 'a' + 10;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest == 1;
}

// Card numbers end where a group ends: an expiry date or an amount may follow in the same run.
void FindCardsIn(const Cluster& cluster, Spans& spans) {
  if (cluster.plus || cluster.digits.size() < 13) return;
  for (size_t first = 0, from = 0; first < cluster.groups.size(); from += cluster.groups[first++]) {
    size_t size = 0;
    for (size_t last = first; last < cluster.groups.size() && size <= 19; ++last) {
      size += cluster.groups[last];
      const std::string_view digits = std::string_view(cluster.digits).substr(from, size);
      if (size < 13 || size == 17 || size == 18 || size > 19 || digits[0] < '2' ||
          digits[0] > '6' || !PassesLuhn(digits))
        continue;
      spans.push_back({cluster.at[from], cluster.at[from + size - 1] + 1, Label::kAccount});
    }
  }
}

constexpr size_t kMaxMarks = 4;  // bytes between two groups of a card: "4111, 1111"

void FindCards(const Folded& folded, Spans& spans) {
  for (const Cluster& cluster : Clusters(folded.digits)) FindCardsIn(cluster, spans);
  // Commas stand between amounts and years too: here only groups as they are printed on cards.
  for (const Cluster& cluster : Clusters(WithoutMarks(folded.digits), kMaxMarks)) {
    const bool printed = cluster.groups == std::vector<size_t>{4, 4, 4, 4} ||
                         cluster.groups == std::vector<size_t>{4, 6, 5};
    if (printed && !cluster.digits.starts_with("20")) FindCardsIn(cluster, spans);
  }
}

constexpr size_t kLettersOfBank = 4;  // "NWBK"

void FindIbans(const Folded& folded, Spans& spans) {
  static const RE2 pattern(R"([a-z]{2}\d{2}(?:[ .\-]{0,2}[a-z0-9]){11,40})");
  EachMatch(pattern, folded.lower, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.lower, whole);
    if (LetterBefore(folded.lower, begin)) return false;
    std::string compact;
    size_t end = 0;
    size_t letters = 0;  // that a group consists of so far
    for (size_t i = 0; i < whole.size(); ++i) {
      const bool separator = std::isalnum(static_cast<unsigned char>(whole[i])) == 0;
      const bool letter = std::isalpha(static_cast<unsigned char>(whole[i])) != 0;
      letters = letter && (letters > 0 || i == 0 || whole[i - 1] == ' ') ? letters + 1 : 0;
      if (letters > kLettersOfBank) break;  // a word behind the number
      if (separator) continue;
      compact.push_back(whole[i]);
      if (compact.size() >= 15 && compact.size() <= 34 && !LetterAt(folded.lower, begin + i + 1) &&
          PassesIban(compact))
        end = begin + i + 1;
    }
    if (end != 0) spans.push_back({begin, end, Label::kAccount});
    return end != 0;
  });
}

}  // namespace

void FindAccounts(const Folded& folded, Spans& spans) {
  if (folded.digit_count < 10) return;
  FindCards(folded, spans);
  FindIbans(folded, spans);
}

namespace {

// "my card since 2023"
bool IsRecentYear(std::string_view value) {
  return value.size() == 4 && value >= "1990" && value <= "2039";
}

}  // namespace

void FindIds(const WordTable& words, const Folded& folded, Spans& spans) {
  // One or two letters and seven to nine digits: the form of most passports.
  static const RE2 passport(R"([A-Z]{1,2}\d{7,9})");
  std::string view = folded.lower;
  for (size_t i = 0; i < view.size(); ++i) {
    if (folded.digits[i] == kCovered) view[i] = kCovered;
  }
  EachMatch(words.patterns->id, view, [&](std::string_view whole, std::string_view value) {
    const size_t begin = OffsetIn(view, value);
    const size_t end = begin + value.size();
    // "card 500": an amount as likely; "card no. 500", "card: 500" is not.
    const char before = view[begin - 1];
    const bool told = before == ':' || before == '#' || before == '.';
    const auto digits =
        std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool quantity =
        end < view.size() && view[end] == ' ' && WordAfter(folded, end, 1, words.quantities);
    const bool part_of_word = !BeginsUnspaced(whole) && LetterBefore(view, OffsetIn(view, whole));
    if (part_of_word || digits < (told ? 3 : 4) || quantity || (!told && IsRecentYear(value)))
      return false;
    spans.push_back({begin, end, Label::kId});
    return true;
  });
  EachMatch(passport, folded.text, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.text, whole);
    if (LetterBefore(folded.text, begin) || LetterAt(folded.text, begin + whole.size()) ||
        folded.digits[begin] == kCovered)
      return false;
    spans.push_back({begin, begin + whole.size(), Label::kId});
    return true;
  });
}

void FindBirthDates(const WordTable& words, const Folded& folded, Spans& spans) {
  for (const RE2* pattern : {&words.patterns->birth, &words.patterns->birth_after}) {
    EachMatch(*pattern, folded.lower, [&](std::string_view whole, std::string_view date) {
      if (!BeginsUnspaced(whole) && LetterBefore(folded.lower, OffsetIn(folded.lower, whole)))
        return false;
      const size_t begin = OffsetIn(folded.lower, date);
      spans.push_back({begin, begin + date.size(), Label::kDate});
      return true;
    });
  }
}

}  // namespace privacy
