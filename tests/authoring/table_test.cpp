// SPDX-License-Identifier: Apache-2.0
#include "authoring/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace authoring::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> Texts(const core::TableRow& row) {
  std::vector<std::string> out;
  for (const core::TableCell& cell : row.cells) out.push_back(cell.text);
  return out;
}

TEST(Table, AWorkbookAndCsvSayTheSame) {
  const auto book =
      ReadTable(Zip(Parts({{"Register", Rows({{"key", "name"}, {}, {"1", "", "far"}})},
                           {"notes", Rows({{"not", "read"}})}})));
  const auto csv = ReadTable("\xEF\xBB\xBFkey;name\r\n\r\n1;;far\r\n");
  ASSERT_TRUE(book && csv);
  EXPECT_EQ(book->sheet, "Register");
  EXPECT_EQ(csv->sheet, "");
  for (const auto* table : {&*book, &*csv}) {
    ASSERT_EQ(table->rows.size(), 2u);
    EXPECT_THAT(Texts(table->rows[0]), ElementsAre("key", "name"));
    EXPECT_THAT(Texts(table->rows[1]), ElementsAre("1", "", "far"));
    EXPECT_EQ(table->rows[1].number, 3u);
  }
}

TEST(Table, SaysWhereACellIsNotWhatItsAuthorSees) {
  const std::string cells =
      R"(<sheetData><row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="d"><v>2024-03-01</v></c><c r="D1"><f>1+1</f><v>2</v></c><c r="E1"><v>7</v></c></row></sheetData>)";
  const auto table = ReadTable(Zip(Parts({{"one", cells}})));
  ASSERT_TRUE(table) << table.error().message;
  std::vector<core::CellFault> faults;
  for (const core::TableCell& cell : table->rows.at(0).cells) faults.push_back(cell.fault);
  EXPECT_THAT(faults,
              ElementsAre(core::CellFault::kError, core::CellFault::kUncalculated,
                          core::CellFault::kDate, core::CellFault::kNone, core::CellFault::kNone));
  EXPECT_THAT(Texts(table->rows[0]), ElementsAre("#REF!", "", "2024-03-01", "2", "7"));
}

TEST(Table, WhatIsNoTableIsNamed) {
  for (const auto& [bytes, part] :
       {std::pair<std::string, const char*>{"PK\x03\x04 and no more", "damaged"},
        {"%PDF-1.4", "not an Excel workbook"},
        {std::string("\xFF\xFEk\0e\0y\0", 8), "not an Excel workbook"},  // "Unicode text" of Excel
        {"\xD0\xCF\x11\xE0 old", "Excel 97-2003"},
        {"caf\xE9", "CSV UTF-8"},
        {Zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}), "OpenDocument"},
        {Zip(Parts({{"one", "<sheetData/>"}})), ""}}) {
    const auto table = ReadTable(bytes);
    if (*part == '\0') {
      EXPECT_TRUE(table && table->rows.empty());
    } else {
      ASSERT_FALSE(table) << part;
      EXPECT_THAT(table.error().message, HasSubstr(part));
      EXPECT_THAT(table.error().message, ::testing::Not(HasSubstr("survey")));
    }
  }
}

}  // namespace
}  // namespace authoring::testing
