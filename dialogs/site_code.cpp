// SPDX-License-Identifier: Apache-2.0
#include "dialogs/site_code.h"

#include <algorithm>

#include "dialogs/check_character.h"
#include "locales/fold.h"

namespace dialogs {
namespace {

using Kind = SiteCodeReading::Kind;
using locales::Folded;
using locales::Token;

constexpr size_t kLength = 6;
constexpr size_t kGroup = 3;
constexpr size_t kLeastOfEach = 2;  // digits, letters

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
size_t Digits(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), IsDigit));
}
bool IsRun(const Token& token) {
  return token.kind == Token::Kind::kWord || token.kind == Token::Kind::kDigits;
}
bool IsDash(const Token& token) {
  return token.kind == Token::Kind::kSymbol &&
         (token.symbol == U'-' || (token.symbol >= 0x2010 && token.symbol <= 0x2015));
}

// The last word of a text, which may have one dash in it, or two words of three characters.
struct Tail {
  std::string characters;  // upper case; empty if there is none of ASCII letters and digits
  size_t begin = 0;        // its first token
};

// What stands glued together before token `end`, dashes left out.
Tail WordBefore(const Folded& text, size_t end, size_t dashes) {
  Tail tail;
  tail.begin = end;
  for (size_t i = end; i-- > 0;) {
    const Token& token = text.tokens[i];
    if (!IsRun(token) && !(IsDash(token) && dashes-- > 0)) return {};
    std::string run;
    for (char32_t c : text.Text(token)) {
      if (c >= 0x80) return {};
      run += static_cast<char>(c >= U'a' && c <= U'z' ? c - U'a' + U'A' : c);
    }
    if (IsRun(token)) tail.characters.insert(0, run);
    tail.begin = i;
    if (!token.glued) break;
  }
  return tail;
}

Tail LastWord(const Folded& text) {
  size_t end = text.tokens.size();
  while (end > 0 && text.tokens[end - 1].kind == Token::Kind::kSymbol) --end;  // "K7M-2QX."
  Tail last = WordBefore(text, end, 1);
  if (last.characters.size() != kGroup || last.begin == 0) return last;
  const Tail before = WordBefore(text, last.begin, 0);
  if (before.characters.size() != kGroup) return last;
  return {before.characters + last.characters, before.begin};
}

SiteCodeReading Read(std::string_view text, bool whole) {
  const Folded folded = locales::Fold(text);
  const Tail tail = LastWord(folded);
  const std::string& typed = tail.characters;
  const size_t digits = Digits(typed);
  const bool looks_like_one = typed.size() + 1 >= kLength && typed.size() <= kLength + 1 &&
                              digits > 0 && digits < typed.size() && (!whole || tail.begin == 0);
  if (!looks_like_one) return {};
  if (typed.size() != kLength || !HasItsCheck(typed)) return {Kind::kMistyped, ""};
  return {Kind::kCode, typed.substr(0, kGroup) + "-" + typed.substr(kGroup)};
}

}  // namespace

std::string NewSiteCode(core::RandomSource& random) {
  for (;;) {
    const std::string code = RandomWithCheck(random, kLength - 1);
    const size_t digits = Digits(code);
    if (digits >= kLeastOfEach && kLength - digits >= kLeastOfEach)
      return code.substr(0, kGroup) + "-" + code.substr(kGroup);
  }
}

SiteCodeReading ReadSiteCode(std::string_view text) { return Read(text, true); }
SiteCodeReading ReadSiteCodeAtEnd(std::string_view text) { return Read(text, false); }

}  // namespace dialogs
