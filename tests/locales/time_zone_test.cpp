// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "locales/understand.h"

namespace locales {
namespace {

TEST(TimeZone, OfACountry) {
  EXPECT_EQ(DefaultTimeZone("WS"), "Pacific/Apia");
  EXPECT_EQ(DefaultTimeZone("BD"), "Asia/Dhaka");
  EXPECT_EQ(DefaultTimeZone("BR"), "America/Sao_Paulo");
  EXPECT_EQ(DefaultTimeZone("KE"), "Africa/Nairobi");  // from ICU
  EXPECT_EQ(DefaultTimeZone("KH"), "Asia/Phnom_Penh");
  EXPECT_EQ(DefaultTimeZone("XX"), "UTC");
  EXPECT_EQ(DefaultTimeZone(""), "UTC");
  for (const char* country : {"WS", "CK", "CO", "PH", "BD", "FM", "PS", "UA", "VN", "KE", "XX"}) {
    EXPECT_TRUE(LocalHour(DefaultTimeZone(country), {0})) << country;
  }
}

TEST(TimeZone, TheDateLineLiesBetweenThePilots) {
  const core::Timestamp noon = *core::TimestampFromRfc3339("2026-11-21T12:00:00Z");
  EXPECT_EQ(LocalDay("Pacific/Apia", noon), core::DayFromText("2026-11-22"));
  EXPECT_EQ(LocalDay("Pacific/Rarotonga", noon), core::DayFromText("2026-11-21"));
  EXPECT_EQ(LocalDay("Pacific/Rarotonga", *core::TimestampFromRfc3339("2026-11-21T09:00:00Z")),
            core::DayFromText("2026-11-20"));
  EXPECT_EQ(LocalDay("Nowhere/Land", noon), std::nullopt);
}

TEST(TimeZone, LocalHour) {
  const auto at = *core::TimestampFromRfc3339("2026-11-21T23:30:00Z");
  EXPECT_EQ(LocalHour("UTC", at), 23);
  EXPECT_EQ(LocalHour("Asia/Dhaka", at), 5);
  EXPECT_EQ(LocalHour("Pacific/Apia", at), 12);
  EXPECT_EQ(LocalHour("America/Bogota", at), 18);
  EXPECT_EQ(LocalHour("Asia/Kathmandu", at), 5);  // +05:45
  EXPECT_EQ(LocalHour("America/New_York", *core::TimestampFromRfc3339("2026-07-01T12:00:00Z")),
            8);  // daylight saving
  EXPECT_EQ(LocalHour("UTC", {-1}), 23);
  EXPECT_EQ(LocalHour("Nowhere/Land", at), std::nullopt);
  EXPECT_EQ(LocalHour("", at), std::nullopt);
}

}  // namespace
}  // namespace locales
