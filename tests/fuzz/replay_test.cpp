// SPDX-License-Identifier: Apache-2.0
// The fuzz targets over their seeds and over everything that ever made one of them fail
// (tests/fuzz/crashes/<target>/), with the compiler and under the sanitizers of every other test.
// script/fuzz looks for more.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#define FUZZ_TARGET(name) extern "C" int Fuzz_##name(const uint8_t* data, size_t size)
FUZZ_TARGET(workbook);
FUZZ_TARGET(sheet);
FUZZ_TARGET(markdown);
FUZZ_TARGET(expression);
FUZZ_TARGET(survey);

namespace {

namespace fs = std::filesystem;

struct Target {
  const char* name;
  int (*run)(const uint8_t*, size_t);
};
void PrintTo(const Target& t, std::ostream* out) { *out << t.name; }

std::string Read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// As script/fuzz takes them: files of a folder; of a .txt each line is one.
std::vector<std::pair<std::string, std::string>> Inputs(const std::string& target) {
  std::vector<std::pair<std::string, std::string>> out;
  const fs::path root = fs::path(DWBOT_SOURCE_DIR) / "tests/fuzz";
  for (const char* kind : {"seeds", "crashes"}) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(root / kind / target, error))
      out.emplace_back(entry.path().string(), Read(entry.path()));
    std::ifstream lines(root / kind / (target + ".txt"));
    for (std::string line; std::getline(lines, line);) out.emplace_back(line, line);
  }
  std::sort(out.begin(), out.end());
  return out;
}

class FuzzTargets : public testing::TestWithParam<Target> {};

TEST_P(FuzzTargets, TakeTheirSeedsAndWhatOnceBrokeThem) {
  const auto inputs = Inputs(GetParam().name);
  ASSERT_FALSE(inputs.empty());
  for (const auto& [name, bytes] : inputs) {
    SCOPED_TRACE(name);
    for (const std::string& text : {bytes, bytes.substr(0, bytes.size() / 2)})
      EXPECT_EQ(GetParam().run(reinterpret_cast<const uint8_t*>(text.data()), text.size()), 0);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, FuzzTargets,
    testing::Values(Target{"workbook", Fuzz_workbook}, Target{"sheet", Fuzz_sheet},
                    Target{"markdown", Fuzz_markdown}, Target{"expression", Fuzz_expression},
                    Target{"survey", Fuzz_survey}),
    [](const testing::TestParamInfo<Target>& target) { return std::string(target.param.name); });

}  // namespace
