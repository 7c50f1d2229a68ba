// SPDX-License-Identifier: Apache-2.0
// Real workbooks of other people, read from DWBOT_FORMS: a survey, or located errors.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "authoring/survey_file.h"

namespace authoring {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> Forms() {
  const char* folder = std::getenv("DWBOT_FORMS");
  std::vector<fs::path> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder == nullptr ? "" : folder, error)) {
    if (entry.path().extension() == ".xlsx") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

SurveyFile Read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return ReadSurveyFile(path.string(), bytes.str());
}

TEST(RealForms, EachIsASurveyOrSaysWhereItIsNot) {
  ASSERT_FALSE(Forms().empty()) << "DWBOT_FORMS names no folder of workbooks";
  for (const fs::path& path : Forms()) {
    SCOPED_TRACE(path.filename().string());
    const SurveyFile file = Read(path);
    EXPECT_EQ(file.survey != nullptr, !file.diagnostics.HasErrors());
    for (const Diagnostic& d : file.diagnostics.all()) {
      EXPECT_NE(d.rule, "E-SURVEY")
          << d.message << " at " << Where(d.place);  // every message has a rule of its own
      EXPECT_FALSE(d.message.empty());
      EXPECT_TRUE(!file.readable || !d.place.sheet.empty()) << d.rule;
    }
    if (!file.readable) {
      ASSERT_EQ(file.diagnostics.all().size(), 1U);
      EXPECT_NE(file.diagnostics.all()[0].message.find("old Excel"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace authoring
