// SPDX-License-Identifier: Apache-2.0
#include "core/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace core {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows Fields(std::string_view text) {
  auto rows = ParseCsv(text);
  EXPECT_TRUE(rows);
  Rows out;
  for (const CsvRow& row : *rows) out.push_back(row.fields);
  return out;
}

TEST(Csv, IsReadAsSpreadsheetsWriteIt) {
  EXPECT_EQ(Fields("a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n,\r\n"),
            (Rows{{"a", "b"}, {"1", "x, \"y\"\nz"}, {"", ""}}));
  EXPECT_EQ(Fields("\xEF\xBB\xBF"
                   "a;b\n1,5;2"),
            (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(Fields("a\tb\n1\t"), (Rows{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(Fields(""), Rows{});
}

TEST(Csv, RowsKnowTheirLineAfterQuotedLineBreaks) {
  auto rows = ParseCsv("a\n\"two\nlines\"\nlast\n");
  ASSERT_TRUE(rows);
  EXPECT_EQ((*rows)[1].line, 2u);
  EXPECT_EQ((*rows)[2].line, 4u);
}

TEST(Csv, WhatIsBrokenIsRefusedWithItsLine) {
  EXPECT_THAT(ParseCsv("a\n\"never").error().message, testing::HasSubstr("line 2"));
  EXPECT_THAT(ParseCsv("caf"
                       "\xE9")
                  .error()
                  .message,
              testing::HasSubstr("UTF-8"));
}

TEST(Csv, WhatIsWrittenReadsBack) {
  const std::vector<std::string> odd = {"", "a,b", "\"q\"", "two\nlines", "ক", "a;b", ""};
  EXPECT_EQ(Fields("1,2,3,4,5,6,7\n" + CsvLine(odd))[1], odd);
}

}  // namespace
}  // namespace core
