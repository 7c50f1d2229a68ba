// SPDX-License-Identifier: Apache-2.0
// second_set.json, third_set.json: sentences written by somebody who had not seen the word lists,
// in 16 and 24 languages (README.md has what the first run made of them). Held to the same bars as
// the first set.
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <map>

#include "core/json.h"
#include "core/utf8.h"
#include "privacy/scrub.h"
#include "privacy/scrub_internal.h"

namespace privacy {
namespace {

constexpr size_t kTelling = 5;  // so many digits of a number in a row find somebody

struct Count {
  size_t hits = 0;
  size_t all = 0;
};

std::string Digits(std::string_view text) {
  std::string digits;
  for (const char c : Fold(text).text) {
    if (c >= '0' && c <= '9') digits += c;
    if (c == kHole) digits += '|';
  }
  return digits;
}

bool IsGone(const std::string& value, const std::string& scrubbed) {
  if (scrubbed.find(value) != std::string::npos) return false;
  const std::string digits = Digits(value);
  const std::string left = Digits(scrubbed);
  for (size_t at = 0; at + kTelling <= digits.size(); ++at) {
    if (left.find(digits.substr(at, kTelling)) != std::string::npos) return false;
  }
  return true;
}

// Characters of the text that are not in what is left of it.
size_t Masked(const std::string& text, const std::string& scrubbed) {
  if (text == scrubbed) return 0;
  size_t same = 0;
  for (size_t at = 0; at < scrubbed.size(); ++at) {
    if (scrubbed[at] != '[') {
      ++same;
      continue;
    }
    at = std::min(scrubbed.find(']', at), scrubbed.size());
  }
  return text.size() - std::min(same, text.size());
}

class ScrubBlindSet : public testing::TestWithParam<const char*> {};

TEST_P(ScrubBlindSet, MeetsTheBarsOfTheFirst) {
  std::ifstream in(std::string(DWBOT_SOURCE_DIR "/tests/privacy/") + GetParam() + "_set.json");
  const auto document =
      core::JsonDocument::Parse(std::string{std::istreambuf_iterator<char>(in), {}});
  ASSERT_TRUE(document);
  std::map<std::string, Count> recall;
  Count innocent;
  const core::JsonValue all = document->root();
  for (size_t i = 0; i < all.size(); ++i) {
    const std::string language = all.At(i).Find("language")->String();
    const std::string country = all.At(i).Find("country")->String();
    const ScrubContext context{country, language, {}};
    const core::JsonValue texts = *all.At(i).Find("texts");
    for (size_t t = 0; t < texts.size(); ++t) {
      const std::string text = texts.At(t).Find("text")->String();
      const std::string scrubbed = Scrub(context, text).text;
      const core::JsonValue gone = *texts.At(t).Find("gone");
      for (size_t g = 0; g < gone.size(); ++g) {
        Count& count = recall[gone.At(g).Find("kind")->String()];
        const bool hit = IsGone(gone.At(g).Find("value")->String(), scrubbed);
        count.all += 1;
        count.hits += hit ? 1 : 0;
        if (!hit) std::cout << language << " missed, text " << t << "\n";
      }
    }
    const core::JsonValue plain = *all.At(i).Find("innocent");
    for (size_t t = 0; t < plain.size(); ++t) {
      const std::string text = plain.At(t).String();
      innocent.all += text.size();
      innocent.hits += Masked(text, Scrub(context, text).text);
    }
  }
  EXPECT_GE(all.size(), 12u);
  for (const auto& [kind, count] : recall) {
    std::cout << kind << ": recall " << count.hits << "/" << count.all << "\n";
    if (kind != "name") {
      EXPECT_GE(static_cast<double>(count.hits), 0.99 * static_cast<double>(count.all)) << kind;
    }
  }
  std::cout << "innocent characters removed " << innocent.hits << "/" << innocent.all << "\n";
  EXPECT_LE(static_cast<double>(innocent.hits), 0.01 * static_cast<double>(innocent.all));
}

INSTANTIATE_TEST_SUITE_P(Scrub, ScrubBlindSet, testing::Values("second", "third"),
                         [](const auto& set) { return std::string(set.param); });

}  // namespace
}  // namespace privacy
