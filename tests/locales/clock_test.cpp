// SPDX-License-Identifier: Apache-2.0
// Times of day, calendars of their own, Zawgyi.
#include <gtest/gtest.h>

#include "locales/catalog.h"
#include "locales/understand.h"
#include "locales/zawgyi.h"

namespace locales {
namespace {

std::string Read(AnswerType type, std::string_view language, std::string_view country,
                 std::string_view text) {
  Question question;
  question.type = type;
  question.language = language;
  question.country = country;
  question.today = *core::DayFromText("2026-11-21");
  const auto got = Understand(question, text);
  if (got.meaning == Meaning::kAmbiguous) {
    std::string out;
    for (const auto& value : got.values) out += (out.empty() ? "" : "|") + value;
    return out;
  }
  if (got.meaning != Meaning::kValue) return std::string(Name(got.meaning));
  if (type == AnswerType::kDate) return core::ToText(got.day);
  if (type == AnswerType::kInteger) return std::to_string(static_cast<int64_t>(got.number));
  return got.values.empty() ? "" : got.values[0];
}

TEST(Times, AreTakenWhereNothingElseCanBeMeant) {
  const auto read = [](std::string_view text) { return Read(AnswerType::kTime, "en", "WS", text); };
  EXPECT_EQ(read("14:30"), "14:30");
  EXPECT_EQ(read("08:30"), "08:30");
  EXPECT_EQ(read("20.15"), "20:15");
  EXPECT_EQ(read("18h30"), "18:30");
  EXPECT_EQ(read("0600"), "06:00");
  EXPECT_EQ(read("6am"), "06:00");
  EXPECT_EQ(read("8 pm"), "20:00");
  EXPECT_EQ(read("half past eight in the evening"), "20:30");
  EXPECT_EQ(read("12 noon"), "12:00");
  EXPECT_EQ(read("midnight"), "00:00");
  EXPECT_EQ(read("12 am"), "00:00");
  EXPECT_EQ(read("10 at night"), "22:00");
  EXPECT_EQ(read("2 at night"), "02:00");
}

TEST(Times, AreAskedBackWhereTheHalfOfTheDayIsOpen) {
  const auto read = [](std::string_view text) { return Read(AnswerType::kTime, "en", "WS", text); };
  EXPECT_EQ(read("8:30"), "08:30|20:30");
  EXPECT_EQ(read("eight o'clock"), "08:00|20:00");
  EXPECT_EQ(read("25:00"), "not_understood");
  EXPECT_EQ(read("8:75"), "not_understood");
  EXPECT_EQ(read("8 to 10 am"), "not_understood");
  EXPECT_EQ(read("14:00 am"), "not_understood");
  EXPECT_EQ(read("soon"), "not_understood");
  EXPECT_EQ(read("STOP"), "stop");
}

TEST(Dates, OfOtherCalendars) {
  const auto read = [](std::string_view country, std::string_view text) {
    return Read(AnswerType::kDate, "en", country, text);
  };
  // 1 Meskerem 2019 is 11 September 2026.
  EXPECT_EQ(read("ET", "1/1/2019"), "2026-09-11|2019-01-01");
  EXPECT_EQ(read("ET", "12/3/2026"), "2026-03-12");
  EXPECT_EQ(read("ET", "12/3"), "not_understood");
  EXPECT_EQ(read("TH", "12/3/69"), "2026-03-12");
  EXPECT_EQ(read("TH", "12/3/26"), "2026-03-12|1983-03-12");
  EXPECT_EQ(read("NP", "2083-08-05"), "2026-11-21");
  EXPECT_EQ(read("QA", "2083-08-05"), "not_understood");
}

TEST(Dates, TakeOneSlipInALongName) {
  const auto read = [](std::string_view language, std::string_view text) {
    return Read(AnswerType::kDate, language, "CO", text);
  };
  EXPECT_EQ(read("es", "15 de octuvre"), "2026-10-15");
  EXPECT_EQ(read("en", "last wendsday"), "2026-11-18");
  EXPECT_EQ(read("sw", "jumatato iliyopita"), "not_understood");  // jumatatu or jumatano
}

TEST(Burmese, IsReadInZawgyiToo) {
  EXPECT_EQ(Normalise("\u1031\u1014\u1095", nullptr), "\u1014\u1031\u1037");
  const std::string unicode = "မြန်မာ ဘာသာ ဟုတ်ကဲ့ ကျွန်တော်";
  EXPECT_EQ(Normalise(unicode, nullptr), unicode);
}

// A text that is surely Unicode is not read a second time as Zawgyi; one that may be Zawgyi is.
TEST(Burmese, ShowsItsEncoding) {
  for (const std::string_view zawgyi : {"ဟုတ္ကဲ့", "မဟုတ္ဘူး", "ေက်းဇူးတင္ပါတယ္", "ကၽြန္ေတာ္", "အလုပ္ရွင္", "ေန႔တိုင္း",
                                        "ဆယ့္ႏွစ္နာရီ", "ေျပာခ်င္ဘူး", "ေစ်း", "ဖ်ားေနတယ္", "က်ေနာ္", "ဘဏ္"}) {
    EXPECT_FALSE(IsUnicodeBurmese(zawgyi)) << zawgyi;
  }
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  size_t sure = 0;
  for (size_t key = 0; key < kTextKeyCount; ++key) {
    const auto& text = catalogs->Find("my")->Text(static_cast<TextKey>(key));
    EXPECT_FALSE(IsZawgyi(text)) << text;
    sure += IsUnicodeBurmese(text) ? 1 : 0;
  }
  EXPECT_GE(sure, kTextKeyCount * 9 / 10);
}

}  // namespace
}  // namespace locales
