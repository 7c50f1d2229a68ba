// SPDX-License-Identifier: Apache-2.0
#include "authoring/lint/languages.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <map>

#include "core/utf8.h"

namespace authoring::lint {
namespace {

std::vector<UScriptCode> LookUpScripts(std::string_view language) {
  std::array<UScriptCode, 8> codes{};
  UErrorCode status = U_ZERO_ERROR;
  const int32_t count = uscript_getCode(std::string(language).c_str(), codes.data(),
                                        static_cast<int32_t>(codes.size()), &status);
  if (U_FAILURE(status) != 0 || count <= 0) return {USCRIPT_LATIN};
  return {codes.begin(), codes.begin() + count};
}

// ICU opens a resource for each question; a survey asks of the same few languages for each of its
// texts.
const std::vector<UScriptCode>& ScriptsOf(std::string_view language) {
  constexpr size_t kMaxKept = 64;
  thread_local std::map<std::string, std::vector<UScriptCode>, std::less<>> known;
  const auto found = known.find(language);
  if (found != known.end()) return found->second;
  if (known.size() >= kMaxKept) known.clear();
  return known.emplace(language, LookUpScripts(language)).first->second;
}

UScriptCode ScriptOf(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

}  // namespace

bool IsLatin(std::string_view language) {
  const auto& scripts = ScriptsOf(language);
  return std::find(scripts.begin(), scripts.end(), USCRIPT_LATIN) != scripts.end();
}

bool IsLetter(char32_t character) { return u_isalpha(static_cast<UChar32>(character)) != 0; }

Letters CountLetters(std::string_view text, std::string_view language) {
  const auto& scripts = ScriptsOf(language);
  Letters out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = core::NextCodePoint(text, at);
    if (!IsLetter(c)) continue;
    const bool own = std::find(scripts.begin(), scripts.end(), ScriptOf(c)) != scripts.end();
    ++(own ? out.own : out.foreign);
  }
  return out;
}

std::vector<long> NumbersIn(std::string_view text) {
  constexpr long kEnough = 1'000'000'000;
  std::vector<long> out;
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    const int32_t digit = u_charDigitValue(static_cast<UChar32>(core::NextCodePoint(text, at)));
    if (digit >= 0 && !inside) out.push_back(0);
    if (digit >= 0 && out.back() < kEnough) out.back() = out.back() * 10 + digit;
    inside = digit >= 0;
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool HasLooseBidi(std::string_view text) {
  int embedded = 0, isolated = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = core::NextCodePoint(text, at);
    if (c == 0x202A || c == 0x202B || c == 0x202D || c == 0x202E) ++embedded;
    if (c == 0x202C) --embedded;
    if (c >= 0x2066 && c <= 0x2068) ++isolated;
    if (c == 0x2069) --isolated;
  }
  return embedded != 0 || isolated != 0;
}

std::string Folded(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  source = decompose->normalize(source.foldCase(), status);
  icu::UnicodeString out(u' ');
  for (int32_t i = 0; i < source.length(); i = source.moveIndex32(i, 1)) {
    const UChar32 c = source.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    const bool part = u_isalnum(c) != 0 || u_charType(c) == U_COMBINING_SPACING_MARK;
    if (part) {
      out.append(c);
    } else if (out.charAt(out.length() - 1) != u' ') {
      out.append(u' ');
    }
  }
  if (out.charAt(out.length() - 1) != u' ') out.append(u' ');
  std::string utf8;
  return out.toUTF8String(utf8);
}

}  // namespace authoring::lint
