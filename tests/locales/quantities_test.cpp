// SPDX-License-Identifier: Apache-2.0
// A number and what it counts: "thirty one days" is 31, "ten hours two days" is two numbers, and
// what lies between them belongs to the number before it, in every language.
#include <gtest/gtest.h>
#include <unicode/rbnf.h>

#include "locales/understand.h"

namespace locales {
namespace {

struct Counting {
  std::string language;
  std::string hours;
  std::string days;
  std::string between = " ";
};

std::vector<Counting> Languages() {
  return {{"en", "hours", "days"},   {"es", "horas", "días"},  {"fr", "heures", "jours"},
          {"pt", "horas", "dias"},   {"fil", "oras", "araw"},  {"vi", "tiếng", "ngày"},
          {"ne", "घण्टा", "दिन"},     {"hi", "घंटे", "दिन"},      {"ar", "ساعة", "يوم"},
          {"am", "ሰዓት", "ቀን"},       {"id", "jam", "hari"},    {"ta", "மணி நேரம்", "நாள்"},
          {"tr", "saat", "gün"},     {"km", "ម៉ោង", "ថ្ងៃ", ""}, {"my", "နာရီ", "ရက်", ""},
          {"th", "ชั่วโมง", "วัน", ""}, {"zh", "小时", "天", ""}};
}

std::string Spelled(const std::string& language, int number) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, icu::Locale(language.c_str()),
                                          status);
  icu::UnicodeString words;
  format.format(static_cast<int64_t>(number), words, status);
  std::string out;
  words.toUTF8String(out);
  return out;
}

Understood Read(const std::string& language, AnswerType type, const std::string& text) {
  Question question;
  question.type = type;
  question.language = language;
  question.today = core::DayFromText("2026-11-25").value_or(core::Day{});
  return Understand(question, text);
}

TEST(Quantities, OneNumberKeepsAllItsWords) {
  for (const auto& each : Languages()) {
    size_t read = 0;
    constexpr int kMost = 99;
    for (int number = 1; number <= kMost; ++number) {
      const auto text = Spelled(each.language, number) + each.between + each.days;
      const auto got = Read(each.language, AnswerType::kInteger, text);
      if (got.meaning != Meaning::kValue) continue;
      ++read;
      EXPECT_EQ(got.number, number) << each.language << " " << text;
    }
    EXPECT_GE(read, 90U) << each.language;
  }
}

TEST(Quantities, TwoAreAskedBack) {
  for (const auto& each : Languages()) {
    for (const int first : {10, 20, 100}) {
      for (const int second : {2, 5}) {
        const auto text = Spelled(each.language, first) + each.between + each.hours + each.between +
                          Spelled(each.language, second) + each.between + each.days;
        EXPECT_NE(Read(each.language, AnswerType::kInteger, text).meaning, Meaning::kValue)
            << each.language << " " << text;
      }
    }
  }
}

TEST(Quantities, HalvesAndQuartersAreOfWhatWasCounted) {
  const auto number = [](const std::string& language, const std::string& text) {
    const auto got = Read(language, AnswerType::kDecimal, text);
    return got.meaning == Meaning::kValue ? got.number : -1;
  };
  EXPECT_EQ(number("en", "two hours and a half"), 2.5);
  EXPECT_EQ(number("en", "one and a quarter"), 1.25);
  EXPECT_EQ(number("es", "dos horas y media"), 2.5);
  EXPECT_EQ(number("hi", "सवा सौ"), 125);
  EXPECT_EQ(number("hi", "पौने सौ"), 75);
  EXPECT_EQ(number("my", "၃ သိန်းခွဲ"), 350000);
  EXPECT_EQ(number("vi", "8 triệu rưỡi"), 8500000);
}

TEST(Quantities, AccentsTellWordsApartWhereFoldingDoesNot) {
  const auto about = Read("vi", AnswerType::kInteger, "tầm 10 tiếng");
  EXPECT_EQ(about.number, 10);
  EXPECT_EQ(Read("vi", AnswerType::kInteger, "tám").number, 8);
  EXPECT_EQ(Read("vi", AnswerType::kInteger, "tam").number, 8);
  EXPECT_NE(Read("vi", AnswerType::kInteger, "tạm").meaning, Meaning::kValue);
  EXPECT_NE(Read("vi", AnswerType::kYesNo, "đá").meaning, Meaning::kValue);
  const auto dont = Read("vi", AnswerType::kYesNo, "đừng");
  EXPECT_EQ(dont.values, std::vector<std::string>{"no"});
}

TEST(Quantities, LastWeekIsTheWeekBeforeThisOne) {
  const auto day = [](const std::string& language, const std::string& text) {
    const auto got = Read(language, AnswerType::kDate, text);
    return got.meaning == Meaning::kValue ? core::ToText(got.day) : "";
  };
  // 2026-11-25 is a Wednesday.
  EXPECT_EQ(day("en", "friday last week"), "2026-11-20");
  EXPECT_EQ(day("zh", "上周五"), "2026-11-20");
  EXPECT_EQ(day("en", "monday last week"), "");  // the last Monday was this week
  EXPECT_EQ(day("en", "last monday"), "2026-11-23");
  EXPECT_EQ(day("zh", "上周一"), "");
  EXPECT_EQ(day("vi", "thứ sáu tuần trước"), "2026-11-20");
  EXPECT_EQ(day("id", "jumat minggu lalu"), "2026-11-20");
  EXPECT_EQ(day("en", "sunday last week"), "");  // of which week, depends on where it begins
  EXPECT_EQ(day("es", "el 5 de mayo del año pasado"), "2025-05-05");
  EXPECT_EQ(day("hi", "पिछले साल 5 मई"), "2025-05-05");
  EXPECT_EQ(day("zh", "去年5月5日"), "2025-05-05");
  EXPECT_EQ(day("en", "last year"), "");
  EXPECT_EQ(day("en", "may last year"), "");
  EXPECT_EQ(day("en", "last week"), "");
  EXPECT_EQ(day("en", "yesterday a week ago"), "");
  EXPECT_EQ(day("en", "2 weeks ago"), "2026-11-11");
}

std::string Choose(const std::string& language, const std::vector<AnswerOption>& options,
                   const std::string& text, AnswerType type = AnswerType::kSelectOne) {
  Question question;
  question.type = type;
  question.language = language;
  question.options = &options;
  const auto got = Understand(question, text);
  return got.meaning == Meaning::kValue ? got.values[0] : std::string(Name(got.meaning));
}

TEST(Options, AreKnownByTheirSoundInLatinLetters) {
  const std::vector<AnswerOption> bengali = {
      {"owner", "মালিক", {}}, {"agent", "দালাল", {}}, {"firm", "কোম্পানি", {}}};
  EXPECT_EQ(Choose("bn", bengali, "malik"), "owner");
  EXPECT_EQ(Choose("bn", bengali, "maalik"), "owner");
  EXPECT_EQ(Choose("bn", bengali, "company"), "firm");
  EXPECT_EQ(Choose("bn", bengali, "milk tea"), "not_understood");
  const std::vector<AnswerOption> hindi = {
      {"cash", "नकद", {}}, {"bank", "बैंक", {}}, {"unpaid", "मज़दूरी नहीं मिली", {}}};
  EXPECT_EQ(Choose("hi", hindi, "nakad"), "cash");
  EXPECT_EQ(Choose("hi", hindi, "bank"), "bank");
  EXPECT_EQ(Choose("hi", hindi, "mazduri"), "not_understood");  // its label says "not"
  const std::vector<AnswerOption> alike = {{"a", "মালিক", {}}, {"b", "মলিকা", {}}};
  EXPECT_EQ(Choose("bn", alike, "malik"), "ambiguous");
}

// "He keeps it himself" is not "I keep it myself": in many languages the two selves are one word.
TEST(Options, OfOneselfAreNotAnothersOwn) {
  const std::vector<AnswerOption> chinese = {{"me", "我自己拿着", {"自己"}}, {"boss", "老板", {}}};
  EXPECT_EQ(Choose("zh", chinese, "自己拿着"), "me");
  EXPECT_EQ(Choose("zh", chinese, "他自己拿着"), "not_understood");
  const std::vector<AnswerOption> hindi = {{"me", "मेरे पास", {"खुद", "अपने पास"}},
                                           {"boss", "मालिक", {}}};
  EXPECT_EQ(Choose("hi", hindi, "मैं खुद रखता हूं"), "me");
  EXPECT_EQ(Choose("hi", hindi, "वो खुद रखता है"), "not_understood");
  EXPECT_EQ(Choose("hi", hindi, "unhone apne paas rakha"), "not_understood");
  const std::vector<AnswerOption> filipino = {{"me", "Ako mismo", {}}, {"boss", "Amo", {}}};
  EXPECT_EQ(Choose("fil", filipino, "ako mismo po"), "me");
  EXPECT_EQ(Choose("fil", filipino, "siya mismo"), "not_understood");
  EXPECT_EQ(Choose("fil", filipino, "amo"), "boss");
}

TEST(Options, AreNotTheirBrothersOrFriends) {
  const std::vector<AnswerOption> indonesian = {{"foreman", "Mandor", {}}, {"guard", "Satpam", {}}};
  EXPECT_EQ(Choose("id", indonesian, "dibentak mandor"), "foreman");
  EXPECT_EQ(Choose("id", indonesian, "dibentak kakak mandor"), "not_understood");
  EXPECT_EQ(Choose("id", indonesian, "pak mandor"), "foreman");
  const std::vector<AnswerOption> chinese = {{"boss", "老板", {}}, {"guard", "保安", {}}};
  EXPECT_EQ(Choose("zh", chinese, "保安大哥"), "guard");
  EXPECT_EQ(Choose("zh", chinese, "老板朋友"), "not_understood");
  const std::vector<AnswerOption> swahili = {{"boss", "Bosi", {}}, {"guard", "Mlinzi", {}}};
  EXPECT_EQ(Choose("sw", swahili, "bosi alinipiga"), "boss");
  EXPECT_EQ(Choose("sw", swahili, "kaka wa bosi alinipiga"), "not_understood");
}

// The same where several may be chosen.
TEST(Options, OfSeveralAreNotTheirBrothersEither) {
  const std::vector<AnswerOption> filipino = {{"foreman", "Foreman", {}}, {"guard", "Sekyu", {}}};
  EXPECT_EQ(Choose("fil", filipino, "sinigawan po ng foreman", AnswerType::kSelectMultiple),
            "foreman");
  EXPECT_EQ(
      Choose("fil", filipino, "sinigawan ako ng kuya ng foreman", AnswerType::kSelectMultiple),
      "not_understood");
}

TEST(Quantities, AreTheOptionThatTheyAreWithin) {
  const auto read = [](const std::string& language, const std::vector<AnswerOption>& options,
                       const std::string& text) {
    Question question;
    question.type = AnswerType::kSelectOne;
    question.language = language;
    question.options = &options;
    std::string out;
    for (const auto& value : Understand(question, text).values)
      out += (out.empty() ? "" : "|") + value;
    return out;
  };
  const std::vector<AnswerOption> hours = {
      {"a", "Less than 8 hours", {}}, {"b", "8 to 10 hours", {}}, {"c", "More than 10 hours", {}}};
  EXPECT_EQ(read("en", hours, "2"), "b");  // the option's number
  EXPECT_EQ(read("en", hours, "2 hours"), "a");
  EXPECT_EQ(read("en", hours, "nine hours"), "b");
  EXPECT_EQ(read("en", hours, "14 hours"), "c");
  EXPECT_EQ(read("en", hours, "8 hours"),
            "a|b");  // never "less than 8" because its words are there
  EXPECT_EQ(read("en", hours, "10 hours"), "b|c");
  EXPECT_EQ(read("en", hours, "9 days"), "");
  EXPECT_EQ(read("en", hours, "not 9 hours"), "");
  const std::vector<AnswerOption> at_least = {{"a", "8 hours", {}}, {"b", "At least 9 hours", {}}};
  EXPECT_EQ(read("en", at_least, "8 hours"), "a");
  EXPECT_EQ(read("en", at_least, "7 hours"), "");  // what "at least" allows nobody here knows
  const std::vector<AnswerOption> chinese = {
      {"a", "8小时以下", {}}, {"b", "8到10小时", {}}, {"c", "10小时以上", {}}};
  EXPECT_EQ(read("zh", chinese, "九小时"), "b");
  EXPECT_EQ(read("zh", chinese, "10小时"), "b|c");
}

}  // namespace
}  // namespace locales
