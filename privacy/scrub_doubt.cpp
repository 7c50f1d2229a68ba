// SPDX-License-Identifier: Apache-2.0
// What says that a run of digits is an amount, a list of amounts, a date or hours rather than a
// phone number.
#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "core/utf8.h"
#include "privacy/scrub_internal.h"

namespace privacy {
namespace {

constexpr size_t kLongestMoney = 9;  // digits
constexpr size_t kShortestPay = 3;   // digits of an amount in a list of amounts

bool CurrencySign(const Folded& folded, size_t begin, size_t end) {
  const auto is_sign = [&](size_t at) {
    return at < folded.text.size() &&
           u_charType(static_cast<UChar32>(core::NextCodePoint(folded.text, at))) ==
               U_CURRENCY_SYMBOL;
  };
  size_t before = begin;
  while (before > 0 && folded.text[before - 1] == ' ') --before;
  if (before > 0) {
    do --before;
    while (before > 0 && (static_cast<uint8_t>(folded.text[before]) & 0xC0) == 0x80);
    if (is_sign(before)) return true;
  }
  while (end < folded.text.size() && folded.text[end] == ' ') ++end;
  return is_sign(end);
}

// A unit directly before it that does not belong to a number of its own: "taka 712345", not "after
// 6 pm 712345".
bool UnitBefore(const WordTable& words, const Folded& folded, size_t begin) {
  if (!WordBefore(folded, begin, 1, words.quantities)) return false;
  size_t at = begin;
  while (at > 0 && (folded.text[at - 1] < '0' || folded.text[at - 1] > '9') && begin - at < 16)
    --at;
  const bool number = at > 0 && folded.text[at - 1] >= '0' && folded.text[at - 1] <= '9';
  const auto gap = std::string_view(folded.text).substr(at, begin - at);
  return !number || gap.find_first_of(",.;:\n") != std::string_view::npos ||
         std::count(gap.begin(), gap.end(), ' ') > 2;
}

bool AllYears(const std::string& digits) {
  for (size_t at = 0; at < digits.size(); at += 4) {
    const std::string year = digits.substr(at, 4);
    if ((year < "1900" || year > "2100") && (year < "2500" || year > "2600")) return false;
  }
  return true;
}

// 20261121, 21112026
bool IsCompactDate(const Cluster& number) {
  const std::string& d = number.digits;
  if (d.size() != 8 || number.groups.size() != 1) return false;
  const auto year = [](std::string_view y) { return y >= "1950" && y <= "2069"; };
  const auto within = [](std::string_view part, std::string_view most) {
    return part >= "01" && part <= most;
  };
  const std::string_view v = d;
  return (year(v.substr(0, 4)) && within(v.substr(4, 2), "12") && within(v.substr(6), "31")) ||
         (year(v.substr(4)) && within(v.substr(2, 2), "12") && within(v.substr(0, 2), "31"));
}

template <class Good>
bool EachGroup(const Cluster& number, Good good) {
  size_t from = 0;
  return std::all_of(number.groups.begin(), number.groups.end(), [&](size_t size) {
    const std::string_view group = std::string_view(number.digits).substr(from, size);
    from += size;
    return good(group);
  });
}

// "1200 1350 1500", "35000-45000": what is paid ends in 0 or 5. Two of them must be rounder.
bool AreRoundAmounts(const Cluster& number) {
  const bool two = number.groups.size() == 2;
  return number.groups.size() > 1 && EachGroup(number, [&](std::string_view group) {
           return group.size() >= kShortestPay && group[0] != '0' &&
                  (two ? group.size() > kShortestPay && group.ends_with("00")
                       : group.back() == '0' || group.back() == '5');
         });
}

}  // namespace

bool IsAmount(const WordTable& words, const Folded& folded, const Cluster& number) {
  if (number.plus || number.digits[0] == '0' || number.digits.size() > kLongestMoney) return false;
  const bool next_to =
      number.end < folded.text.size() && WordAfter(folded, number.end, 1, words.quantities);
  return next_to || UnitBefore(words, folded, number.begin) ||
         CurrencySign(folded, number.begin, number.end);
}

bool SamePayAgain(const Cluster& number) {
  const std::string_view first =
      std::string_view(number.digits).substr(0, number.groups.empty() ? 0 : number.groups[0]);
  return number.groups.size() > 2 && !number.plus && first.size() >= kShortestPay &&
         first[0] != '0' &&
         EachGroup(number, [&](std::string_view group) { return group == first; });
}

Doubt DoubtAbout(const WordTable& words, const Folded& folded, const Cluster& number) {
  const std::string& d = number.digits;
  if (number.plus) return Doubt::kNone;
  const bool told = WordBefore(folded, number.begin, 4, words.phone);
  if (!told && (IsCompactDate(number) || SamePayAgain(number) || AreRoundAmounts(number)))
    return Doubt::kInnocent;
  if (d[0] == '0') return Doubt::kNone;
  const bool counts =
      number.groups.size() > 2 && d.size() <= 12 &&
      *std::max_element(number.groups.begin(), number.groups.end()) <= 2;  // 10 12 14 16
  const bool years = number.groups.size() > 1 && d.size() == 4 * number.groups.size() &&
                     EachGroup(number, [](std::string_view group) { return group.size() == 4; }) &&
                     AllYears(d);  // 2019 2020 2021
  if (counts) return told ? Doubt::kNone : Doubt::kCounts;
  if (years || (d.size() <= kLongestMoney && d.ends_with("000"))) return Doubt::kInnocent;
  const bool amount =
      d.size() <= kLongestMoney && WordBefore(folded, number.begin, 3, words.earnings) && !told;
  return amount ? Doubt::kAmount : Doubt::kNone;
}

}  // namespace privacy
