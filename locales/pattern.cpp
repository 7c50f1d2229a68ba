// SPDX-License-Identifier: Apache-2.0
#include "locales/pattern.h"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <optional>

#include "locales/icu_locale.h"

namespace locales {
namespace {

std::string Utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// Walks the top level of a pattern without plural or select, as MessageFormat::format does: text,
// minus the apostrophes that quote, plus the arguments.
void TakeApart(const icu::MessagePattern& parts, Pattern& out) {
  const icu::UnicodeString& source = parts.getPatternString();
  Pattern::Piece piece;
  int32_t at = 0;
  for (int32_t i = 0; i < parts.countParts(); ++i) {
    const icu::MessagePattern::Part& part = parts.getPart(i);
    if (part.getIndex() < at) continue;  // inside an argument already handled
    if (part.getType() == UMSGPAT_PART_TYPE_SKIP_SYNTAX ||
        part.getType() == UMSGPAT_PART_TYPE_ARG_START) {
      piece.literal += Utf8(source.tempSubStringBetween(at, part.getIndex()));
      at = part.getLimit();
    }
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_START) {
      piece.argument = Utf8(parts.getSubstring(parts.getPart(i + 1)));
      const int32_t limit = parts.getLimitPartIndex(i);
      at = parts.getPart(limit).getLimit();
      i = limit;
      out.pieces.push_back(std::move(piece));
      piece = {};
    }
  }
  piece.literal += Utf8(source.tempSubStringBetween(at, source.length()));
  out.pieces.push_back(std::move(piece));
}

bool IsSelect(const icu::MessagePattern::Part& part) {
  return part.getType() == UMSGPAT_PART_TYPE_ARG_START &&
         part.getArgType() == UMSGPAT_ARG_TYPE_SELECT;
}

// The one argument that is more than a name, if it is a select: where it starts among the parts.
std::optional<int32_t> OnlySelect(const icu::MessagePattern& parts) {
  std::optional<int32_t> found;
  for (int32_t i = 0; i < parts.countParts(); ++i) {
    const icu::MessagePattern::Part& part = parts.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_START || part.getArgType() == UMSGPAT_ARG_TYPE_NONE)
      continue;
    if (found || !IsSelect(part)) return std::nullopt;
    found = i;
  }
  return found;
}

// Each case of the select becomes a pattern of its own, with what stands around it.
core::Status TakeCases(const icu::MessagePattern& parts, int32_t start, Pattern& out) {
  const icu::UnicodeString& source = parts.getPatternString();
  const int32_t limit = parts.getLimitPartIndex(start);
  const icu::UnicodeString before = source.tempSubStringBetween(0, parts.getPart(start).getIndex());
  const icu::UnicodeString after =
      source.tempSubStringBetween(parts.getPart(limit).getLimit(), source.length());
  out.chooses = Utf8(parts.getSubstring(parts.getPart(start + 1)));
  for (int32_t i = start + 2; i < limit; i = parts.getLimitPartIndex(i + 1) + 1) {
    const int32_t end = parts.getLimitPartIndex(i + 1);
    const auto inside =
        source.tempSubStringBetween(parts.getPart(i + 1).getLimit(), parts.getPart(end).getIndex());
    ASSIGN_OR_RETURN(Pattern pattern,
                     CompilePattern(Utf8(icu::UnicodeString(before) + inside + after)));
    out.arguments.insert(pattern.arguments.begin(), pattern.arguments.end());
    out.cases.push_back({Utf8(parts.getSubstring(parts.getPart(i))), std::move(pattern)});
  }
  return {};
}

}  // namespace

const Pattern& Pattern::For(std::string_view chosen) const {
  const Pattern* other = this;
  for (const PatternCase& one : cases) {
    if (one.value == chosen) return one.pattern;
    if (one.value == "other") other = &one.pattern;
  }
  return *other;
}

core::Result<Pattern> CompilePattern(const std::string& source) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError error;
  icu::MessagePattern parts(status);
  parts.parse(icu::UnicodeString::fromUTF8(source), &error, status);
  if (U_FAILURE(status)) {
    return core::Err(core::ErrorCode::kInvalid,
                     "is no ICU message pattern (" + std::string(u_errorName(status)) +
                         " near character " + std::to_string(error.offset) + ")");
  }
  Pattern out;
  out.source = source;
  if (const auto select = OnlySelect(parts)) {
    RETURN_IF_ERROR(TakeCases(parts, *select, out));
    return out;
  }
  for (int32_t i = 0; i < parts.countParts(); ++i) {
    const icu::MessagePattern::Part& part = parts.getPart(i);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME)
      out.arguments.insert(Utf8(parts.getSubstring(part)));
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER) {
      return core::Err(core::ErrorCode::kInvalid, "has a numbered placeholder; use the names");
    }
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_START && part.getArgType() != UMSGPAT_ARG_TYPE_NONE)
      out.complex = true;
  }
  if (out.complex) {
    const icu::MessageFormat check(icu::UnicodeString::fromUTF8(source), icu::Locale::getRoot(),
                                   status);
    if (U_FAILURE(status)) {
      return core::Err(core::ErrorCode::kInvalid,
                       "cannot be formatted (" + std::string(u_errorName(status)) + ")");
    }
    return out;
  }
  TakeApart(parts, out);
  if (out.pieces.size() == 1) out.text = out.pieces[0].literal;
  return out;
}

std::string FormatNumber(const Pattern& pattern, const std::string& language, std::string_view name,
                         int64_t count) {
  UErrorCode status = U_ZERO_ERROR;
  // Made anew each time: MessageFormat fills caches inside const functions, and this text is rare.
  icu::Locale locale = IcuLocale(language, "");
  locale.setUnicodeKeywordValue("nu", "latn",
                                status);  // as in every other text: "3/9", "from 0 to 24"
  const icu::MessageFormat format(icu::UnicodeString::fromUTF8(pattern.source), locale, status);
  const icu::UnicodeString names[] = {icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<int32_t>(name.size())))};
  const icu::Formattable values[] = {icu::Formattable(count)};
  icu::UnicodeString out;
  if (U_SUCCESS(status)) format.format(names, values, 1, out, status);
  return U_SUCCESS(status) ? Utf8(out) : pattern.source;
}

}  // namespace locales
