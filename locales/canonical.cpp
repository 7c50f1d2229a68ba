// SPDX-License-Identifier: Apache-2.0
#include "locales/canonical.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <utility>

#include "core/utf8.h"
#include "locales/fold.h"

namespace locales {
namespace {

UChar32 AsUChar(char32_t c) { return static_cast<UChar32>(c); }

bool IsAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// Ethiopic numbers are written additively: tens and ones, times hundred, times ten thousand
// (Unicode chart U+1369..137C).
bool IsEthiopicNumber(char32_t c) { return c >= 0x1369 && c <= 0x137C; }

void AppendEthiopic(std::string& out, std::string_view text, size_t& at, char32_t first) {
  constexpr uint64_t kMost = 1'000'000'000;
  uint64_t total = 0;
  uint64_t current = 0;
  bool too_large = false;
  for (char32_t c = first;;) {
    if (c <= 0x1371) {
      current += c - 0x1368;
    } else if (c <= 0x137A) {
      current += (c - 0x1371) * 10;
    } else {
      current = (current == 0 ? 1 : current) * (c == 0x137B ? 100 : 10000);
    }
    if (c == 0x137C) total += std::exchange(current, 0);
    too_large = too_large || total > kMost || current > kMost;
    if (too_large) current = total = 0;
    size_t next = at;
    if (at >= text.size() || !IsEthiopicNumber(c = core::NextCodePoint(text, next))) break;
    at = next;
  }
  if (too_large) return core::AppendUtf8(out, kUnknownSymbol);
  out += ' ' + std::to_string(total + current) + ' ';
}

// Characters of category No would become plain digits that stick to their neighbours ("10²" is not
// 102).
void AppendOtherNumber(std::string& out, char32_t c) {
  if (c == 0x00BD) return core::AppendUtf8(out, kHalf);
  if (c == 0x00BC) return core::AppendUtf8(out, kQuarter);
  if (c == 0x00BE) return core::AppendUtf8(out, kThreeQuarters);
  const double value = u_getNumericValue(AsUChar(c));
  const bool circled =
      (c >= 0x2460 && c <= 0x249B) || (c >= 0x2776 && c <= 0x2793) || (c >= 0x24F5 && c <= 0x24FE);
  if (circled && value >= 1 && value <= 20) {
    out += ' ' + std::to_string(static_cast<int>(value)) + ' ';
  } else {
    core::AppendUtf8(out, kUnknownSymbol);
  }
}

bool IsDigit(char32_t c) { return u_charDigitValue(AsUChar(c)) >= 0; }

// A joiner or another character without width, except the variation selector of keycap emoji.
bool IsInvisible(char32_t c) {
  return c >= 0xAD && c != 0xFE0F &&
         u_hasBinaryProperty(AsUChar(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool DigitAt(std::string_view text, size_t at) {
  return at < text.size() && IsDigit(core::NextCodePoint(text, at));
}

// Takes out of NFKC's way what it would turn into something else.
std::string Protect(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  char32_t before = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = core::NextCodePoint(text, at);
    if (IsEthiopicNumber(c)) {
      AppendEthiopic(out, text, at, c);
    } else if (c >= 0xB2 && u_charType(AsUChar(c)) == U_OTHER_NUMBER) {
      AppendOtherNumber(out, c);
    } else if (c >= 0xE000 && c <= 0xF8FF) {
      core::AppendUtf8(out, kUnknownSymbol);
    } else if (c == 0xB4) {
      out += '\'';
    } else if (IsDigit(before) && IsInvisible(c) && DigitAt(text, at)) {
      core::AppendUtf8(out, kUnknownSymbol);  // "1<invisible>3" is neither 13 nor 1 and 3
    } else {
      core::AppendUtf8(out, c);
    }
    before = c;
  }
  return out;
}

// Ethiopic writes some sounds with several series of letters, and people take whichever comes first
// on the phone (Unicode chart U+1200: the series begin at the code points below, a syllable for
// each vowel).
char32_t PlainEthiopic(char32_t c) {
  const auto series = [c](char32_t first) { return c >= first && c <= first + 6; };
  char32_t out = c;
  if (series(0x1210)) out = c - 0x10;  // hha
  if (series(0x1280)) out = c - 0x80;  // xa
  if (series(0x1220)) out = c + 0x10;  // sza
  if (series(0x12D0)) out = c - 0x30;  // the second "a"
  if (series(0x1340)) out = c - 0x08;  // tza
  if (out == 0x1203 || out == 0x12A3)
    out -= 3;  // "ha" and "a" of the first and the fourth vowel sound alike
  return out;
}

// The sign that two look like where they are typed in its place: Thai "เเ" for "แ", Khmer "េី" for
// "ើ" and "េា" for "ោ". 0 if none.
char32_t OneSign(char32_t first, char32_t second) {
  if (first == 0x0E40 && second == 0x0E40) return 0x0E41;
  if (first != 0x17C1) return 0;
  return second == 0x17B8 ? 0x17BE : (second == 0x17B6 ? 0x17C4 : 0);
}

// Letters that do not decompose but that people type as their plain relatives.
char32_t PlainLetter(char32_t c) {
  if (c >= 0x1200 && c <= 0x1357) return PlainEthiopic(c);
  switch (c) {
    case 0x0111:
    case 0x00F0:
      return U'd';
    case 0x00F8:
      return U'o';
    case 0x0142:
      return U'l';
    case 0x0131:
      return U'i';
    case 0x0649:
    case 0x06CC:
      return 0x064A;  // Arabic and Persian yeh
    case 0x0629:
    case 0x06C1:
    case 0x06D5:
      return 0x0647;  // heh and teh marbuta
    case 0x06A9:
      return 0x0643;  // keheh
    default:
      return c;
  }
}

bool HasAccents(UScriptCode script) {
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC ||
         script == USCRIPT_ARABIC || script == USCRIPT_HEBREW;
}

// A nasal sign that is often left out when typing: candrabindu of Devanagari and Bengali.
bool IsOftenOmitted(char32_t c) { return c == 0x0901 || c == 0x0981 || c == 0x0640; }

bool IsSkinTone(char32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }

// "၁ဝ": the letter wa is typed for the zero that looks like it.
bool IsBurmeseZero(const icu::UnicodeString& text, int32_t at, const std::u32string& before) {
  constexpr char32_t kWa = 0x101D;
  if (text.charAt(at) != kWa || before.empty() || before.back() < U'0' || before.back() > U'9')
    return false;
  if (at + 1 == text.length()) return true;
  const UChar32 next = text.char32At(at + 1);
  constexpr uint32_t kOfWord = U_GC_L_MASK | U_GC_M_MASK;
  return next == static_cast<UChar32>(kWa) || (U_GET_GC_MASK(next) & kOfWord) == 0;
}

std::u32string Strip(const icu::UnicodeString& text) {
  std::u32string out;
  out.reserve(static_cast<size_t>(text.length()));
  bool accents = false;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    auto c = static_cast<char32_t>(text.char32At(i));
    if (c < 0x80) {
      accents = u_isalpha(AsUChar(c)) != 0;
      out += c;
      continue;
    }
    if (IsBurmeseZero(text, i, out)) {
      out += U'0';
      continue;
    }
    if (const char32_t one = out.empty() ? 0 : OneSign(out.back(), c); one != 0) {
      out.back() = one;
      continue;
    }
    const auto type = u_charType(AsUChar(c));
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK) {
      if (!accents && type != U_ENCLOSING_MARK && !IsOftenOmitted(c)) out += c;
      continue;
    }
    if (IsOftenOmitted(c) || IsSkinTone(c)) continue;
    UErrorCode status = U_ZERO_ERROR;
    accents = HasAccents(uscript_getScript(AsUChar(c), &status));
    const int32_t digit = u_charDigitValue(AsUChar(c));
    out += digit >= 0 ? U'0' + static_cast<char32_t>(digit) : PlainLetter(c);
  }
  return out;
}

}  // namespace

std::u32string Canonical(std::string_view utf8) {
  if (IsAscii(utf8)) {
    std::u32string out;
    out.reserve(utf8.size());
    for (const char c : utf8) {
      const auto byte = static_cast<unsigned char>(c);
      out += byte >= 'A' && byte <= 'Z' ? static_cast<char32_t>(byte + 32)
                                        : static_cast<char32_t>(byte);
    }
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  static const icu::Normalizer2* const decompose = icu::Normalizer2::getNFDInstance(status);
  const auto text = icu::UnicodeString::fromUTF8(Protect(utf8));
  if (fold == nullptr || decompose == nullptr) return {};
  status = U_ZERO_ERROR;
  const auto folded = decompose->normalize(fold->normalize(text, status), status);
  return U_FAILURE(status) ? std::u32string() : Strip(folded);
}

std::string Lower(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const compose = icu::Normalizer2::getNFCInstance(status);
  if (compose == nullptr) return {};
  status = U_ZERO_ERROR;
  auto text = compose->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(
                                     utf8.data(), static_cast<int32_t>(utf8.size()))),
                                 status);
  text.toLower(icu::Locale::getRoot()).trim();
  while (text.endsWith(u".") || text.endsWith(u"!")) text.truncate(text.length() - 1);
  std::string out;
  text.trim().toUTF8String(out);
  return U_FAILURE(status) != 0 ? std::string() : out;
}

}  // namespace locales
