// SPDX-License-Identifier: Apache-2.0
#include "channels/text_split.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>

#include "core/utf8.h"

namespace channels {
namespace {

icu::UnicodeString FromUtf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

// The last grapheme border in (from, limit], or the last code point border if there is none.
int32_t CharacterBorder(const icu::UnicodeString& text, int32_t from, int32_t limit) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> characters(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  if (U_SUCCESS(status)) {
    characters->setText(text);
    int32_t border = characters->isBoundary(limit) != 0 ? limit : characters->preceding(limit);
    if (border > from) return border;
  }
  return text.getChar32Start(limit);
}

bool IsSpace(char16_t c) { return u_isUWhiteSpace(c) != 0; }

bool EndsSentence(char16_t c) {
  constexpr std::u16string_view kStops = u".!?…।॥۔؟።။៖。！？";
  return kStops.find(c) != std::u16string_view::npos;
}

// How good it is to cut right before `at`: 4 paragraph, 3 line, 2 sentence, 1 word, 0 not at all.
int CutQuality(const icu::UnicodeString& text, int32_t at) {
  char16_t before = text.charAt(at - 1);
  if (before == u'\n') return at >= 2 && text.charAt(at - 2) == u'\n' ? 4 : 3;
  if (!IsSpace(before)) return 0;
  return at >= 2 && EndsSentence(text.charAt(at - 2)) ? 2 : 1;
}

int32_t BestCut(const icu::UnicodeString& text, int32_t from, int32_t limit) {
  int32_t best = 0;
  int quality = 0;
  for (int32_t at = limit; at > from + (limit - from) / 2 && quality < 4; --at) {
    int q = CutQuality(text, at);
    if (q > quality) {
      quality = q;
      best = at;
    }
  }
  return quality > 0 ? best : CharacterBorder(text, from, limit);
}

}  // namespace

std::string Shorten(std::string_view text, size_t max_units) {
  if (core::Utf16Length(text) <= max_units) return std::string(text);
  icu::UnicodeString wide = FromUtf8(text);
  wide.truncate(CharacterBorder(wide, 0, static_cast<int32_t>(max_units) - 1));
  return ToUtf8(wide.trim()) + "…";
}

std::vector<std::string> SplitText(std::string_view text, size_t max_units) {
  if (core::Utf16Length(text) <= max_units) return {std::string(text)};
  const icu::UnicodeString wide = FromUtf8(text);
  const auto room = static_cast<int32_t>(max_units);
  std::vector<std::string> pieces;
  for (int32_t at = 0; at < wide.length();) {
    while (at < wide.length() && IsSpace(wide.charAt(at))) ++at;
    int32_t end = wide.length() - at <= room ? wide.length() : BestCut(wide, at, at + room);
    icu::UnicodeString piece(wide, at, end - at);
    piece.trim();
    if (!piece.isEmpty()) pieces.push_back(ToUtf8(piece));
    at = end;
  }
  return pieces;
}

}  // namespace channels
