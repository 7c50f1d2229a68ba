// SPDX-License-Identifier: Apache-2.0
// Numbers in words as ICU spells them, where it really knows the language: for bn, ur, si, ceb, sm
// and rar it answers in English or in the language of the host, so the actual locale is checked.
#include <gtest/gtest.h>
#include <unicode/rbnf.h>

#include <cstdio>

#include "locales/catalog.h"

#include "locales/understand.h"

namespace locales {
namespace {

std::vector<int> Numbers() {
  std::vector<int> out;
  for (int i = 0; i <= 130; ++i) out.push_back(i);
  for (const int i :
       {150,    199,    200,    205,    210,     215,     250,     300,     365,     500,
        505,    550,    650,    777,    800,     900,     999,     1000,    1001,    1005,
        1010,   1050,   1100,   1200,   1250,    1500,    1999,    2000,    2005,    2026,
        2050,   2500,   3000,   3500,   4200,    5000,    7500,    9999,    10000,   10500,
        12000,  12500,  15000,  20000,  25000,   50000,   55000,   99999,   100000,  125000,
        150000, 200000, 250000, 500000, 1000000, 1500000, 2000000, 3500000, 10000000})
    out.push_back(i);
  return out;
}

std::string Utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

TEST(NumberWords, AreReadAsIcuSpellsThem) {
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  for (const auto& language : catalogs->languages()) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, icu::Locale(language.c_str()),
                                            status);
    ASSERT_TRUE(U_SUCCESS(status));
    const auto actual = format.getLocale(ULOC_ACTUAL_LOCALE, status);
    if (std::string(actual.getLanguage()) != language) continue;
    constexpr size_t kLeast = 80;  // of a hundred
    size_t read = 0;
    size_t wrong = 0;
    const auto numbers = Numbers();
    std::string missed;
    for (const int number : numbers) {
      icu::UnicodeString words;
      format.format(static_cast<int64_t>(number), words, status);
      Question question;
      question.type = AnswerType::kInteger;
      question.language = language;
      const auto got = Understand(question, Utf8(words));
      if (got.meaning != Meaning::kValue) {
        missed += " " + std::to_string(number) + "=" + Utf8(words) + ";";
        continue;
      }
      ++read;
      wrong += got.number == number ? 0 : 1;
      EXPECT_EQ(got.number, number) << language << " " << Utf8(words);
    }
    std::printf("%s: %zu of %zu numbers in words, %zu wrong\n", language.c_str(), read,
                numbers.size(), wrong);
    if (std::getenv("SPELLOUT_MISSED") != nullptr) std::printf("  missed:%s\n", missed.c_str());
    EXPECT_GE(read * 100, numbers.size() * kLeast) << language;
  }
}

}  // namespace
}  // namespace locales
