// SPDX-License-Identifier: Apache-2.0
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/limits.h"
#include "core/utf8.h"
#include "locales/understand.h"
#include "locales/zawgyi.h"

namespace locales {
namespace {

bool IsPlainAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x7F || (c < ' ' && c != '\n')) return false;
  }
  return true;
}

// Joiners stay: Indic and Persian words and emoji need them.
bool IsUnwanted(char32_t c) {
  if (c < 0x20) return c != U'\n';
  if (c >= 0x7F && c < 0xA0) return true;
  const bool bidi = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                    (c >= 0x2066 && c <= 0x2069);
  return bidi || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE ||
         (c >= 0xFDD0 && c <= 0xFDEF) || (c >= 0xE0000 && c <= 0xE007F);
}

bool IsSpace(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

std::string Compose(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
  if (nfc == nullptr) return std::string(text);
  status = U_ZERO_ERROR;
  std::string out;
  nfc->normalize(icu::UnicodeString::fromUTF8(piece), status).toUTF8String(out);
  return U_FAILURE(status) ? std::string(text) : out;
}

}  // namespace

std::string Normalise(std::string_view text, bool* cut) {
  // Whatever lies behind this many bytes is cut anyway, even if all of it were to be removed or
  // composed.
  const std::string_view head = core::Utf8Prefix(text, core::limits::kMaxWorkerTextBytes);
  bool shortened = head.size() < text.size();
  const bool ascii = IsPlainAscii(head);
  if (ascii && head.size() <= core::limits::kMaxWorkerTextChars) {
    if (cut != nullptr) *cut = false;
    return std::string(core::Trim(head));
  }
  std::string composed = ascii ? std::string(head) : Compose(head);
  if (!ascii && HasBurmese(composed) && IsZawgyi(composed))
    composed = Compose(FromZawgyi(composed));
  std::string out;
  out.reserve(composed.size());
  size_t chars = 0;
  size_t keep = 0;  // up to the last character that is no white space
  for (size_t at = 0; at < composed.size();) {
    char32_t c = core::NextCodePoint(composed, at);
    if (c == U'\t' || c == U'\v' || c == U'\f' || c == 0x85 || c == 0x2028 || c == 0x2029)
      c = c == U'\t' ? U' ' : U'\n';
    if (IsUnwanted(c) || (chars == 0 && IsSpace(c))) continue;
    if (chars == core::limits::kMaxWorkerTextChars) {
      shortened = shortened || !IsSpace(c);
      continue;
    }
    core::AppendUtf8(out, c);
    ++chars;
    if (!IsSpace(c)) keep = out.size();
  }
  out.resize(keep);
  if (cut != nullptr) *cut = shortened;
  return out;
}

}  // namespace locales
