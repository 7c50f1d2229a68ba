// SPDX-License-Identifier: Apache-2.0
#include "locales/calendar_names.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

namespace locales {
namespace {

std::string Named(std::string_view language, bool months, int index) {
  const icu::Locale locale(std::string(language).c_str());
  UErrorCode status = U_ZERO_ERROR;
  icu::DateFormatSymbols own(locale, status);
  if (U_FAILURE(status) != 0 || status == U_USING_DEFAULT_WARNING) {
    status = U_ZERO_ERROR;
    own = icu::DateFormatSymbols(icu::Locale::getEnglish(), status);
  }
  if (U_FAILURE(status) != 0) return {};
  int32_t count = 0;
  using Symbols = icu::DateFormatSymbols;
  const icu::UnicodeString* names =
      months ? own.getMonths(count, Symbols::STANDALONE, Symbols::ABBREVIATED)
             : own.getWeekdays(count, Symbols::STANDALONE, Symbols::ABBREVIATED);
  const int at = months ? index - 1 : index + 1;  // ICU's first weekday is 1
  std::string out;
  if (at >= 0 && at < count) names[at].toUTF8String(out);
  return out;
}

}  // namespace

std::string ShortMonth(std::string_view language, int month) {
  return Named(language, true, month);
}
std::string ShortWeekday(std::string_view language, int weekday) {
  return Named(language, false, weekday);
}

}  // namespace locales
