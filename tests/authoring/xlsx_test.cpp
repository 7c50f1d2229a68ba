// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "authoring/survey_file.h"
#include "support.h"

namespace authoring::testing {
namespace {

using ::testing::HasSubstr;

std::string Message(const std::string& bytes, const char* name = "form.xlsx") {
  SurveyFile file = ReadSurveyFile(name, bytes);
  EXPECT_FALSE(file.readable);
  EXPECT_EQ(file.diagnostics.all().size(), 1U);
  return file.diagnostics.all().empty()
             ? ""
             : file.diagnostics.all()[0].rule + " " + file.diagnostics.all()[0].message;
}

// The text of a cell of the first sheet, whose <sheetData> holds `row`.
std::string CellText(const std::string& row, uint32_t column = 0, const Entries& more = {},
                     CellKind* kind = nullptr) {
  Entries parts = Parts({{"survey", "<sheetData>" + row + "</sheetData>"}});
  for (const auto& part : more) {
    if (part.first == "xl/workbook.xml")
      std::erase_if(parts, [](const auto& p) { return p.first == "xl/workbook.xml"; });
    parts.push_back(part);
    if (part.first == "xl/workbook.xml" || part.first.ends_with("rels")) continue;
    auto& rels = std::find_if(parts.begin(), parts.end(), [](const auto& p) {
                   return p.first == "xl/_rels/workbook.xml.rels";
                 })->second;
    const std::string type = part.first.substr(3, part.first.size() - 7);
    rels.insert(
        rels.rfind("</"),
        fmt::format("<Relationship Id=\"{0}\" Type=\"x/{0}\" Target=\"/xl/{0}.xml\"/>", type));
  }
  auto book = Read(Zip(parts));
  if (!book) return "ERROR " + book.error().message;
  const Cell* cell = book->sheets[0].At(1, column);
  if (cell == nullptr) return "(empty)";
  if (kind != nullptr) *kind = cell->kind;
  return cell->text;
}

TEST(Xlsx, ReadsAWorkbook) {
  SurveyFile file = ReadSurveyFile("form.xlsx", Zip(Parts(GoodSheets())));
  EXPECT_EQ(ToText(file.diagnostics, "form"), "");
  ASSERT_TRUE(file.survey);
  EXPECT_EQ(file.survey->id(), "small");
}

// openpyxl and other libraries write an empty <v/> behind a formula that nothing ever calculated.
TEST(Xlsx, TellsAFormulaWithoutAValueFromOneThatGaveNothing) {
  CellKind kind = CellKind::kText;
  CellText("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v></v></c></row>", 0, {}, &kind);
  EXPECT_EQ(kind, CellKind::kUncalculated);
  EXPECT_EQ(CellText("<row r=\"1\"><c r=\"A1\" t=\"str\"><f>\"\"</f><v></v></c></row>"), "(empty)");
}

TEST(Xlsx, SaysWhichColumnsWereNotRead) {
  std::vector<std::vector<std::string>> rows{{"type", "name", "label"}, {"integer", "a", "A?"}};
  for (int i = 0; i < 300; ++i) rows[0].push_back(fmt::format("x{}", i));
  Entries sheets = GoodSheets();
  sheets[0].second = Rows(rows);
  const SurveyFile file = ReadSurveyFile("form.xlsx", Zip(Parts(sheets)));
  const std::string text = ToText(file.diagnostics, "form.xlsx");
  EXPECT_THAT(text, HasSubstr("survey!row 1: error E-COLUMNS-MANY"));
  EXPECT_THAT(text, HasSubstr("what stands behind column GR was not read"));
  EXPECT_THAT(text, HasSubstr("x11 and 185 more"));
}

// ---- what is no workbook ----

TEST(Xlsx, SaysWhatElseTheFileIs) {
  EXPECT_THAT(Message(""), HasSubstr("empty"));
  EXPECT_THAT(Message("type,name,label\n"), HasSubstr("not an Excel workbook"));
  EXPECT_THAT(Message(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 more", 13)),
              HasSubstr("old Excel 97-2003"));
  const std::string package("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  EXPECT_THAT(Message("\xD0\xCF\x11\xE0" + package), HasSubstr("encrypted"));
  EXPECT_THAT(Message(Zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                           {"content.xml", "<x/>"}})),
              HasSubstr("OpenDocument"));
  EXPECT_THAT(Message(Zip({{"readme.txt", "hello"}})), HasSubstr("no workbook in this file"));
  Entries word = Parts({});
  for (auto& [name, content] : word) {
    const size_t at = content.find("xl/workbook.xml");
    if (at != std::string::npos) content.replace(at, 15, "word/document.xml");
  }
  word.emplace_back("word/document.xml", "<w:document xmlns:w=\"x\"/>");
  EXPECT_THAT(Message(Zip(word)), HasSubstr("Word document"));
}

TEST(Xlsx, RefusesWhatIsDamaged) {
  const std::string good = Zip(Parts(GoodSheets()));
  for (size_t keep : {size_t{10}, good.size() / 2, good.size() - 5})
    EXPECT_THAT(Message(good.substr(0, keep)), HasSubstr("damaged")) << keep;
  Entries parts = Parts(GoodSheets());
  parts[0].second = "<worksheet><sheetData><row></worksheet>";
  EXPECT_THAT(Message(Zip(parts)), HasSubstr("xl/worksheets/s1.xml"));
  std::erase_if(parts, [](const auto& p) { return p.first == "xl/worksheets/s1.xml"; });
  EXPECT_THAT(Message(Zip(parts)), HasSubstr("no part"));
}

TEST(Xlsx, RefusesADoctype) {
  Entries parts = Parts(GoodSheets());
  parts[0].second = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>" + parts[0].second;
  EXPECT_THAT(Message(Zip(parts)), HasSubstr("DOCTYPE"));
}

TEST(Xlsx, RefusesAZipBomb) {
  Entries parts = Parts(GoodSheets());
  parts[0].second.insert(parts[0].second.find('>') + 1, std::string(30U << 20, ' '));
  const std::string bomb = Zip(parts);
  EXPECT_LT(bomb.size(), 100'000U);
  EXPECT_THAT(Message(bomb), HasSubstr("unpacks to far more"));
}

TEST(Xlsx, RefusesDeepAndManyTags) {
  Entries parts = Parts(GoodSheets());
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  for (int i = 0; i < 5000; ++i) deep += "</a>";
  parts[0].second.insert(parts[0].second.find('>') + 1, deep);
  EXPECT_THAT(Message(Zip(parts)), HasSubstr("damaged"));
}

TEST(Xlsx, RefusesAnEncryptedEntry) {
  std::string bytes = Zip(Parts(GoodSheets()));
  // Bit 0 of the general purpose flags, in both headers of each entry (APPNOTE 4.4.4).
  for (size_t at = bytes.find("PK\x03\x04"); at != std::string::npos;
       at = bytes.find("PK\x03\x04", at + 4))
    bytes[at + 6] = static_cast<char>(bytes[at + 6] | 1);
  for (size_t at = bytes.find("PK\x01\x02"); at != std::string::npos;
       at = bytes.find("PK\x01\x02", at + 4))
    bytes[at + 8] = static_cast<char>(bytes[at + 8] | 1);
  EXPECT_THAT(Message(bytes), HasSubstr("password"));
}

TEST(Xlsx, RefusesAWorkbookOfOneSharedTextInTooManyCells) {
  std::string rows;
  for (int i = 1; i <= 3000; ++i)
    rows += fmt::format("<row r=\"{0}\"><c r=\"A{0}\" t=\"s\"><v>0</v></c></row>", i);
  EXPECT_THAT(CellText(rows, 0,
                       {{"xl/sharedStrings.xml",
                         "<sst><si><t>" + std::string(30'000, 'x') + "</t></si></sst>"}}),
              HasSubstr("MB of text"));
  EXPECT_THAT(CellText("<row><c t=\"inlineStr\"><is><t>" + std::string(40'000, 'x') +
                       "</t></is></c></row>"),
              HasSubstr("32767"));
}

// ---- cells ----

TEST(Xlsx, ReadsEachKindOfCell) {
  CellKind kind{};
  EXPECT_EQ(CellText("<row><c><v>1.0</v></c></row>"), "1");
  EXPECT_EQ(CellText("<row><c><v>0.1</v></c></row>"), "0.1");
  EXPECT_EQ(CellText("<row><c><v>1E-3</v></c></row>"), "0.001");
  EXPECT_EQ(CellText("<row><c t=\"b\"><v>1</v></c></row>"), "TRUE");
  EXPECT_EQ(CellText("<row><c t=\"str\"><f>A2</f><v>a_x000D_&#10;b</v></c></row>"), "a\nb");
  EXPECT_EQ(CellText("<row><c t=\"inlineStr\"><is><r><t>a</t></r><r><t xml:space=\"preserve\"> "
                     "b</t></r><rPh><t>kana</t></rPh></is></c></row>"),
            "a b");
  EXPECT_EQ(CellText("<row><c t=\"e\"><v>#REF!</v></c></row>", 0, {}, &kind), "#REF!");
  EXPECT_EQ(kind, CellKind::kError);
  EXPECT_EQ(CellText("<row><c><f>1+1</f></c></row>", 0, {}, &kind), "");
  EXPECT_EQ(kind, CellKind::kUncalculated);
  EXPECT_EQ(CellText("<row><c t=\"str\"><f>\"\"</f><v></v></c></row>"), "(empty)");
  EXPECT_EQ(CellText("<row><c/><c><v>2</v></c></row>", 1), "2") << "cells without r count";
  EXPECT_EQ(CellText("<row><c r=\"C1\"><v>2</v></c><c><v>3</v></c></row>", 3), "3");
  EXPECT_EQ(CellText("<x:row xmlns:x=\"y\"><x:c><x:v>2</x:v></x:c></x:row>"), "2")
      << "names with a prefix";
  EXPECT_EQ(CellText("<row><c t=\"s\"><v>7</v></c></row>"), "(empty)") << "no such shared text";
}

TEST(Xlsx, ReadsSharedTexts) {
  const Entries shared = {
      {"xl/sharedStrings.xml",
       "<sst><si><t>one</t></si><si><r><rPr><b/></rPr><t>t</t></r><r><t>wo</t></r></si></sst>"}};
  EXPECT_EQ(CellText("<row><c t=\"s\"><v>1</v></c></row>", 0, shared), "two");
}

TEST(Xlsx, ReadsDates) {
  const Entries styles = {{"xl/styles.xml",
                           "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"&quot;day "
                           "&quot;0\"/><numFmt numFmtId=\"165\" formatCode=\"[$-409]d\\-mmm\"/>"
                           "</numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf "
                           "numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>"}};
  CellKind kind{};
  EXPECT_EQ(CellText("<row><c s=\"1\"><v>45352</v></c></row>", 0, styles, &kind), "2024-03-01");
  EXPECT_EQ(kind, CellKind::kDate);
  EXPECT_EQ(CellText("<row><c s=\"3\"><v>45352.25</v></c></row>", 0, styles),
            "2024-03-01 06:00:00");
  EXPECT_EQ(CellText("<row><c s=\"2\"><v>45352</v></c></row>", 0, styles), "45352")
      << "d in quotes";
  EXPECT_EQ(CellText("<row><c s=\"1\"><v>59</v></c></row>", 0, styles), "1900-02-28");
  EXPECT_EQ(CellText("<row><c s=\"1\"><v>61</v></c></row>", 0, styles), "1900-03-01");
  EXPECT_EQ(CellText("<row><c s=\"1\"><v>-3</v></c></row>", 0, styles), "-3");
}

TEST(Xlsx, IgnoresAMillionRowDimension) {
  Entries sheets = GoodSheets();
  sheets[0].second = "<dimension ref=\"A1:XFD1048576\"/>" + sheets[0].second;
  sheets[0].second.insert(
      sheets[0].second.rfind("</"),
      "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>stray</t></is></c></row>");
  SurveyFile file = ReadSurveyFile("form.xlsx", Zip(Parts(sheets)));
  EXPECT_TRUE(file.survey);
  ASSERT_EQ(file.diagnostics.all().size(), 1U);
  EXPECT_EQ(file.diagnostics.all()[0].rule, "W-ROWS-GAP");
}

TEST(Xlsx, NamesColumnsLikeSpreadsheets) {
  EXPECT_EQ(ColumnLetters(0), "A");
  EXPECT_EQ(ColumnLetters(25), "Z");
  EXPECT_EQ(ColumnLetters(26), "AA");
  EXPECT_EQ(ColumnLetters(702), "AAA");
  for (uint32_t column : {0U, 25U, 26U, 51U, 701U, 702U, 16383U}) {
    uint32_t row = 0, read = 0;
    EXPECT_TRUE(ParseCellName(CellName(7, column), row, read));
    EXPECT_EQ(read, column);
    EXPECT_EQ(row, 7U);
  }
  uint32_t row = 0, column = 0;
  for (const char* bad : {"", "A", "7", "A0", "7A", "A1B", "AAAAAAAAAAAAAAAAAAAA1"})
    EXPECT_FALSE(ParseCellName(bad, row, column)) << bad;
}

}  // namespace
}  // namespace authoring::testing
