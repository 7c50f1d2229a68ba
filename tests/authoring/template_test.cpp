// SPDX-License-Identifier: Apache-2.0
// The workbook that an officer begins from is in order as it is, and the one in docs/examples is that one.
#include "authoring/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "authoring/lint/lint.h"
#include "authoring/survey_file.h"
#include "authoring/xlsx/read.h"
#include "locales/catalog.h"

namespace authoring {
namespace {

std::string Shipped() {
  std::ifstream in(std::string(DWBOT_SOURCE_DIR) + "/docs/examples/template.xlsx", std::ios::binary);
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

TEST(Template, TheFileInTheDocumentationIsTheOneThatIsWritten) {
  auto shipped = ReadXlsx(Shipped(), [](std::string_view) { return true; });
  ASSERT_TRUE(shipped);
  const Workbook made = Template();
  ASSERT_EQ(shipped->sheets.size(), made.sheets.size()) << "write it again: dwbot template docs/examples/template.xlsx";
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
  for (const char* column : {"type", "name", "relevant", "constraint", "required", "chat_sensitive", "chat_sms_en", "chat_means", "list_name", "form_id"})
    EXPECT_TRUE(headers.contains(column)) << column;
}

}  // namespace
}  // namespace authoring
