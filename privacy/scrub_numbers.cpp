// SPDX-License-Identifier: Apache-2.0
// Numbers in a text: which runs of digits belong together, and which of them are money, dates,
// hours or ticket codes.
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdlib>

#include "core/utf8.h"
#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"
#include "privacy/scrub_patterns.h"

namespace privacy {
namespace {

using re2::RE2;

constexpr size_t kLongestCode = 13;  // digits
constexpr size_t kMillions = 9;      // characters of "1.234.567"
constexpr std::string_view kSeparators = " -.()/_*~\t'";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool LooksLikeDigit(char c) { return c == 'o' || c == 'O' || c == 'l' || c == 'I' || c == 'i'; }

// The Burmese letter wa looks like the digit zero and is typed for it.
void ReadWaAsZero(std::string& view) {
  constexpr std::string_view kWa = "\xE1\x80\x9D";
  for (size_t at = view.find(kWa); at != std::string::npos; at = view.find(kWa, at + kWa.size())) {
    const size_t end = at + kWa.size();
    const bool before = at > 0 && (IsDigit(view[at - 1]) || view[at - 1] == '-');
    if (before || (end < view.size() && IsDigit(view[end]))) view.replace(at, kWa.size(), "0--");
  }
}

// "o17l2345678": letters that stand for digits in a long number.
void ReadLettersAsDigits(std::string& view) {
  ReadWaAsZero(view);
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

// Do digits follow or stand before it behind one space: is it the beginning or the end of a longer
// number?
bool GoesOn(std::string_view text, size_t begin, size_t end) {
  return (begin > 1 && text[begin - 1] == ' ' && IsDigit(text[begin - 2])) ||
         (end + 1 < text.size() && text[end] == ' ' && IsDigit(text[end + 1]));
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
bool IsYearOfAnyEra(int value) {
  return IsYear(value) || (value >= 2480 && value <= 2600) || (value >= 1380 && value <= 1500);
}  // Buddhist, Islamic
bool IsDayAndMonth(int a, int b) {
  return a >= 1 && b >= 1 && std::max(a, b) <= 31 && std::min(a, b) <= 12;
}

bool IsDate(std::string_view text) {
  const auto numbers = NumbersIn(text);
  if (numbers.size() != 3) return false;
  const size_t first = text.find_first_not_of("0123456789");
  const size_t second = text.find_last_not_of("0123456789");
  if (text[first] != text[second]) return false;
  const auto year = text[first] == ' ' ? IsYear : IsYearOfAnyEra;
  if (year(numbers[0])) return IsDayAndMonth(numbers[1], numbers[2]);
  const bool short_year = numbers[2] < 100 && text[first] != ' ';
  return IsDayAndMonth(numbers[0], numbers[1]) && (year(numbers[2]) || short_year);
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
void CoverCodes(std::string_view country, const WordTable& words, Folded& folded) {
  EachMatch(words.patterns->code, folded.lower, [&](std::string_view whole, std::string_view code) {
    const size_t at = OffsetIn(folded.lower, code);
    const auto digits = static_cast<size_t>(std::count_if(code.begin(), code.end(), IsDigit));
    const bool could_be_phone = digits == code.size() && digits >= 9 &&
                                (digits > kLongestCode || (code[0] == '0' && code[1] != '0') ||
                                 IsPhoneNumber(std::string(code), country));
    const bool part_of_word =
        !BeginsUnspaced(whole) && LetterBefore(folded.lower, OffsetIn(folded.lower, whole));
    if (part_of_word || LetterAt(folded.lower, at + code.size()) || digits == 0 ||
        code.size() < 4 || code.size() > 20 || could_be_phone) {
      return false;
    }
    Cover(folded, std::string_view(folded.digits).substr(at, code.size()));
    return true;
  });
}

// Post office boxes and postal codes of a form that no number of the country has; numbers of court
// files.
void CoverPlaces(std::string_view country, Folded& folded) {
  static const RE2 box(R"((?:p\.?\s?o\.?\s?box|bp|b\.p\.)[\s:#]*(\d{1,6}(?:\s?-\s?\d{4,5})?))");
  static const RE2 brazil(R"(\d{5}-\d{3})");
  static const RE2 portugal(R"(\d{4}-\d{3})");
  static const RE2 america(R"(\d{5}-\d{4})");
  static const RE2 court(R"(\d{7}-\d{2}\.\d{4}\.\d\.\d{2}\.\d{4})");  // Brazil, CNJ
  EachMatch(box, folded.lower, [&](std::string_view whole, std::string_view code) {
    if (LetterBefore(folded.lower, OffsetIn(folded.lower, whole))) return false;
    Cover(folded,
          std::string_view(folded.digits).substr(OffsetIn(folded.lower, code), code.size()));
    return true;
  });
  const auto all = [](std::string_view, size_t) { return true; };
  if (country == "BR") CoverMatches(folded, brazil, all);
  if (country == "BR") CoverMatches(folded, court, all);
  if (country == "PT") CoverMatches(folded, portugal, all);
  if (country == "US") CoverMatches(folded, america, all);
}

// Dates, hours, statutes.
void CoverTimes(std::string_view country, const WordTable& words, Folded& folded) {
  static const RE2 date(
      R"(\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2}))");
  static const RE2 dates(
      R"(\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\s?(?:-|/)\s?\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))");
  static const RE2 clock(R"((?:[01]\d|2[0-3])[0-5]0\s?-\s?(?:[01]\d|2[0-4])[0-5]0)");  // 0600-1430
  static const RE2 shift(R"((?:[01]\d|2[0-3])[0-5][05] (?:[01]\d|2[0-4])[0-5][05])");  // 0700 1900
  static const RE2 years(R"((?:19|20|25)\d\d\s?[-/]\s?(?:19|20|25)\d\d)");
  static const RE2 times(R"(\d{1,2}[:.]\d{2}\s*-\s*\d{1,2}[:.]\d{2}|\d{1,2}:\d{2}(?::\d{2})?)");
  static const RE2 statute(
      R"((?:\d{1,5}|\d{1,2}\.\d{3})\s?/\s?(?:19|20)\d{2}|(?:19|20)\d{2}\s?/\s?\d{1,6})");  // Lei 13.467/2017,
                                                                                           // PP
                                                                                           // 35/2021
  CoverMatches(folded, dates, [](std::string_view text, size_t) { return AreTwoDates(text); });
  CoverMatches(folded, clock, [&](std::string_view, size_t begin) {
    return !WordBefore(folded, begin, 4, words.phone);
  });
  CoverMatches(folded, shift, [&](std::string_view text, size_t begin) {
    return !GoesOn(folded.digits, begin, begin + text.size()) &&
           !WordBefore(folded, begin, 4, words.phone) &&
           !IsPhoneNumber(std::string(text.substr(0, 4)) + std::string(text.substr(5)), country);
  });
  CoverMatches(folded, date, [](std::string_view text, size_t) { return IsDate(text); });
  CoverMatches(folded, years, [](std::string_view, size_t) { return true; });
  CoverMatches(folded, statute, [](std::string_view, size_t) { return true; });
  CoverMatches(folded, times, [](std::string_view text, size_t) { return IsTimes(text); });
}

void CoverMoney(const WordTable& words, Folded& folded) {
  static const RE2 commas(R"(\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d{1,2})?)");
  static const RE2 groups(R"([1-9]\d{0,2}(?:[. ]\d{3})+)");
  static const RE2 decimal(R"([1-9]\d{0,5}[.,]\d{1,3})");
  CoverMatches(folded, commas, [](std::string_view, size_t) { return true; });
  CoverMatches(folded, groups, [&](std::string_view text, size_t begin) {
    const bool millions = text.size() == kMillions && text.find_first_of(". ") == 1 &&
                          !WordBefore(folded, begin, 4, words.phone);
    const bool goes_on = text.find(' ') != std::string_view::npos && begin > 1 &&
                         folded.digits[begin - 1] == ' ' && IsDigit(folded.digits[begin - 2]);
    if (goes_on) return false;  // "+886 912 162 000"
    return text.ends_with("000") || millions ||
           WordAfter(folded, begin + text.size(), 1, words.quantities);
  });
  CoverMatches(folded, decimal, [&](std::string_view text, size_t begin) {
    const bool thousands = text.size() > 4 && !IsDigit(text[text.size() - 4]);
    if (thousands && GoesOn(folded.digits, begin, begin + text.size()))
      return false;  // "612.345 678"
    const auto digit = [&](size_t at) {
      return at < folded.digits.size() && IsDigit(folded.digits[at]);
    };
    const auto comma = [&](size_t at) {
      return at < folded.digits.size() && folded.digits[at] == ',';
    };
    const size_t end = begin + text.size();
    return !(begin > 1 && comma(begin - 1) && digit(begin - 2)) &&
           !(comma(end) && digit(end + 1));  // "0,9,1,7 ..."
  });
}

}  // namespace

void CoverInnocent(std::string_view country, const WordTable& words, Folded& folded) {
  ReadLettersAsDigits(folded.digits);
  CoverPlaces(country, folded);
  CoverCodes(country, words, folded);
  CoverTimes(country, words, folded);
  CoverMoney(words, folded);
}

std::string WithoutMarks(std::string_view view) {
  std::string out(view);
  for (size_t at = 0; at < out.size();) {
    const size_t from = at;
    const auto c = static_cast<UChar32>(core::NextCodePoint(view, at));
    const bool sign =
        c < 0x80 ? std::string_view(",:;|=\\[]{}<>\"#!?").find(view[from]) != std::string_view::npos
                 : (U_GET_GC_MASK(c) & (U_GC_S_MASK | U_GC_P_MASK)) != 0;
    if (sign)
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(from),
                out.begin() + static_cast<std::ptrdiff_t>(at), '-');
  }
  return out;
}

std::vector<Cluster> Clusters(std::string_view view, size_t max_gap) {
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
      } else if (kSeparators.find(view[at]) != std::string_view::npos && ++gap <= max_gap) {
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
