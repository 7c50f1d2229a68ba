// SPDX-License-Identifier: Apache-2.0
#include "locales/calendars.h"

#include <gtest/gtest.h>

namespace locales {
namespace {

std::string Iso(Calendar calendar, int year, int month, int day) {
  const auto found = DayIn(calendar, year, month, day);
  return found ? core::ToText(*found) : "none";
}

TEST(Calendars, KnowFamousDays) {
  // The earthquakes of 2072 and 1990 in Nepal; the second is before the table.
  EXPECT_EQ(Iso(Calendar::kBikramSambat, 2072, 1, 12), "2015-04-25");
  EXPECT_EQ(Iso(Calendar::kBikramSambat, 1990, 10, 2), "none");
  // Constitution Day of Nepal is 3 Asoj, which was 20 September 2015.
  EXPECT_EQ(Iso(Calendar::kBikramSambat, 2072, 6, 3), "2015-09-20");
  // What Bangladesh reformed its calendar for in 2019: these stay on the days of 1952 and 1971.
  EXPECT_EQ(Iso(Calendar::kBengali, 1426, 11, 8), "2020-02-21");
  EXPECT_EQ(Iso(Calendar::kBengali, 1426, 12, 12), "2020-03-26");
  EXPECT_EQ(Iso(Calendar::kBengali, 1427, 9, 1), "2020-12-16");
  EXPECT_EQ(Iso(Calendar::kEthiopian, 2019, 1, 1), "2026-09-11");
  EXPECT_EQ(Iso(Calendar::kGregorian, 2028, 2, 29), "2028-02-29");
}

// Whatever a year's months are, its days follow each other, and belong to it.
TEST(Calendars, HaveEveryDayOnce) {
  struct Span {
    Calendar calendar;
    int first, last, months;
  };
  for (const Span& span :
       {Span{Calendar::kBikramSambat, 2040, 2083, 12}, Span{Calendar::kBengali, 1426, 1480, 12},
        Span{Calendar::kEthiopian, 1950, 2050, 13}}) {
    core::Day next = *DayIn(span.calendar, span.first, 1, 1);
    for (int year = span.first; year <= span.last; ++year) {
      for (int month = 1; month <= span.months; ++month) {
        for (int day = 1; const auto found = DayIn(span.calendar, year, month, day); ++day) {
          ASSERT_EQ(found->number, next.number) << year << "-" << month << "-" << day;
          ASSERT_EQ(YearIn(span.calendar, *found), year);
          next = next + 1;
        }
      }
      EXPECT_FALSE(DayIn(span.calendar, year, span.months + 1, 1));
    }
  }
}

// A year that nobody has published yet is asked back, not taken for the one before.
TEST(Calendars, DoNotGuessYearsToCome) {
  const core::Day begins = *DayIn(Calendar::kGregorian, 2027, 4, 14);
  EXPECT_EQ(YearIn(Calendar::kBikramSambat, begins + -1), 2083);
  EXPECT_FALSE(YearIn(Calendar::kBikramSambat, begins));
  EXPECT_EQ(Iso(Calendar::kBikramSambat, 2084, 1, 1), "none");
}

}  // namespace
}  // namespace locales
