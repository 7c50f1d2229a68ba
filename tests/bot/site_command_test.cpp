// SPDX-License-Identifier: Apache-2.0
// dwbot site: the register as its user fills it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "authoring/xlsx/write.h"
#include "bot/commands/commands.h"
#include "core/csv.h"
#include "dialogs/site_code.h"
#include "store/store.h"

namespace bot::commands {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class SiteCommand : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "dwbot-site-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    config_ = Write("config.json",
                    R"({"listen": {"public": "127.0.0.1:0"}, "data_dir": "data", "country": "WS",
      "surveys": ["core-9"], "channels": {"web": {"type": "webchat", "survey": "core-9"}}})");
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  int Dwbot(const std::vector<std::string>& arguments) {
    std::vector<const char*> argv{"dwbot"};
    for (const std::string& a : arguments) argv.push_back(a.c_str());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = RunProgram(static_cast<int>(argv.size()), argv.data());
    std::fflush(stdout);
    out_ = testing::internal::GetCapturedStdout();
    error_ = testing::internal::GetCapturedStderr();
    return code;
  }
  int Import(const std::string& csv) {
    return Dwbot({"site", "import", Write("sites.csv", csv), "--config", config_});
  }
  // As a person does: all three streams are a terminal. Returns what the terminal showed.
  std::string ImportAtTerminal(const std::string& csv, const std::string& typed,
                               const std::vector<std::string>& more = {}) {
    const std::string file = Write("sites.csv", csv);
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
      static_cast<void>(::randombytes_close());  // libsodium ends a forked program that would go on
                                                 // with its parent's random state
      std::vector<const char*> argv{"dwbot",      "site",     "import",
                                    file.c_str(), "--config", config_.c_str()};
      for (const std::string& a : more) argv.push_back(a.c_str());
      const int code = RunProgram(static_cast<int>(argv.size()), argv.data());
      std::fflush(stdout);
      ::_exit(code);
    }
    EXPECT_EQ(::write(terminal, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
    std::string shown;
    char part[4096];
    for (ssize_t n; (n = ::read(terminal, part, sizeof part)) > 0;)
      shown.append(part, static_cast<size_t>(n));
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(terminal);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << shown;
    return shown;
  }
  std::vector<store::SiteRow> Sites() {
    auto store = store::OpenSqliteStore((folder_ / "data/core.db").string());
    auto sites = (*store)->ListSites();
    return sites ? *sites : std::vector<store::SiteRow>{};
  }
  fs::path folder_;
  std::string config_, out_, error_;
};

TEST_F(SiteCommand, ImportGivesCodesAndASecondImportKeepsThem) {
  // As a spreadsheet of a German or French office writes it: byte order mark, semicolons, CRLF.
  ASSERT_EQ(Import("\xEF\xBB\xBFKey;Name;District;Workers\r\nS1;\"Blue; \"\"Ocean\"\" "
                   "Cannery\";Apia;120\r\n\r\nS2;Vailele;Tuamasaga;\r\n"),
            0)
      << error_;
  EXPECT_THAT(out_, HasSubstr("2 sites: 2 new, 0 changed, 0 as before."));
  const auto before = Sites();
  ASSERT_EQ(before.size(), 2u);
  EXPECT_EQ(before[0].name, "Blue; \"Ocean\" Cannery");
  EXPECT_EQ(before[0].workers, 120);
  for (const auto& site : before) {
    EXPECT_EQ(dialogs::ReadSiteCode(site.code).code, site.code);
    EXPECT_THAT(out_, HasSubstr(site.code + "  " + site.key));
  }
  ASSERT_EQ(Import("key,name,district,sector\nS2,Vailele "
                   "Plantation,Tuamasaga,01\nS3,Harbour,Apia,52\nS1,\"Blue; \"\"Ocean\"\" "
                   "Cannery\",Apia,\n"),
            0)
      << error_;
  EXPECT_THAT(
      out_, HasSubstr("3 sites: 1 new, 2 changed, 0 as before."));  // S1 lost its number of workers
  const auto after = Sites();
  ASSERT_EQ(after.size(), 3u);
  EXPECT_EQ(after[0].code, before[0].code);
  EXPECT_EQ(after[1].code, before[1].code);
  EXPECT_EQ(after[1].name, "Vailele Plantation");
}

TEST_F(SiteCommand, EverythingWrongIsSaidAndNothingImported) {
  EXPECT_EQ(Import("key,name,district,workers\nS1,Cannery,Apia,many\nS1,,Apia,7\n,\"Two\nlines\","
                   "Apia,-1,more\n"),
            2);
  for (const char* part :
       {"nothing was imported", "row 2, column workers: must be a whole number",
        "row 3, column name: is empty", "row 3, column key: is that of row 2 too",
        "row 4, column key: is empty", "row 4, column 5: has no heading",
        "row 4, column name: holds a line break", "row 4, column workers:"}) {
    EXPECT_THAT(error_, HasSubstr(part));
  }
  EXPECT_TRUE(Sites().empty());
  EXPECT_EQ(Import("key,nmae,key\nS1,Cannery,Apia\n"), 2);
  for (const char* part :
       {"column nmae: is not a column; there are key, name", "column key: stands here twice",
        "column name: is missing", "column district: is missing"}) {
    EXPECT_THAT(error_, HasSubstr(part));
  }
  EXPECT_EQ(Import("key,name,district\n"), 2);
  EXPECT_THAT(error_, HasSubstr("holds no sites"));
  EXPECT_EQ(Import("key,name,district\nS1,Caf\xE9,Apia\n"), 2);
  EXPECT_THAT(error_, HasSubstr("CSV UTF-8"));
  EXPECT_EQ(Import("key,name,district\nS1,\"Cannery,Apia\n"), 2);
  EXPECT_THAT(error_, HasSubstr("line 2: a quote is opened"));
  EXPECT_EQ(Import(""), 2);
  EXPECT_TRUE(Sites().empty());
}

// The same reader and the same entry of the audit as on the page.
TEST_F(SiteCommand, AWorkbookIsReadAndTheAuditSaysHowMany) {
  authoring::Workbook book;
  book.sheets.push_back({"Register", {}, {}});
  const std::vector<std::vector<std::string>> rows{
      {"key", "name", "district"}, {"S1", "Cannery", "Apia"}, {"S2", "Mill", "Apia"}};
  for (uint32_t r = 0; r < rows.size(); ++r) {
    for (uint32_t c = 0; c < rows[r].size(); ++c)
      book.sheets[0].cells.push_back({r + 1, c, authoring::CellKind::kText, rows[r][c]});
  }
  ASSERT_EQ(Dwbot({"site", "import", Write("register.xlsx", authoring::XlsxBytes(book).value()),
                   "--config", config_}),
            0)
      << error_;
  EXPECT_THAT(out_, HasSubstr("2 sites: 2 new, 0 changed, 0 as before."));
  EXPECT_EQ(Dwbot({"site", "import", Write("broken.xlsx", "PK\x03\x04"), "--config", config_}), 2);
  EXPECT_THAT(error_, HasSubstr("nothing was imported"));
  auto store = store::OpenSqliteStore((folder_ / "data/core.db").string());
  const auto audit = (*store)->ListAudit(0, 100);
  ASSERT_TRUE(audit);
  EXPECT_EQ(audit->back().actor + " " + audit->back().action + " " + audit->back().detail,
            "command line site.import 2, 2, 0");
}

TEST_F(SiteCommand, SpellingsSurviveAnImportAndLostOnesAreTold) {
  ASSERT_EQ(Import("key,name,district\nS1,Blue Ocean Cannery,Apia\n"), 0) << error_;
  const std::string code = Sites().at(0).code;
  {
    auto store = store::OpenSqliteStore((folder_ / "data/core.db").string());
    store::Batch batch{{{store::PutSiteSpelling{{"fale tuna", code}},
                         store::PutSiteSpelling{{"ocean tins", code}}}},
                       {}};
    ASSERT_TRUE((*store)->Commit(batch)->groups.front());
  }
  const std::string csv = "key,name,district\nS1,Blue Ocean,Apia\nS2,Fale Tuna,Asau\n";
  ASSERT_EQ(Dwbot({"site", "import", Write("sites.csv", csv), "--config", config_, "--dry-run"}), 0)
      << error_;
  EXPECT_THAT(out_, HasSubstr("\"fale tuna\" means S1 today, and would mean S2\n"));
  EXPECT_THAT(out_, Not(HasSubstr("\"ocean tins\"")));
  ASSERT_EQ(Import(csv), 0) << error_;
  auto store = store::OpenSqliteStore((folder_ / "data/core.db").string());
  EXPECT_EQ((*store)->ListSiteSpellings()->size(), 2u);
}

TEST_F(SiteCommand, CodesGoIntoAFileThatReadsBack) {
  ASSERT_EQ(Import("key\tname\tdistrict\nS1\tA, \"B\"\tApia\n"), 0) << error_;
  const std::string file = (folder_ / "codes.csv").string();
  ASSERT_EQ(Dwbot({"site", "list", "--config", config_, "--out", file}), 0) << error_;
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  auto rows = core::ParseCsv(text.str());
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_THAT((*rows)[1].fields, testing::ElementsAre(Sites()[0].code, "S1", "A, \"B\"", "Apia"));
  EXPECT_EQ(Dwbot({"site", "list", "--config", config_, "--out", "/proc/none/x"}), 2);
  EXPECT_THAT(error_, HasSubstr("cannot be written"));
}

TEST_F(SiteCommand, ADryRunSaysWhatWouldHappenAndWritesNothing) {
  ASSERT_EQ(
      Import("key,name,district,workers\nS1,Blue Ocean Cannery,Apia,120\nS2,Vailele,Tuamasaga,\n"),
      0)
      << error_;
  EXPECT_THAT(out_, Not(HasSubstr("New (")));  // what a script reads stays as it was
  const std::string csv =
      Write("next.csv",
            "key,name,district,workers\nS2,Vailele Plantation,Tuamasaga,\nS9,Blue Ocean Canery "
            "Ltd,Apia,7\nS8,Harbour,Apia,\n");
  ASSERT_EQ(Dwbot({"site", "import", csv, "--dry-run", "--config", config_}), 0) << error_;
  for (const char* part : {"New (2):\n  S9  Blue Ocean Canery Ltd, Apia\n  S8  Harbour, Apia\n",
                           "Changed (1):\n  S2  Vailele Plantation, Tuamasaga: name \"Vailele\" "
                           "becomes \"Vailele Plantation\"\n",
                           "Perhaps one workplace under two keys (1):\n  S9  Blue Ocean Canery "
                           "Ltd, Apia  is like  S1  Blue Ocean Cannery, Apia  (in the register)\n",
                           "would lose their workplace (2):\n  \"Vailele\" means S2 today, and "
                           "would mean nothing for sure\n",
                           "3 sites: 2 new, 1 changed, 0 as before; the register would hold "
                           "4.\nNothing was imported.\n"}) {
    EXPECT_THAT(out_, HasSubstr(part));
  }
  ASSERT_EQ(Sites().size(), 2u);
  EXPECT_EQ(Sites()[1].name, "Vailele");
}

TEST_F(SiteCommand, ANameThatTwoWorkplacesWouldHaveIsTold) {
  ASSERT_EQ(Import("key,name,district\nS1,Cannery,Apia\n"), 0) << error_;
  const std::string csv = Write(
      "next.csv", "key,name,district\nS1,Harbour,Apia\nS2,Cannery,Savaii\nS3,Harbour,Savaii\n");
  ASSERT_EQ(Dwbot({"site", "import", csv, "--dry-run", "--config", config_}), 0) << error_;
  EXPECT_THAT(out_, HasSubstr("\"Cannery\" means S1 today, and would mean S2\n"));
  EXPECT_THAT(out_,
              HasSubstr("\"Cannery Apia\" means S1 today, and would mean nothing for sure\n"));
  EXPECT_THAT(out_, Not(HasSubstr("two keys")));  // one name in two districts is two workplaces
}

TEST_F(SiteCommand, OnlyTheFirstLinesOfEachKindAreShown) {
  std::string csv = "key,name,district\n";
  for (int i = 1; i <= 25; ++i)
    csv += "S" + std::to_string(i) + ",Plant " + std::to_string(i) + ",Apia\n";
  ASSERT_EQ(Dwbot({"site", "import", Write("sites.csv", csv), "--dry-run", "--config", config_}), 0)
      << error_;
  EXPECT_THAT(out_, HasSubstr("New (25):\n"));
  EXPECT_THAT(
      out_,
      HasSubstr("Plant 20, Apia\n  ... and 5 more\n25 sites:"));  // and numbers tell places apart
  EXPECT_TRUE(Sites().empty());
}

TEST_F(SiteCommand, AtATerminalOneIsAskedFirst) {
  const std::string csv = "key,name,district\nS1,Cannery,Apia\n";
  std::string shown = ImportAtTerminal(csv, "no\n");
  EXPECT_THAT(shown, HasSubstr("S1  Cannery, Apia"));
  EXPECT_THAT(shown, HasSubstr("Nothing was imported."));
  EXPECT_TRUE(Sites().empty());
  EXPECT_THAT(ImportAtTerminal(csv, "\n"), HasSubstr("Nothing was imported."));
  EXPECT_TRUE(Sites().empty());
  shown = ImportAtTerminal(csv, "yes\n");
  EXPECT_THAT(shown, HasSubstr("New (1)"));
  EXPECT_THAT(shown, HasSubstr("1 sites: 1 new, 0 changed, 0 as before."));
  ASSERT_EQ(Sites().size(), 1u);
  shown = ImportAtTerminal("key,name,district\nS2,Harbour,Apia\n", "", {"--yes"});
  EXPECT_THAT(shown, Not(HasSubstr("Write yes")));
  EXPECT_EQ(Sites().size(), 2u);
}

}  // namespace
}  // namespace bot::commands
