// SPDX-License-Identifier: Apache-2.0
#include "locales/utterances.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "locales/catalog.h"

namespace locales::testing {
namespace {

bool Fits(const std::string& expected, const std::string& got) {
  return got == expected ||
         (expected == "asked" && (got == "ambiguous" || got == "not_understood"));
}

struct Score {
  size_t right = 0;
  size_t wrong_acceptances = 0;  // a value taken that was not meant
};

Score Measure(const UtteranceSet& set) {
  Score score;
  for (const auto& utterance : set.utterances) {
    const auto got = Show(utterance.type, Understand(QuestionOf(set, utterance), utterance.text));
    if (Fits(utterance.expected, got)) {
      ++score.right;
      continue;
    }
    const bool taken = got.starts_with("value");
    score.wrong_acceptances += taken ? 1 : 0;
    std::printf("  %s%s: \"%s\" expected %s, got %s\n", taken ? "WRONG ACCEPTANCE " : "",
                set.language.c_str(), utterance.text.c_str(), utterance.expected.c_str(),
                got.c_str());
  }
  return score;
}

TEST(Utterances, AreUnderstoodAsLabelled) {
  const auto sets = ReadSets();
  ASSERT_GE(sets.size(), 2U);
  for (const auto& set : sets) {
    const Score score = Measure(set);
    const double share =
        100.0 * static_cast<double>(score.right) / static_cast<double>(set.utterances.size());
    std::printf("%s: %zu of %zu right (%.1f %%), %zu wrong acceptances\n", set.language.c_str(),
                score.right, set.utterances.size(), share, score.wrong_acceptances);
    EXPECT_GE(share, 97.0) << set.language;
    EXPECT_EQ(score.wrong_acceptances, 0U) << set.language;
  }
}

TEST(Utterances, AreEnoughInEveryLanguage) {
  const auto sets = ReadSets();
  const auto catalogs = Catalogs::Load();
  ASSERT_TRUE(catalogs) << catalogs.error().message;
  for (const auto& language : catalogs->languages()) {
    const auto set = std::find_if(sets.begin(), sets.end(),
                                  [&](const auto& each) { return each.language == language; });
    ASSERT_NE(set, sets.end()) << "tests/locales/utterances/" << language << ".json is missing";
    const auto refused = std::count_if(
        set->utterances.begin(), set->utterances.end(),
        [](const Utterance& utterance) { return !utterance.expected.starts_with("value"); });
    EXPECT_GE(set->utterances.size(), 60U) << language;
    EXPECT_GE(refused, 20) << language;
  }
}

// Coarse: CPU time of the whole set; the bound for one answer is 1 ms (understand.h), unoptimised
// builds included. What the process's first answer builds once belongs to no language: it is
// printed, and not counted.
TEST(Utterances, CostLittle) {
  const auto sets = ReadSets();
  ASSERT_FALSE(sets.empty());
  std::clock_t begin = std::clock();
  static_cast<void>(Measure(sets.front()));
  std::printf("%.0f ms for the first set, tables included\n",
              1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  for (const auto& set : sets) {
    begin = std::clock();
    constexpr int kRounds = 5;
    for (int i = 0; i < kRounds; ++i) {
      for (const auto& utterance : set.utterances) {
        static_cast<void>(Understand(QuestionOf(set, utterance), utterance.text));
      }
    }
    const double spent = 1e6 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    const double each = spent / (kRounds * static_cast<double>(set.utterances.size()));
    std::printf("%s: %.1f us an answer\n", set.language.c_str(), each);
    EXPECT_LT(each, 1000) << set.language;
  }
}

}  // namespace
}  // namespace locales::testing
