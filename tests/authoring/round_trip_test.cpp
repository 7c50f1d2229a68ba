// SPDX-License-Identifier: Apache-2.0
// A survey in JSON, as a workbook, and back: the same survey.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "authoring/markdown/read.h"
#include "authoring/survey_file.h"
#include "authoring/xlsform/export.h"
#include "authoring/xlsx/write.h"

namespace authoring {
namespace {

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

void ExpectSame(const std::string& json) {
  auto original = dialogs::Survey::Parse(json);
  ASSERT_TRUE(original) << original.error().message;
  auto book = ExportXlsForm(json);
  ASSERT_TRUE(book) << book.error().message;
  const auto path = std::filesystem::temp_directory_path() /
                    fmt::format("dwbot-round-{}-{}.xlsx", (*original)->id(), getpid());
  ASSERT_TRUE(WriteXlsx(*book, path.string()));
  const SurveyFile from_xlsx = ReadSurveyFile(path.string(), ReadAll(path));
  std::filesystem::remove(path);
  const SurveyFile from_markdown = ReadSurveyFile("x.md", WriteMarkdown(*book));
  for (const SurveyFile* file : {&from_xlsx, &from_markdown}) {
    EXPECT_EQ(ToText(file->diagnostics, "survey"), "");
    ASSERT_TRUE(file->survey);
    EXPECT_TRUE(file->survey->canonical_json() == (*original)->canonical_json())
        << file->survey->canonical_json();
  }
}

TEST(RoundTrip, EachShippedSurveyComesBackEqual) {
  for (const std::string& name : dialogs::ShippedSurveyNames()) {
    SCOPED_TRACE(name);
    ExpectSame(std::string(*dialogs::ShippedSurvey(name)));
  }
}

// dialogs/surveys/<id>.xlsx is what NGOs begin from; `dwbot convert <id> dialogs/surveys/<id>.xlsx`
// makes it.
TEST(RoundTrip, EachShippedWorkbookIsTheShippedSurvey) {
  for (const std::string& name : dialogs::ShippedSurveyNames()) {
    const auto path =
        std::filesystem::path(DWBOT_SOURCE_DIR) / "dialogs/surveys" / (name + ".xlsx");
    const SurveyFile file = ReadSurveyFile(path.string(), ReadAll(path));
    ASSERT_TRUE(file.survey) << path << ": make it with: dwbot convert " << name << " " << path;
    EXPECT_TRUE(file.survey->canonical_json() ==
                (*dialogs::Survey::Parse(*dialogs::ShippedSurvey(name)))->canonical_json())
        << name << " changed: run dwbot convert " << name << " " << path;
  }
}

TEST(RoundTrip, ASurveyWithEveryFeatureComesBackEqual) {
  ExpectSame(ReadAll(std::filesystem::path(DWBOT_SOURCE_DIR) / "tests/authoring/everything.json"));
}

}  // namespace
}  // namespace authoring
