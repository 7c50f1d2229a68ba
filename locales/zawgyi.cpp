// SPDX-License-Identifier: Apache-2.0
#include "locales/zawgyi.h"

#include <unicode/translit.h>

#include <memory>

#include "core/utf8.h"

namespace locales {
namespace {

bool Within(char32_t c, char32_t from, char32_t to) { return c >= from && c <= to; }

bool IsBurmese(char32_t c) { return Within(c, 0x1000, 0x109F); }

// Consonants and independent vowels, those of Mon, Shan and Karen among them (Unicode chart
// U+1000).
bool IsBase(char32_t c) {
  return Within(c, 0x1000, 0x102A) || c == 0x103F || c == 0x104E || Within(c, 0x1050, 0x1055) ||
         Within(c, 0x105A, 0x105D) || c == 0x1061 || Within(c, 0x1065, 0x1066) ||
         Within(c, 0x106E, 0x1070) || Within(c, 0x1075, 0x1081) || c == 0x108E ||
         Within(c, 0xAA60, 0xAA7F) || Within(c, 0xA9E0, 0xA9FF);
}

bool IsMedial(char32_t c) {
  return Within(c, 0x103B, 0x103E) || Within(c, 0x105E, 0x1060) || c == 0x1082;
}

bool TakesNoYa(char32_t c) {
  return c == 0x1004 || c == 0x1009 || c == 0x100A || c == 0x1010 || c == 0x1014 || c == 0x101A ||
         c == 0x1037;
}

}  // namespace

bool HasBurmese(std::string_view utf8) {
  for (size_t at = 0; at < utf8.size();) {
    if (static_cast<unsigned char>(utf8[at]) < 0xE1) {
      ++at;
    } else if (IsBurmese(core::NextCodePoint(utf8, at))) {
      return true;
    }
  }
  return false;
}

bool IsZawgyi(std::string_view utf8) {
  char32_t before = 0;
  for (size_t at = 0; at <= utf8.size();) {
    const bool end = at == utf8.size();
    const char32_t c = end ? 0 : core::NextCodePoint(utf8, at);
    const bool follows = IsBase(before) || IsMedial(before);
    if (c == 0x1031 && !follows && before != 0x103A) return true;
    if (IsMedial(c) && !follows && before != 0x103A && before != 0x1031) return true;
    if (before == 0x1039 && !IsBase(c)) return true;
    if (end) break;
    before = c;
  }
  return false;
}

bool IsUnicodeBurmese(std::string_view utf8) {
  char32_t before = 0;
  for (size_t at = 0; at <= utf8.size();) {
    const bool end = at == utf8.size();
    const char32_t c = end ? 0 : core::NextCodePoint(utf8, at);
    const bool closed = c == 0x103A && TakesNoYa(before);
    // Zawgyi's medial ra, in all its widths, stands between the vowel sign and its consonant.
    const bool consonant_follows = IsBase(c) || c == 0x103B || Within(c, 0x107E, 0x1084);
    if (closed || (before == 0x1031 && !consonant_follows)) return !IsZawgyi(utf8);
    if (end) break;
    before = c;
  }
  return false;
}

std::string FromZawgyi(std::string_view utf8) {
  // One for each thread: a rule-based transliterator is not said to be safe between threads.
  thread_local const std::unique_ptr<icu::Transliterator> convert = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Zawgyi-my", UTRANS_FORWARD, status));
  }();
  if (convert == nullptr) return std::string(utf8);
  auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  convert->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace locales
