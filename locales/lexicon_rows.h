// SPDX-License-Identifier: Apache-2.0
// What the lists of a catalog file are called, and what a word in them is.
#pragma once

#include <cstdint>
#include <string_view>

#include "locales/lexicon.h"

namespace locales {

template <class Meaning>
struct Row {
  std::string_view name;
  Meaning meaning;
};

inline constexpr Row<uint32_t> kWholeRows[] = {
    {"yes", kIsYes},
    {"no", kIsNo},
    {"refused", kIsRefused},
    {"dont_know", kIsDontKnow},
    {"stop", kIsStop},
    {"stop_unless_option", kIsStopUnlessOption},
    {"help", kIsHelp},
    {"back", kIsBack},
    {"skip", kIsSkip},
    {"language", kIsLanguage},
    {"resume", kIsResume},
    {"real", kIsReal},
    {"delete", kIsDelete},
    {"my_data", kIsMyData},
    {"status", kIsStatus},
    {"start", kIsStart},
    {"polite", kIsPolite},
    {"option", kIsOptionWord},
    {"greetings", kIsGreeting},
    {"articles", kIsArticle},
    {"none", kIsNone},
    {"closings", kIsClosing},
};
// In order of precedence: a word listed twice keeps its first meaning (numbers come before all of
// these).
inline constexpr Row<PartKind> kPartRows[] = {
    {"not", PartKind::kNot},        {"range", PartKind::kRange}, {"bound", PartKind::kBound},
    {"about", PartKind::kAbout},    {"point", PartKind::kPoint}, {"and", PartKind::kAnd},
    {"or", PartKind::kOr},          {"units", PartKind::kUnit},  {"every", PartKind::kEvery},
    {"fillers", PartKind::kFiller},
};
inline constexpr Row<uint8_t> kGrammarRows[] = {
    {"ten_adds", kTenAdds},       {"ten_multiplies", kTenMultiplies},
    {"scale_first", kScaleFirst}, {"units_first", kUnitsFirst},
    {"short_tail", kShortTail},   {"unclear_tail", kUnclearTail},
};
inline constexpr Row<double> kBeforeRows[] = {
    {"half_before", 0.5}, {"quarter_before", 0.25}, {"quarter_less_before", -0.25}};
struct CalendarRow {
  std::string_view name;
  int months;
  Calendar calendar;
};
inline constexpr CalendarRow kCalendarRows[] = {
    {"ethiopian_months", 13, Calendar::kEthiopian},
    {"bikram_sambat_months", 12, Calendar::kBikramSambat},
    {"bengali_months", 12, Calendar::kBengali}};
inline constexpr Row<DateWord> kDateRows[] = {
    {"today", DateWord::kToday},
    {"yesterday", DateWord::kYesterday},
    {"day_before_yesterday", DateWord::kDayBeforeYesterday},
    {"tomorrow", DateWord::kTomorrow},
    {"ago", DateWord::kAgo},
    {"days", DateWord::kDays},
    {"weeks", DateWord::kWeeks},
    {"last", DateWord::kLast},
    {"last_week", DateWord::kLastWeek},
    {"last_year", DateWord::kLastYear},
    {"month_before", DateWord::kMonthBefore},
    {"month_after", DateWord::kMonthAfter},
    {"fillers", DateWord::kFiller},
};

inline constexpr Row<TimeWord> kTimeRows[] = {
    {"am", TimeWord::kAm},
    {"pm", TimeWord::kPm},
    {"night", TimeWord::kNight},
    {"noon", TimeWord::kNoon},
    {"midnight", TimeWord::kMidnight},
    {"hour", TimeWord::kHour},
    {"half_past", TimeWord::kHalfPast},
};

}  // namespace locales
