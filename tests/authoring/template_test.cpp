// SPDX-License-Identifier: Apache-2.0
// The workbook that an officer begins from is in order as it is, and the one in docs/examples is
// that one.
#include "authoring/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "authoring/lint/lint.h"
#include "authoring/survey_file.h"
#include "authoring/xlsx/read.h"
#include "dialogs/compiled.h"
#include "locales/catalog.h"

namespace authoring {
namespace {

std::string Shipped() {
  std::ifstream in(std::string(DWBOT_SOURCE_DIR) + "/docs/examples/template.xlsx",
                   std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

TEST(Template, IsInOrderInBothLanguages) {
  SurveyFile file = ReadSurveyFile("template.xlsx", Shipped());
  lint::Lint(file, {}, *locales::Catalogs::Load());
  EXPECT_EQ(ToText(file.diagnostics, "template.xlsx"), "");
  ASSERT_TRUE(file.survey);
  EXPECT_THAT(file.survey->languages(), testing::ElementsAre("en", "fr"));
}

// A survey without the sheet makes no ticket: nobody would ever see an answer.
TEST(Template, ASheetMakesTicketsOfItsAnswersAndSaysSo) {
  const Workbook book = Template();
  const auto sheet = std::find_if(book.sheets.begin(), book.sheets.end(),
                                  [](const Sheet& s) { return s.name == "triage"; });
  ASSERT_NE(sheet, book.sheets.end());
  EXPECT_TRUE(std::any_of(sheet->cells.begin(), sheet->cells.end(), [](const Cell& c) {
    return c.text.starts_with("This sheet makes tickets of answers.");
  }));
  const SurveyFile file = ReadSurveyFile("template.xlsx", Shipped());
  ASSERT_TRUE(file.survey);
  const dialogs::TriageRules& triage = file.survey->compiled().triage;
  ASSERT_EQ(triage.indicators.size(), 2U);
  EXPECT_TRUE(triage.indicators[0].gate);
  EXPECT_FALSE(triage.indicators[1].gate);
  EXPECT_EQ(triage.indicators[1].points, 2);
}

TEST(Template, TheFileInTheDocumentationIsTheOneThatIsWritten) {
  auto shipped = ReadXlsx(Shipped(), [](std::string_view) { return true; });
  ASSERT_TRUE(shipped);
  const Workbook made = Template();
  ASSERT_EQ(shipped->sheets.size(), made.sheets.size())
      << "write it again: dwbot template docs/examples/template.xlsx";
  for (size_t i = 0; i < made.sheets.size(); ++i) {
    EXPECT_EQ(shipped->sheets[i].name, made.sheets[i].name);
    ASSERT_EQ(shipped->sheets[i].cells.size(), made.sheets[i].cells.size()) << made.sheets[i].name;
    for (size_t c = 0; c < made.sheets[i].cells.size(); ++c)
      EXPECT_EQ(shipped->sheets[i].cells[c].text, made.sheets[i].cells[c].text);
  }
}

// What the help sheet calls a column, the importer knows.
TEST(Template, HelpNamesColumnsThatAreThere) {
  const Workbook book = Template();
  ASSERT_EQ(book.sheets.back().name, "help");
  std::set<std::string> headers;
  for (const Sheet& sheet : book.sheets) {
    for (const Cell& cell : sheet.cells) {
      if (cell.row == 1) headers.insert(cell.text);
    }
  }
  for (const char* column : {"type", "name", "relevant", "constraint", "required", "chat_sensitive",
                             "chat_sms_en", "chat_means", "list_name", "form_id", "gate", "points"})
    EXPECT_TRUE(headers.contains(column)) << column;
}

}  // namespace
}  // namespace authoring
