// SPDX-License-Identifier: Apache-2.0
#include "channels/text_split.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/random.h"
#include "core/utf8.h"

namespace channels {
namespace {

using testing::ElementsAre;

TEST(Shorten, CutsBetweenCharactersAsReadersSeeThem) {
  EXPECT_EQ(Shorten("short", 60), "short");
  EXPECT_EQ(Shorten("abcdef", 6), "abcdef");
  EXPECT_EQ(Shorten("abcdefg", 6), "abcde…");
  EXPECT_EQ(Shorten("abcd efg", 6), "abcd…");              // no space before the ellipsis
  EXPECT_EQ(Shorten("ab👩‍👩‍👧cd", 6), "ab…");  // a family is one character of 8 units
  EXPECT_EQ(Shorten("কিকিকিকি", 6), "কিকি…");              // a vowel sign stays with its letter
  EXPECT_EQ(Shorten("😀😀😀", 4), "😀…");                  // and no half of a surrogate pair
}

TEST(SplitText, PrefersParagraphLineSentenceWord) {
  EXPECT_THAT(SplitText("fits", 10), ElementsAre("fits"));
  EXPECT_THAT(SplitText("one two\nthree\n\nfour five six", 20),
              ElementsAre("one two\nthree", "four five six"));
  EXPECT_THAT(SplitText("one. two three\nfour five", 18),
              ElementsAre("one. two three", "four five"));
  EXPECT_THAT(SplitText("first one. then the rest", 16),
              ElementsAre("first one.", "then the rest"));
  EXPECT_THAT(SplitText("প্রথম বাক্য। দ্বিতীয় বাক্য", 16), ElementsAre("প্রথম বাক্য।", "দ্বিতীয় বাক্য"));
  EXPECT_THAT(SplitText("alpha beta gamma", 12), ElementsAre("alpha beta", "gamma"));
  EXPECT_THAT(SplitText("abcdefghij", 4), ElementsAre("abcd", "efgh", "ij"));
  EXPECT_THAT(SplitText("abc     \n\n     ", 4), ElementsAre("abc"));
}

TEST(SplitText, LosesNothingButWhiteSpaceAndNeverExceedsTheRoom) {
  const std::string parts[] = {"a",  "ক্ষ", "😀", "👩‍👩‍👧", " ",   "\n",
                               ". ", "। ", "é",  "longword",           "\xff"};
  core::SeededRandom random(5);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (uint64_t n = 1 + random.Below(200); n > 0; --n)
      text += parts[random.Below(std::size(parts))];
    size_t room = 10 + static_cast<size_t>(random.Below(60));
    std::string joined;
    for (const std::string& piece : SplitText(text, room)) {
      EXPECT_LE(core::Utf16Length(piece), room);
      joined += piece;
    }
    auto solid = [](std::string s) {
      s = core::RepairUtf8(s);
      s.erase(std::remove_if(s.begin(), s.end(), [](char c) { return c == ' ' || c == '\n'; }),
              s.end());
      return s;
    };
    EXPECT_EQ(solid(joined), solid(text));
  }
}

}  // namespace
}  // namespace channels
