// SPDX-License-Identifier: Apache-2.0
// What only a file can do: survive a kill, fill a disk, keep a trace.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <array>
#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include "core/base64.h"
#include "store/sqlite/connection.h"
#include "vault_fixture.h"

namespace vault {
namespace {

namespace fs = std::filesystem;
using core::Day;
using core::ErrorCode;
using testing::HasSubstr;
using Kind = VaultWrite::Kind;

const Day kToday = *core::DayFromText("2026-11-21");

class SqliteVaultTest : public testing::Test {
 protected:
  std::unique_ptr<Vault> Open(const std::string& file = "vault.db") {
    auto opened = OpenSqliteVault(folder_ / file, world_.keys());
    CHECK(opened);
    return std::move(*opened);
  }
  std::string ErrorOfOpening() {
    auto opened = OpenSqliteVault(folder_ / "vault.db", world_.keys());
    return opened ? "it opened" : opened.error().message;
  }
  void PutMany(Vault& vault, int count) {
    for (int i = 0; i < count; ++i) {
      addresses_.push_back("+68572" + std::to_string(10000 + i * 37));
      conversations_.push_back(world_.NewConversation());
      lookups_.push_back(world_.Of(addresses_.back(), kToday));
      ASSERT_TRUE(CommitOne(
          vault, World::Put(lookups_.back(), conversations_.back(), kToday, kToday + 30)));
    }
  }
  // Every byte of every file in the folder.
  std::string AllBytes() {
    std::string all;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      std::ifstream in(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
  }

  World world_;
  TemporaryFolder folder_;
  std::vector<std::string> addresses_;
  std::vector<core::ConversationId> conversations_;
  std::vector<Lookup> lookups_;
};

TEST_F(SqliteVaultTest, FileIsPrivate) {
  auto vault = Open();
  for (const char* name : {"vault.db", "vault.db-wal", "vault.db-shm"}) {
    struct stat info{};
    ASSERT_EQ(stat((folder_ / name).c_str(), &info), 0) << name;
    EXPECT_EQ(info.st_mode & 0077, 0u) << name;
  }
}

TEST_F(SqliteVaultTest, CommittedRowsSurviveAKill) {
  auto vault = Open();
  PutMany(*vault, 20);
  // What a kill leaves: the files as they are now, nothing closed.
  fs::copy_file(folder_ / "vault.db", folder_ / "after.db");
  fs::copy_file(folder_ / "vault.db-wal", folder_ / "after.db-wal");
  auto after = Open("after.db");
  ASSERT_EQ(*after->Count(), 20);
  for (size_t i = 0; i < 20; ++i)
    EXPECT_EQ((*after->Resolve(conversations_[i], "", false))->address.Reveal(), addresses_[i]);
}

TEST_F(SqliteVaultTest, EraseIsRepeatedHarmlesslyAfterAKillBetweenItsSteps) {
  auto vault = Open();
  PutMany(*vault, 3);
  ASSERT_TRUE(CommitOne(*vault, World::Write(Kind::kErase, conversations_[0])));
  vault.reset();  // killed before the checkpoint: the start does both again
  vault = Open();
  EXPECT_FALSE(FindOne(*vault, lookups_[0]));
  ASSERT_TRUE(CommitOne(*vault, World::Write(Kind::kErase, conversations_[0])));
  ASSERT_TRUE(vault->CheckpointTruncate());
  ASSERT_TRUE(vault->CheckpointTruncate());
  EXPECT_EQ(*vault->Count(), 2);
}

TEST_F(SqliteVaultTest, NoFormOfAnAddressIsInTheFiles) {
  auto vault = Open();
  PutMany(*vault, 60);
  for (const bool erased : {false, true}) {
    if (erased) {
      for (const auto& conversation : conversations_)
        ASSERT_TRUE(CommitOne(*vault, World::Write(Kind::kErase, conversation)));
      ASSERT_TRUE(vault->CheckpointTruncate());
    }
    const std::string all = AllBytes();
    ASSERT_GT(all.size(), 4096u);
    for (const std::string& address : addresses_) {
      const std::string digits = address.substr(1);
      for (const std::string& value : {address, digits, digits.substr(3)}) {
        for (const std::string& form :
             {value, core::Base64Encode(core::AsBytes("x" + value + "y")).substr(2, value.size()),
              core::Base64UrlEncode(core::AsBytes(value)), core::HexEncode(core::AsBytes(value)),
              std::string(value.rbegin(), value.rend())}) {
          ASSERT_EQ(all.find(form), std::string::npos)
              << "a form of an address, erased: " << erased;
        }
      }
    }
  }
}

TEST_F(SqliteVaultTest, ErasureLeavesNothingOfTheRow) {
  auto vault = Open();
  PutMany(*vault, 60);
  ASSERT_TRUE(vault->CheckpointTruncate());
  const auto traces = [&](size_t i) {
    const std::string all = AllBytes();
    const bool hash = all.find(core::AsText(lookups_[i].candidates[0].hash)) != std::string::npos;
    const bool conversation = all.find(core::AsText(conversations_[i].bytes)) != std::string::npos;
    return std::to_string(hash) + std::to_string(conversation);
  };
  EXPECT_EQ(traces(7), "11");
  ASSERT_TRUE(CommitOne(*vault, World::Write(Kind::kErase, conversations_[7])));
  EXPECT_NE(traces(7), "00") << "without a checkpoint the log or the file still has it";
  ASSERT_TRUE(vault->CheckpointTruncate());
  EXPECT_EQ(traces(7), "00");
  EXPECT_EQ(traces(8), "11");
}

TEST_F(SqliteVaultTest, CopyOfTheFileOpensNothingOnceTheDayKeyIsDeleted) {
  auto vault = Open();
  PutMany(*vault, 3);
  vault.reset();
  fs::copy_file(folder_ / "vault.db", folder_ / "backup.db");
  ASSERT_TRUE(world_.keys().DeleteExpired(kToday + 31));
  auto restored = Open("backup.db");
  EXPECT_EQ(*restored->Count(), 3);
  for (const auto& conversation : conversations_)
    EXPECT_FALSE(*restored->Resolve(conversation, "", true));
}

TEST_F(SqliteVaultTest, RowsSwappedByHandDoNotOpen) {
  auto vault = Open();
  PutMany(*vault, 2);
  vault.reset();
  {
    store::sqlite::Connection intruder(folder_ / "vault.db", store::sqlite::Access::kWrite);
    intruder.Exec("CREATE TEMP TABLE old AS SELECT * FROM addresses");
    intruder.Exec(
        "UPDATE addresses SET sealed = (SELECT sealed FROM old WHERE old.hash <> addresses.hash)");
  }
  vault = Open();
  EXPECT_EQ(*vault->Count(), 2);
  for (const auto& conversation : conversations_)
    EXPECT_FALSE(*vault->Resolve(conversation, "", false));
}

TEST_F(SqliteVaultTest, OtherFilesAreRefusedWithAReason) {
  std::ofstream(folder_ / "vault.db") << std::string(5000, 'x');
  EXPECT_THAT(ErrorOfOpening(), HasSubstr("not a database"));
  fs::remove(folder_ / "vault.db");
  fs::create_directory(folder_ / "vault.db");
  EXPECT_THAT(ErrorOfOpening(), HasSubstr("cannot open the vault"));
}

// Runs `act` while no file of this process may grow beyond `bytes`: what a full disk does to
// SQLite.
template <class F>
void WithFileLimit(rlim_t bytes, F act) {
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old), 0);
  rlimit limited = old;
  limited.rlim_cur = bytes;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limited), 0);
  act();
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, old_handler);
}

TEST_F(SqliteVaultTest, FullDiskFailsTheCommitAndLatches) {
  auto vault = Open();
  PutMany(*vault, 5);
  const Lookup lookup = world_.Of("+1", kToday);
  const VaultWrite put = World::Put(lookup, world_.NewConversation(), kToday, kToday + 30);
  core::Status status;
  WithFileLimit(fs::file_size(folder_ / "vault.db-wal"), [&] { status = CommitOne(*vault, put); });
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kStorage);
  EXPECT_FALSE(vault->Healthy());
  status = CommitOne(*vault, put);
  ASSERT_FALSE(status) << "it must not go on after an error of the disk";
  EXPECT_THAT(status.error().message, HasSubstr("start the program again"));
  EXPECT_FALSE(FindOne(*vault, lookup));
  vault.reset();
  vault = Open();
  EXPECT_EQ(*vault->Count(), 5);
  EXPECT_TRUE(CommitOne(*vault, put));
}

TEST_F(SqliteVaultTest, ReadersOfOtherThreadsDoNotDisturbTheWriter) {
  auto vault = Open();
  PutMany(*vault, 10);
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> readers;
  for (int t = 0; t < 3; ++t) {
    readers.emplace_back([&] {
      while (!done) {
        for (size_t i = 0; i < 10; ++i) {
          auto found = vault->Resolve(conversations_[i], "", false);
          if (!found || !*found || (*found)->address.Reveal() != addresses_[i]) ++wrong;
        }
      }
    });
  }
  for (int round = 0; round < 50; ++round) {
    const auto i = static_cast<size_t>(round % 10);
    EXPECT_TRUE(CommitOne(*vault, World::Put(lookups_[i], conversations_[i], kToday, kToday + 30)));
    EXPECT_TRUE(vault->CheckpointTruncate());
  }
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace vault
