// SPDX-License-Identifier: Apache-2.0
#include "bot/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "bot/turn_fixture.h"

namespace bot {
namespace {

std::string ReadSource(const std::filesystem::path& path) {
  std::ifstream in(std::filesystem::path(DWBOT_SOURCE_DIR) / path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// Tables made and not dropped by the migrations in a folder.
std::set<std::string> TablesOf(const std::string& folder, const std::string& file) {
  std::set<std::string> tables;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(DWBOT_SOURCE_DIR) / folder)) {
    const std::string sql = ReadSource(entry.path());
    const std::regex create("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    for (std::sregex_iterator it(sql.begin(), sql.end(), create), end; it != end; ++it)
      tables.insert(file + " " + (*it)[1].str());
  }
  return tables;
}

TEST(Retention, TheGuideHoldsTheTableOfTheCode) {
  EXPECT_THAT(ReadSource("docs/data-protection.md"), testing::HasSubstr(RetentionMarkdown()))
      << "put the output of `dwbot retention` into docs/data-protection.md";
}

TEST(Retention, EveryTableOfBothDatabasesIsInIt) {
  std::set<std::string> tables = TablesOf("store/sqlite/schema", "core.db");
  tables.merge(TablesOf("vault/schema", "vault.db"));
  tables.erase("core.db provider_ids");  // dropped by migration 0002
  std::set<std::string> named;
  for (const Kept& kept : RetentionTable()) {
    EXPECT_FALSE(kept.purpose.empty() || kept.readers.empty() || kept.how_long.empty() ||
                 kept.deleted_by.empty())
        << kept.record;
    if (!kept.lies.starts_with("keys/")) named.insert(std::string(kept.lies));
  }
  EXPECT_EQ(named, tables);
}

// Copies outside the program: the configurations that we ship write no request and no message
// anywhere.
TEST(ShippedExamples, LogNoTextNumberOrQueryString) {
  const std::string kannel = ReadSource("docs/examples/kannel.conf");
  const std::regex log_files("\nlog-file = "), quiet("\nlog-level = [34]\n"),
      access("\naccess-log");
  EXPECT_EQ(std::distance(std::sregex_iterator(kannel.begin(), kannel.end(), log_files), {}), 2);
  EXPECT_EQ(std::distance(std::sregex_iterator(kannel.begin(), kannel.end(), quiet), {}), 2)
      << "each with its level";
  EXPECT_FALSE(std::regex_search(kannel, access));
  const std::string nginx = ReadSource("docs/examples/nginx.conf");
  for (const char* line :
       {"\n  access_log off;", "\n  error_log [^ ]+ crit;", "\n  proxy_max_temp_file_size 0;"})
    EXPECT_TRUE(std::regex_search(nginx, std::regex(line))) << line;
  EXPECT_EQ(nginx.find("log_format"), std::string::npos);
}

const std::map<std::string, std::string> kBegins = {{"Choose your language", "English"},
                                                    {"few short questions", "Yes"},
                                                    {"We ask about your work", "Yes"}};

TEST(Retention, TheClockDeletesAndTheJobSaysHowMany) {
  Office office;
  for (int i = 0; i < 5; ++i) office.Walk("+685721230" + std::to_string(i), kBegins);
  const core::Day today = core::DayOf(office.clock.Now());
  auto early = DeleteWhatIsOver(*office.keys, *office.vault, *office.store, today + 30);
  ASSERT_TRUE(early);
  EXPECT_EQ(early->addresses, 0) << "the thirtieth day is still theirs";
  EXPECT_EQ(*office.vault->Count(), 5);
  auto late = DeleteWhatIsOver(*office.keys, *office.vault, *office.store, today + 31);
  ASSERT_TRUE(late);
  EXPECT_EQ(late->addresses, 5);
  EXPECT_GE(late->keys, 1);
  EXPECT_EQ(*office.vault->Count(), 0);
  EXPECT_THAT(office.store->DumpForTests(), testing::Not(testing::HasSubstr("conversation ")));
  EXPECT_EQ(DeleteWhatIsOver(*office.keys, *office.vault, *office.store, today + 31)->addresses, 0);
}

}  // namespace
}  // namespace bot
