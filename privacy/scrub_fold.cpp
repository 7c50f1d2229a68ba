// SPDX-License-Identifier: Apache-2.0
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>

#include "core/limits.h"
#include "core/result.h"
#include "core/utf8.h"
#include "privacy/scrub_internal.h"

namespace privacy {
namespace {

constexpr std::array<std::string_view, 7> kPlaceholders = {
    "[email]", "[link]", "[account]", "[id]", "[date]", "[phone]", "[name]"};

const UNormalizer2& Nfkd() {
  static const UNormalizer2* const normalizer = [] {
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2* instance = unorm2_getNFKDInstance(&error);
    CHECK(U_SUCCESS(error));
    return instance;
  }();
  return *normalizer;
}

// Invisible, or an accent on a Latin, Greek or Cyrillic letter, or what makes a digit a keycap.
bool IsDropped(char32_t c) {
  if (c >= 0x300 && c <= 0x36F) return true;
  if ((c >= 0x64B && c <= 0x65F) || c == 0x640 || c == 0x670)
    return true;  // Arabic vowel signs, hamza above, tatweel
  if (c == 0x20E3 || (c >= 0xFE00 && c <= 0xFE0F)) return true;
  if (c < 0x20) return c != '\n' && c != '\t' && c != '\r';
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 ||
         u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR;
}

char32_t Plain(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  switch (u_charType(u)) {
    case U_DECIMAL_DIGIT_NUMBER:
      return U'0' + static_cast<char32_t>(u_charDigitValue(u));
    case U_DASH_PUNCTUATION:
      return U'-';
    case U_SPACE_SEPARATOR:
      return U' ';
    default:
      break;
  }
  switch (c) {
    case 0x2212:
      return U'-';  // minus sign
    case 0x2018:
    case 0x2019:
    case 0x02BB:
    case 0x02BC:
    case 0x02BE:
    case 0x0060:
    case 0x00B4:
      return U'\'';
    case 0x131:  // Turkish dotless i: half of the phones have no key for it
      return U'i';
    case 0x110:
    case 0x111:
      return U'd';  // Vietnamese
    case 0x649:
    case 0x6CC:
      return 0x64A;  // Arabic, Persian yeh
    case 0x6A9:
      return 0x643;
    case 0x6C1:
    case 0x6C0:
    case 0x6D5:
      return 0x647;
    case 0x3002:
    case 0x00B7:
    case 0x2022:
      return U'.';
    default:
      return c;
  }
}

// u_charDigitValue knows most of them; these as digits of a number said in words.
constexpr std::u32string_view kHanDigits = U"〇零一二三四五六七八九幺";

size_t PlaceholderAt(std::string_view text, size_t at) {
  for (const std::string_view placeholder : kPlaceholders) {
    if (text.substr(at, placeholder.size()) == placeholder) return placeholder.size();
  }
  return 0;
}

class Folder {
 public:
  explicit Folder(std::string_view original) : original_(original) {
    out_.text.reserve(original.size());
    out_.begin.reserve(original.size());
    out_.end.reserve(original.size());
  }

  Folded Run() {
    for (size_t at = 0; at < original_.size();) at = Step(at);
    Lower();
    FindWords();
    out_.digits = out_.text;
    return std::move(out_);
  }

 private:
  size_t Step(size_t at) {
    size_t next = at;
    if (original_[at] == '[') {
      if (const size_t size = PlaceholderAt(original_, at); size != 0) {
        Put(at, at + size, static_cast<char32_t>(kHole));
        return at + size;
      }
    }
    const char32_t c = core::NextCodePoint(original_, next);
    if (c < 0x80 && c >= 0x20) {
      Put(at, next, c == U'`' ? U'\'' : c);
    } else if (IsDropped(c)) {
      for (size_t i = last_; i < out_.end.size(); ++i) out_.end[i] = static_cast<uint32_t>(next);
    } else {
      Decompose(c, at, next);
    }
    return next;
  }

  void Decompose(char32_t c, size_t at, size_t next) {
    std::array<UChar, 32> units{};
    UErrorCode error = U_ZERO_ERROR;
    const int32_t length = unorm2_getDecomposition(&Nfkd(), static_cast<UChar32>(c), units.data(),
                                                   static_cast<int32_t>(units.size()), &error);
    if (length <= 0 || U_FAILURE(error)) return Put(at, next, Plain(c));
    const size_t first = out_.text.size();
    for (int32_t i = 0; i < length;) {
      UChar32 part = 0;
      U16_NEXT(units.data(), i, length, part);
      if (!IsDropped(static_cast<char32_t>(part)))
        Put(at, next, Plain(static_cast<char32_t>(part)));
    }
    if (out_.text.size() > first) last_ = first;
  }

  void Put(size_t at, size_t next, char32_t c) {
    last_ = out_.text.size();
    if (c >= U'0' && c <= U'9') ++out_.digit_count;
    core::AppendUtf8(out_.text, c);
    out_.begin.resize(out_.text.size(), static_cast<uint32_t>(at));
    out_.end.resize(out_.text.size(), static_cast<uint32_t>(next));
  }

  // Only where the small letter is as long as the capital, so that offsets stay: true of all but a
  // handful.
  void Lower() {
    out_.lower.reserve(out_.text.size());
    for (size_t at = 0; at < out_.text.size();) {
      const size_t from = at;
      const char32_t c = core::NextCodePoint(out_.text, at);
      std::string small;
      core::AppendUtf8(small, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
      out_.lower += small.size() == at - from ? small : out_.text.substr(from, at - from);
    }
  }

  void FindWords() {
    bool inside = false;
    for (size_t at = 0; at < out_.lower.size();) {
      const size_t from = at;
      const auto c = static_cast<UChar32>(core::NextCodePoint(out_.lower, at));
      const bool letter =
          u_isalpha(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 || (inside && c == '\'');
      if (letter && !inside) out_.words.push_back({from, at});
      if (letter) out_.words.back().end = at;
      inside = letter;
    }
  }

  std::string_view original_;
  Folded out_;
  size_t last_ = 0;  // where the bytes of the newest visible character begin
};

bool IsLetterOrDigit(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  // Between a script without spaces and digits or Latin letters a word ends.
  return (u_isalnum(u) != 0 || (U_GET_GC_MASK(u) & U_GC_M_MASK) != 0) &&
         !(c >= 0x80 && IsUnspaced(c));
}

}  // namespace

std::string_view Placeholder(Label label) { return kPlaceholders[static_cast<size_t>(label)]; }

Folded Fold(std::string_view original) { return Folder(original).Run(); }

std::string FoldedLower(std::string_view text) { return Fold(text).lower; }

bool LetterBefore(std::string_view text, size_t at) {
  if (at == 0) return false;
  size_t from = at - 1;
  while (from > 0 && (static_cast<uint8_t>(text[from]) & 0xC0) == 0x80) --from;
  return IsLetterOrDigit(core::NextCodePoint(text, from));
}

bool LetterAt(std::string_view text, size_t at) {
  return at < text.size() && IsLetterOrDigit(core::NextCodePoint(text, at));
}

namespace {

// As FindOwn takes them: shorter words are in too many others.
size_t ShortestOwnWord(std::string_view word) { return BeginsUnspaced(word) ? 2 : 3; }

bool HoldsWordOf(const std::string& lower, std::string_view value) {
  const Folded own = Fold(value);
  return std::any_of(own.words.begin(), own.words.end(), [&](const Folded::Word& word) {
    const std::string_view part =
        std::string_view(own.lower).substr(word.begin, word.end - word.begin);
    return CountOfCharacters(part) >= ShortestOwnWord(part) &&
           lower.find(part) != std::string::npos;
  });
}

}  // namespace

bool NeedsScrub(std::string_view text, const std::vector<std::string_view>& own_values) {
  size_t chars = 0;
  size_t digits = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = core::NextCodePoint(text, at);
    if (++chars > core::limits::kScrubAboveChars || c == U'@' || c == 0xFF20) return true;
    if (c < 0x80 ? (c >= U'0' && c <= U'9')
                 : u_charDigitValue(static_cast<UChar32>(c)) >= 0 ||
                       kHanDigits.find(c) != std::u32string_view::npos)
      ++digits;
    if (digits >= 5) return true;
    // "www.", "t.me", "example.com": a dot between letters is as much of a link as a short text can
    // have.
    const bool letter_follows =
        at < text.size() && (text[at] < '0' || text[at] > '9') && LetterAt(text, at);
    if (c == U'.' && letter_follows && LetterBefore(text, at - 1)) return true;
  }
  if (text.find("://") != std::string_view::npos) return true;
  const std::string lower = FoldedLower(text);
  return std::any_of(own_values.begin(), own_values.end(),
                     [&](std::string_view value) { return HoldsWordOf(lower, value); });
}

}  // namespace privacy
