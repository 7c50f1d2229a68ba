// SPDX-License-Identifier: Apache-2.0
// dwbot check, convert, chat.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "bot/commands/chat.h"
#include "bot/commands_fixture.h"

namespace bot::commands {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// ---- check ----

TEST_F(Commands, CheckReportsFindingsWithExitCodeOne) {
  std::string broken = Write("broken.json", R"({"format": 1, "id": "x"})");
  Ran text = RunDwbot({"check", broken, "core-9"});
  EXPECT_EQ(text.code, 1);
  EXPECT_THAT(text.out, HasSubstr(broken + ": languages: error E-"));
  EXPECT_THAT(text.out, HasSubstr("core-9: can be used"));
  Ran json = RunDwbot({"check", broken, "--format", "json"});
  EXPECT_EQ(json.code, 1);
  EXPECT_THAT(json.out, HasSubstr("\"severity\":\"error\""));
  EXPECT_EQ(RunDwbot({"check", broken, "/nowhere.json"}).code, 2);
}

TEST_F(Commands, CheckReadsTablesAndMarksProblemsInAWorkbook) {
  std::string form = Write("form.md",
                           "## survey\n| type | name | label::English (en) | relevant |\n"
                           "| integer | age | Age? | |\n| text | why | Why? | ${agge} > 1 |\n");
  Ran text = RunDwbot({"check", form, "--problems", (folder_ / "problems.xlsx").string()});
  EXPECT_EQ(text.code, 1);
  EXPECT_THAT(text.out, HasSubstr("survey!D3 (relevant): error E-REF-UNKNOWN"));
  EXPECT_THAT(text.out, HasSubstr("    ${agge} > 1\n    ^^^^^^^\n"));
  EXPECT_GT(fs::file_size(folder_ / "problems.xlsx"), 1000U);
  Ran json = RunDwbot({"check", form, "--format", "json"});
  EXPECT_THAT(json.out, HasSubstr(R"("sheet":"survey","row":3,"column":"D")"));
  // What was marked is a workbook again, with the same problem in it.
  Ran again = RunDwbot({"check", (folder_ / "problems.xlsx").string()});
  EXPECT_THAT(again.out, HasSubstr("survey!D3 (relevant): error E-REF-UNKNOWN"));
}

TEST_F(Commands, ConvertGoesThereAndBack) {
  const std::string book = (folder_ / "core.xlsx").string(),
                    json = (folder_ / "core.json").string();
  EXPECT_EQ(RunDwbot({"convert", "core-9", book}).code, 0);
  EXPECT_EQ(RunDwbot({"convert", book, json}).code, 0);
  EXPECT_EQ(RunDwbot({"check", json}).code, 0);
  EXPECT_EQ(RunDwbot({"convert", Write("bad.md", "| type |\n"), json}).code, 1);
}

// ---- chat ----

TEST_F(Commands, ChatEndsEachTurnWithAnEmptyLineAndStopsAtTheEnd) {
  Ran ran = RunDwbot(
      {"chat", "core-9", "--lang", "en", "--country", "WS", "--now", "2026-11-21T09:00:00Z"},
      "hello\n\n1\n\n\n2\nthis is never read\n");  // Enter alone is no message
  EXPECT_EQ(ran.code, 0);
  size_t turns = 0;
  for (size_t at = ran.out.find("\n\n"); at != std::string::npos; at = ran.out.find("\n\n", at + 2))
    ++turns;
  EXPECT_EQ(turns, 3u) << ran.out;  // greeting, consent, the thanks of who refused
  EXPECT_THAT(ran.out, HasSubstr("1"));
}

TEST(OnTerminal, ShowsAnEmptyLineInsideAMessageAsOneSpace) {
  EXPECT_EQ(OnTerminal("a\n\nb\n"), "a\n \nb");
  EXPECT_EQ(OnTerminal("a\r\n\r\nb"), "a\n \nb");
  EXPECT_EQ(OnTerminal("one"), "one");
}

}  // namespace
}  // namespace bot::commands
