// SPDX-License-Identifier: Apache-2.0
#include "ecms/site_spelling.h"

#include <algorithm>

#include "core/utf8.h"
#include "dialogs/site_code.h"
#include "locales/fold.h"

namespace ecms {
namespace {

constexpr size_t kMostBytes = 400;
constexpr size_t kMostLetters = 60, kMostWords = 8, kMostDigits = 4;
constexpr size_t kFewestLetters = 3, kFewestDense = 2;  // of scripts that write without spaces

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

}  // namespace

core::Result<std::string> ReadSpelling(std::string_view text) {
  using core::Err, core::ErrorCode;
  if (text.size() > kMostBytes) return Err(ErrorCode::kInvalid, "spelling: at most 400 bytes");
  if (dialogs::ReadSiteCode(text).kind == dialogs::SiteCodeReading::Kind::kCode)
    return Err(ErrorCode::kInvalid,
               "spelling: this is the code of a workplace, which is matched without it");
  const std::u32string key = locales::FoldKey(text);
  const auto digits = static_cast<size_t>(std::count_if(key.begin(), key.end(), IsDigit));
  const auto spaces = static_cast<size_t>(std::count(key.begin(), key.end(), U' '));
  const size_t letters = key.size() - digits - spaces;
  if (letters < (locales::WritesWithoutSpaces(key) ? kFewestDense : kFewestLetters))
    return Err(ErrorCode::kInvalid, "spelling: at least three letters");
  if (key.size() > kMostLetters || spaces + 1 > kMostWords)
    return Err(ErrorCode::kInvalid,
               "spelling: the name of a workplace alone: at most 8 words and 60 characters");
  if (digits > kMostDigits)
    return Err(
        ErrorCode::kInvalid,
        "spelling: at most four digits: a longer number could be a telephone's or a person's");
  std::string out;
  for (const char32_t c : key) core::AppendUtf8(out, c);
  return out;
}

}  // namespace ecms
