// SPDX-License-Identifier: Apache-2.0
#include "locales/fold.h"

#include <gtest/gtest.h>

#include "core/utf8.h"
#include "locales/typos.h"

namespace locales {
namespace {

std::string Key(std::string_view text) {
  std::string out;
  for (const char32_t c : FoldKey(text)) core::AppendUtf8(out, c);
  return out;
}

TEST(Fold, LeavesWordsAndDigits) {
  EXPECT_EQ(Key("  Hello,   WORLD! "), "hello world");
  EXPECT_EQ(Key("12hrs"), "12 hrs");
  EXPECT_EQ(Key("don't"), "dont");
  EXPECT_EQ(Key("don’t"), "dont");
  EXPECT_EQ(Key("Sí, señor"), "si senor");
  EXPECT_EQ(Key("ʻioe"), "ioe");
  EXPECT_EQ(Key("İSTANBUL ısı"), "istanbul isi");
  EXPECT_EQ(Key("ﬁve"), "five");
  EXPECT_EQ(Key("１２３"), "123");
  EXPECT_EQ(Key("১২৩ १२३ ١٢٣ ۱۲۳ ១២៣ ၁၂၃ ๑๒๓ ௧௨௩"), "123 123 123 123 123 123 123 123");
  EXPECT_EQ(Key("፲፪ ፻፳፫ ፩፼ ፪፼፫"), "12 123 10000 20003");
  EXPECT_EQ(Key("፻፻፻፻፻፻፻፻"), "");
  EXPECT_EQ(Key("③"), "3");
  EXPECT_EQ(Key("3️⃣"), "3");
  EXPECT_EQ(Key("أحمد"), Key("احمد"));
  EXPECT_EQ(Key("হ্যাঁ"), Key("হ্যা"));
  EXPECT_NE(Key("কি"), Key("ক"));  // vowel signs of Indic scripts are no accents
  EXPECT_EQ(Key("👍"), "");
}

TEST(Fold, DoesNotGlueWhatCompatibilityFormsWould) {
  EXPECT_EQ(Key("10²"), "10");
  EXPECT_TRUE(Fold("10²").Has(kUnknownSymbol));
  EXPECT_TRUE(Fold("2½").Has(kHalf));
}

TEST(Typos, AreForgivenByLengthOfTheWord) {
  EXPECT_TRUE(IsTypoOf(U"emploier", U"employer"));
  EXPECT_TRUE(IsTypoOf(U"agnet", U"agent"));
  EXPECT_TRUE(IsTypoOf(U"buildingmay fall", U"building may fall"));
  EXPECT_FALSE(IsTypoOf(U"now", U"not"));
  EXPECT_FALSE(IsTypoOf(U"paid", U"unpaid"));
  EXPECT_FALSE(IsTypoOf(U"ever", U"never"));
  EXPECT_FALSE(IsTypoOf(U"room 15", U"room 16"));
}

TEST(Typos, DistanceStopsAtTheLimit) {
  EXPECT_EQ(EditDistance(U"kitten", U"sitting", 5), 3U);
  EXPECT_EQ(EditDistance(U"ab", U"ba", 2), 1U);
  EXPECT_EQ(EditDistance(U"kitten", U"sitting", 1), 2U);
  EXPECT_EQ(EditDistance(U"", U"", 1), 0U);
}

}  // namespace
}  // namespace locales
