// SPDX-License-Identifier: Apache-2.0
// Numbers in a text: which runs of digits belong together, and which of them are money, dates,
// hours or ticket codes.
#include <algorithm>
#include <cstdlib>

#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"
#include "privacy/scrub_patterns.h"

namespace privacy {
namespace {

using re2::RE2;

constexpr size_t kMaxGap = 3;  // separators between two digits of one number, as in "+88 (0) 17"
constexpr std::string_view kSeparators = " -.()/_*~\t'";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool LooksLikeDigit(char c) { return c == 'o' || c == 'O' || c == 'l' || c == 'I'; }

// "o17l2345678": letters that stand for digits in a long number.
void ReadLettersAsDigits(std::string& view) {
  for (size_t at = 0; at < view.size();) {
    size_t end = at;
    while (end < view.size() && (IsDigit(view[end]) || LooksLikeDigit(view[end]))) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    size_t from = at;
    size_t to = end;
    if (LetterBefore(view, at))
      while (from < to && !IsDigit(view[from])) ++from;
    if (LetterAt(view, end))
      while (to > from && !IsDigit(view[to - 1])) --to;
    const auto digits = std::count_if(view.begin() + static_cast<std::ptrdiff_t>(from),
                                      view.begin() + static_cast<std::ptrdiff_t>(to), IsDigit);
    if (digits >= 5 && to - from >= 7) {
      for (size_t i = from; i < to; ++i) {
        if (!IsDigit(view[i])) view[i] = view[i] == 'o' || view[i] == 'O' ? '0' : '1';
      }
    }
    at = end;
  }
}

// Does the number [begin, end) stand alone, not as a part of a longer one?
bool StandsAlone(std::string_view text, size_t begin, size_t end) {
  if (begin > 0 && (IsDigit(text[begin - 1]) || text[begin - 1] == '+')) return false;
  if (begin > 1 && std::string_view("-./").find(text[begin - 1]) != std::string_view::npos &&
      IsDigit(text[begin - 2]))
    return false;
  if (end < text.size() && IsDigit(text[end])) return false;
  return !(end + 1 < text.size() &&
           std::string_view("-./").find(text[end]) != std::string_view::npos &&
           IsDigit(text[end + 1]));
}

std::vector<int> NumbersIn(std::string_view text) {
  std::vector<int> out;
  for (size_t at = 0; at < text.size();) {
    if (!IsDigit(text[at])) {
      ++at;
      continue;
    }
    int value = 0;
    for (; at < text.size() && IsDigit(text[at]); ++at)
      value = value < 100000 ? value * 10 + (text[at] - '0') : value;
    out.push_back(value);
  }
  return out;
}

bool IsYear(int value) { return value >= 1900 && value <= 2100; }
bool IsDayAndMonth(int a, int b) {
  return a >= 1 && b >= 1 && std::max(a, b) <= 31 && std::min(a, b) <= 12;
}

bool IsDate(std::string_view text) {
  const auto numbers = NumbersIn(text);
  if (numbers.size() != 3) return false;
  const size_t first = text.find_first_not_of("0123456789");
  const size_t second = text.find_last_not_of("0123456789");
  if (text[first] != text[second]) return false;
  if (IsYear(numbers[0])) return IsDayAndMonth(numbers[1], numbers[2]);
  const bool short_year = numbers[2] < 100 && text[first] != ' ';
  return IsDayAndMonth(numbers[0], numbers[1]) && (IsYear(numbers[2]) || short_year);
}

// "21.11.2026-25.11.2026"
bool AreTwoDates(std::string_view text) {
  const auto n = NumbersIn(text);
  return n.size() == 6 && IsDayAndMonth(n[0], n[1]) && IsDayAndMonth(n[3], n[4]);
}

bool IsTimes(std::string_view text) {
  const auto numbers = NumbersIn(text);
  for (size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] > (i % 2 == 0 ? 24 : 59)) return false;
  }
  return true;
}

void Cover(Folded& folded, std::string_view part) {
  const size_t begin = OffsetIn(folded.digits, part);
  std::fill(folded.digits.begin() + static_cast<std::ptrdiff_t>(begin),
            folded.digits.begin() + static_cast<std::ptrdiff_t>(begin + part.size()), kCovered);
}

template <class Accept>
void CoverMatches(Folded& folded, const RE2& pattern, Accept accept) {
  std::vector<std::string_view> covered;
  EachMatch(pattern, folded.digits, [&](std::string_view whole, std::string_view) {
    const size_t begin = OffsetIn(folded.digits, whole);
    const bool good =
        StandsAlone(folded.digits, begin, begin + whole.size()) && accept(whole, begin);
    if (good) covered.push_back(whole);
    return good;
  });
  for (const auto part : covered) Cover(folded, part);
}

// "ticket code K7M2-9QXD": what we gave out ourselves, and what officers must be able to read.
void CoverCodes(const WordTable& words, Folded& folded) {
  EachMatch(words.patterns->code, folded.lower, [&](std::string_view whole, std::string_view code) {
    const size_t at = OffsetIn(folded.lower, code);
    const auto digits = static_cast<size_t>(std::count_if(code.begin(), code.end(), IsDigit));
    const bool could_be_phone = digits == code.size() && (digits >= 9 || code[0] == '0');
    const bool part_of_word = !BeginsUnspaced(whole) && LetterBefore(folded.lower, OffsetIn(folded.lower, whole));
    if (part_of_word || LetterAt(folded.lower, at + code.size()) || digits == 0 || code.size() < 4 ||
        code.size() > 20 || could_be_phone) {
      return false;
    }
    Cover(folded, std::string_view(folded.digits).substr(at, code.size()));
    return true;
  });
}

}  // namespace

void CoverInnocent(const WordTable& words, Folded& folded) {
  static const RE2 date(
      R"(\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2}))");
  static const RE2 dates(
      R"(\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\s?(?:-|/)\s?\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))");
  static const RE2 clock(R"((?:[01]\d|2[0-3])[0-5]0\s?-\s?(?:[01]\d|2[0-4])[0-5]0)");  // 0600-1430
  static const RE2 years(R"((?:19|20|25)\d\d\s?[-/]\s?(?:19|20|25)\d\d)");
  static const RE2 times(R"(\d{1,2}[:.]\d{2}\s*-\s*\d{1,2}[:.]\d{2}|\d{1,2}:\d{2}(?::\d{2})?)");
  static const RE2 commas(R"(\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d{1,2})?)");
  static const RE2 groups(R"([1-9]\d{0,2}(?:[. ]\d{3})+)");
  static const RE2 statute(R"((?:\d{1,5}|\d{1,2}\.\d{3})\s?/\s?(?:19|20)\d{2}|(?:19|20)\d{2}\s?/\s?\d{1,6})");  // Lei 13.467/2017, PP 35/2021
  static const RE2 postcode(R"((?:cep|c\.e\.p\.)[\s:]*(\d{5}-\d{3}))");
  static const RE2 decimal(R"([1-9]\d{0,5}[.,]\d{1,3})");
  ReadLettersAsDigits(folded.digits);
  CoverCodes(words, folded);
  CoverMatches(folded, dates, [](std::string_view text, size_t) { return AreTwoDates(text); });
  CoverMatches(folded, clock, [&](std::string_view, size_t begin) { return !WordBefore(folded, begin, 4, words.phone); });
  CoverMatches(folded, date, [](std::string_view text, size_t) { return IsDate(text); });
  CoverMatches(folded, years, [](std::string_view, size_t) { return true; });
  CoverMatches(folded, statute, [](std::string_view, size_t) { return true; });
  EachMatch(postcode, folded.lower, [&](std::string_view, std::string_view code) {
    Cover(folded, std::string_view(folded.digits).substr(OffsetIn(folded.lower, code), code.size()));
    return true;
  });
  CoverMatches(folded, times, [](std::string_view text, size_t) { return IsTimes(text); });
  CoverMatches(folded, commas, [](std::string_view, size_t) { return true; });
  CoverMatches(folded, groups, [&](std::string_view text, size_t begin) {
    return text.ends_with("000") || WordAfter(folded, begin + text.size(), 1, words.quantities);
  });
  CoverMatches(folded, decimal, [](std::string_view, size_t) { return true; });
}

std::vector<Cluster> Clusters(std::string_view view) {
  std::vector<Cluster> out;
  for (size_t at = 0; at < view.size();) {
    if (!IsDigit(view[at])) {
      ++at;
      continue;
    }
    Cluster cluster;
    cluster.begin = at;
    for (size_t back = 1; back <= 2 && back <= at; ++back) {
      if (view[at - back] == '+') {
        cluster.plus = true;
        cluster.begin = at - back;
        break;
      }
      if (view[at - back] != '(' && view[at - back] != ' ') break;
    }
    bool new_group = true;
    size_t gap = 0;
    for (; at < view.size(); ++at) {
      if (IsDigit(view[at])) {
        if (new_group) cluster.groups.push_back(0);
        ++cluster.groups.back();
        cluster.digits.push_back(view[at]);
        cluster.at.push_back(at);
        new_group = false;
        gap = 0;
      } else if (kSeparators.find(view[at]) != std::string_view::npos && ++gap <= kMaxGap) {
        new_group = true;
      } else {
        break;
      }
    }
    cluster.end = cluster.at.back() + 1;
    at = cluster.end;
    out.push_back(std::move(cluster));
  }
  return out;
}

}  // namespace privacy
