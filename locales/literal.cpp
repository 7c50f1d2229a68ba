// SPDX-License-Identifier: Apache-2.0
// Numbers written in digits, with the marks of many countries.
#include <unicode/dcfmtsym.h>

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "locales/icu_locale.h"
#include "locales/number.h"
#include "locales/registry.h"

namespace locales {
namespace {

constexpr size_t kMaxDigits = 12;  // longer is a phone or an account number
constexpr char32_t kArabicDecimal = 0x066B;
constexpr char32_t kArabicGroup = 0x066C;
constexpr char32_t kArabicComma = 0x060C;

Marks AskIcu(std::string_view language, std::string_view country) {
  const icu::Locale locale = IcuLocale(language, country);
  UErrorCode status = U_ZERO_ERROR;
  const icu::DecimalFormatSymbols symbols(locale, status);
  Marks out;
  if (U_FAILURE(status) || locale == icu::Locale::getRoot()) return out;
  const auto mark = [&](icu::DecimalFormatSymbols::ENumberFormatSymbol which) {
    return static_cast<char32_t>(symbols.getConstSymbol(which).char32At(0));
  };
  out.decimal = mark(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol);
  out.group = mark(icu::DecimalFormatSymbols::kGroupingSeparatorSymbol);
  if (out.group == 0xA0 || out.group == 0x202F) out.group = U' ';
  // Where the native marks are Arabic ones, people still type the Latin ones as in English.
  if (out.decimal == kArabicDecimal) return Marks{};
  if (!country.empty()) {
    const char32_t other = AskIcu(language, "").group;
    if (other != out.decimal && other != out.group) out.other_group = other;
  }
  return out;
}

struct Literal {
  std::vector<std::u32string_view> groups;  // runs of digits
  std::u32string marks;                     // between them
};

bool IsMark(char32_t c) {
  return c == U'.' || c == U',' || c == U'\'' || c == 0x2019 || c == kArabicDecimal ||
         c == kArabicGroup || c == kArabicComma;
}

Literal Collect(const Folded& text, const Marks& marks, size_t* at) {
  const auto& tokens = text.tokens;
  Literal out;
  out.groups.push_back(text.Text(tokens[*at]));
  size_t i = *at + 1;
  while (i < tokens.size()) {
    const bool marked = tokens[i].kind == Token::Kind::kSymbol && tokens[i].glued &&
                        IsMark(tokens[i].symbol) && i + 1 < tokens.size() &&
                        tokens[i + 1].kind == Token::Kind::kDigits && tokens[i + 1].glued;
    const bool spaced = marks.group == U' ' && tokens[i].kind == Token::Kind::kDigits &&
                        !tokens[i].glued && tokens[i].length == 3 && out.groups[0].size() <= 3 &&
                        out.marks == std::u32string(out.marks.size(), U' ');
    if (!marked && !spaced) break;
    const char32_t mark = marked ? tokens[i].symbol : U' ';
    out.marks += mark == kArabicComma ? U',' : (mark == 0x2019 ? U'\'' : mark);
    out.groups.push_back(text.Text(tokens[marked ? i + 1 : i]));
    i += marked ? 2 : 1;
  }
  *at = i;
  return out;
}

// Groups [0, count) as thousands, or lakhs and crores: a first group, twos, then a three.
bool WellGrouped(const Literal& literal, size_t count, char32_t mark) {
  if (literal.groups[0].size() > 3) return false;
  if (literal.groups[count - 1].size() != 3) return false;
  bool threes = true;
  bool twos = mark == U',' && literal.groups[0].size() <= 2;
  for (size_t i = 1; i + 1 < count; ++i) {
    threes = threes && literal.groups[i].size() == 3;
    twos = twos && literal.groups[i].size() == 2;
  }
  return threes || twos;
}

std::optional<double> Join(const Literal& literal, size_t whole_groups) {
  std::string digits;
  for (size_t i = 0; i < literal.groups.size(); ++i) {
    if (i == whole_groups) digits += '.';
    for (const char32_t c : literal.groups[i]) digits += static_cast<char>(c);
  }
  if (digits.size() > kMaxDigits + 1) return std::nullopt;
  // 0171... is a phone number; 0.5 and 05 are not.
  if (digits.size() >= 4 && digits[0] == '0' && digits[1] != '.') return std::nullopt;
  double value = 0;  // strtod would follow the host's locale
  double place = 0;
  for (const char c : digits) {
    if (c == '.') {
      place = 1;
    } else {
      value = value * 10 + (c - '0');
      place *= 10;
    }
  }
  return place == 0 ? value : value / place;
}

std::optional<double> OneMark(const Literal& literal, const Marks& marks) {
  const char32_t mark = literal.marks[0];
  const auto& whole = literal.groups[0];
  if (mark == kArabicDecimal) return Join(literal, 1);
  if (mark == kArabicGroup || mark == U'\'' || mark == U' ') {
    return WellGrouped(literal, 2, mark) ? Join(literal, 2) : std::nullopt;
  }
  const bool like_thousands = literal.groups[1].size() == 3 && whole.size() <= 3 && whole != U"0";
  if (!like_thousands) {
    // A dot between digits is a decimal mark anywhere; a comma may also be a list.
    return mark == U'.' || mark == marks.decimal ? Join(literal, 1) : std::nullopt;
  }
  // Nobody types three zeros behind a decimal mark. "12.500" in English could be either.
  const bool zeros = mark == marks.decimal && literal.groups[1] == U"000";
  // Where the comma is the decimal mark, a dot before three digits can only group them ("75.000
  // F").
  const bool dot = mark == U'.' && marks.decimal == U',';
  const bool thousands = mark == marks.group || mark == marks.other_group || zeros || dot;
  return thousands ? Join(literal, 2) : std::nullopt;
}

}  // namespace

Marks MarksFor(std::string_view language, std::string_view country) {
  static std::shared_mutex mutex;
  static std::map<std::string, Marks, std::less<>>
      cache;  // as many entries as languages of the installation
  std::string key(language);
  key += '_';
  key += country;
  {
    const std::shared_lock lock(mutex);
    const auto found = cache.find(key);
    if (found != cache.end()) return found->second;
  }
  const Marks marks = AskIcu(language, country);
  const std::unique_lock lock(mutex);
  if (cache.size() < 1000) cache.emplace(std::move(key), marks);
  return marks;
}

std::optional<double> ReadLiteral(const Folded& text, const Marks& marks, size_t* at) {
  const Literal literal = Collect(text, marks, at);
  const size_t count = literal.groups.size();
  if (count == 1) return Join(literal, 1);
  if (count == 2) return OneMark(literal, marks);
  const char32_t first = literal.marks.front();
  const char32_t last = literal.marks.back();
  const size_t others = literal.marks.find_first_not_of(first);
  if (others == std::u32string::npos) {
    return first != kArabicDecimal && WellGrouped(literal, count, first) ? Join(literal, count)
                                                                         : std::nullopt;
  }
  if (others != literal.marks.size() - 1 || last == kArabicGroup || last == U'\'' || last == U' ')
    return std::nullopt;
  if (last == marks.group && literal.groups.back().size() == 3) {
    // "$1'200.000" in Colombia is a million and more; "1,200.000" there could be that or 1,200.
    const bool millions = first == U'\'' && WellGrouped(literal, count, first);
    return millions ? Join(literal, count) : std::nullopt;
  }
  return WellGrouped(literal, count - 1, first) ? Join(literal, count - 1) : std::nullopt;
}

}  // namespace locales
