// SPDX-License-Identifier: Apache-2.0
// National ids: each with its check digits right is an id, with one digit changed it is not one for
// its form alone. The numbers were computed apart from our C++ (and agree with npm stdnum's); none
// was given out.
#include <gtest/gtest.h>

#include <ostream>

#include "privacy/scrub.h"

namespace privacy {
namespace {

struct Case {
  const char* country;
  const char* id;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.country << " " << c.id; }

class CheckedId : public testing::TestWithParam<Case> {};

std::string ScrubbedIn(const char* country, const std::string& text) {
  return Scrub({country, "en", {}}, text).text;
}

TEST_P(CheckedId, IsFoundWithoutAWordBesideIt) {
  EXPECT_EQ(ScrubbedIn(GetParam().country, std::string("they kept ") + GetParam().id + " and left"),
            "they kept [id] and left");
}

INSTANTIATE_TEST_SUITE_P(
    Scrub, CheckedId,
    testing::Values(
        Case{"IN", "234567890124"}, Case{"IN", "2345 6789 0124"}, Case{"IN", "ABCPE1234F"},
        Case{"BR", "529.982.247-25"}, Case{"BR", "52998224725"}, Case{"BR", "120.56874.10-7"},
        Case{"TR", "10000000146"}, Case{"TR", "12345678950"}, Case{"TH", "1-1037-00123-45-8"},
        Case{"TH", "1103700123458"}, Case{"CN", "11010519491231002X"},
        Case{"CN", "440524188001010014"}, Case{"MX", "HEGG560427MVZRRL04"},
        Case{"MX", "HEGG560427AB1"}, Case{"MX", "12 85 90 0123 7"}, Case{"ES", "12345678Z"},
        Case{"ES", "X1234567L"}, Case{"FR", "1 84 12 76 451 089 46"}, Case{"SG", "S1234567D"},
        Case{"SG", "G1234567X"}, Case{"GB", "AB 12 34 56 C"}, Case{"AE", "784-1990-1234567-6"},
        Case{"SA", "2123456788"}, Case{"KW", "288010100019"}, Case{"ZA", "8001015009087"},
        Case{"EG", "29001011234567"}, Case{"MY", "900101-14-5678"}, Case{"PK", "35202-1234567-1"},
        Case{"LK", "853400937V"}, Case{"LK", "198534000937"}, Case{"SV", "04567890-3"},
        Case{"GT", "1234 56789 0101"}, Case{"US", "123-45-6789"}, Case{"PH", "34-1234567-9"},
        Case{"MM", "12/DaGaNa(N)123456"}));

TEST(CheckedIds, WrongLettersAreNoId) {
  EXPECT_EQ(ScrubbedIn("SG", "they kept S1234567E"),
            "they kept S[phone]E");  // seven digits in a row go all the same
  EXPECT_EQ(ScrubbedIn("MX", "lote HEGG560427MVZRRL05"), "lote HEGG560427MVZRRL05");
}

TEST(CheckedIds, APhoneNumberStaysAPhoneNumber) {
  EXPECT_EQ(ScrubbedIn("IN", "ring 919876543210"), "ring [phone]");
  EXPECT_EQ(ScrubbedIn("BR", "ligue 11987654321"), "ligue [phone]");
}

TEST(BirthDates, GoWhereAWordTellsWhatTheyAre) {
  EXPECT_EQ(ScrubbedIn("BD", "date of birth 12/03/1994, fired on 12/03/2026"),
            "date of birth [date], fired on 12/03/2026");
  EXPECT_EQ(ScrubbedIn("BD", "I was born on 12 March 1994"), "I was born on [date]");
  EXPECT_EQ(ScrubbedIn("CN", "出生日期1994年3月12日"), "出生日期[date]");
}

TEST(WordTables, OfOtherLanguagesDoNotDisturb) {
  // Vietnamese "thẻ" (card) without its marks is "the"; Filipino "ate" is a title; Khmer words
  // stand in any country's table.
  EXPECT_EQ(ScrubbedIn("BD", "the 2026 contract, we ate 1000 times"),
            "the 2026 contract, we ate 1000 times");
  EXPECT_EQ(ScrubbedIn("VN", "the 20261 contract"), "the 20261 contract");
}

}  // namespace
}  // namespace privacy
