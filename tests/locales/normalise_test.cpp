// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/limits.h"
#include "locales/understand.h"

namespace locales {
namespace {

std::string Plain(std::string_view text) {
  bool cut = true;
  std::string out = Normalise(text, &cut);
  EXPECT_FALSE(cut) << text;
  return out;
}

TEST(Normalise, TrimsComposesAndRemovesControls) {
  EXPECT_EQ(Plain("  hello \n"), "hello");
  EXPECT_EQ(Plain("e\u0301"), "é");
  EXPECT_EQ(Plain(std::string_view("a\0b\x07", 4)), "ab");
  EXPECT_EQ(Plain("a\tb\r\nc"), "a b\nc");
  EXPECT_EQ(Plain("\u202eevil\u202c \ufeffx\u200f"), "evil x");
  EXPECT_EQ(Plain("\u00a0\u3000x\u2028"), "x");
  EXPECT_EQ(Plain("ক্‍ষ"), "ক্‍ষ");  // the joiner belongs to the word
  EXPECT_EQ(Plain(""), "");
  EXPECT_EQ(Plain("\u200e \u200f"), "");
}

TEST(Normalise, CutsAtTheLimitAndSaysSo) {
  using core::limits::kMaxWorkerTextChars;
  bool cut = true;
  EXPECT_EQ(Normalise(std::string(kMaxWorkerTextChars, 'x'), &cut).size(), kMaxWorkerTextChars);
  EXPECT_FALSE(cut);
  EXPECT_EQ(Normalise(std::string(kMaxWorkerTextChars, 'x') + "  \n", &cut).size(),
            kMaxWorkerTextChars);
  EXPECT_FALSE(cut);
  EXPECT_EQ(Normalise(std::string(kMaxWorkerTextChars + 1, 'x'), &cut).size(), kMaxWorkerTextChars);
  EXPECT_TRUE(cut);
  std::string wide;
  for (size_t i = 0; i < kMaxWorkerTextChars + 5; ++i) wide += "🙂";
  EXPECT_EQ(Normalise(wide, &cut).size(), kMaxWorkerTextChars * 4);
  EXPECT_TRUE(cut);
  static_cast<void>(Normalise("x", nullptr));
}

}  // namespace
}  // namespace locales
