// SPDX-License-Identifier: Apache-2.0
#include "privacy/key_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <thread>

#include "core/crypto.h"

namespace privacy {
namespace {

namespace fs = std::filesystem;
using core::Day;
using core::ErrorCode;
using testing::HasSubstr;

const Day kToday = *core::DayFromText("2026-11-21");

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "dwbot-keys-XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { fs::remove_all(path_); }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

mode_t ModeOf(const std::string& path) {
  struct stat info{};
  CHECK(stat(path.c_str(), &info) == 0);
  return info.st_mode & 0777;
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const std::string& path, const std::string& bytes, mode_t mode = 0400) {
  if (fs::exists(path)) chmod(path.c_str(), 0600);
  std::ofstream(path, std::ios::binary) << bytes;
  chmod(path.c_str(), mode);
}

std::array<uint8_t, 32> Value(const Key* key) { return key->Reveal(); }

// ---- what files and memory share: run on both ----

struct Kind {
  const char* name;
  bool files;
};

class BothRings : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override { Open(); }
  void Open() {
    ring_.reset();
    if (GetParam().files) {
      auto opened = OpenKeyRing(folder_ / "keys", random_, true);
      ASSERT_TRUE(opened) << opened.error().message;
      ring_ = std::move(*opened);
    } else {
      ring_ = MakeMemoryKeyRing(random_);
    }
  }
  TemporaryFolder folder_;
  core::SeededRandom random_{11};
  std::unique_ptr<KeyRing> ring_;
};

INSTANTIATE_TEST_SUITE_P(KeyRing, BothRings,
                         testing::Values(Kind{"files", true}, Kind{"memory", false}),
                         [](const auto& test) { return test.param.name; });

TEST_P(BothRings, LookupKeysAreThisMonthAndTheFourBefore) {
  for (const char* day : {"2026-05-31", "2026-07-01", "2026-08-15", "2026-10-01"}) {
    ASSERT_TRUE(ring_->LookupKeys(*core::DayFromText(day)));
  }
  auto keys = *ring_->LookupKeys(kToday);
  std::vector<int32_t> epochs;
  for (const auto& key : keys) epochs.push_back(key.epoch);
  // year * 12 + month - 1; September was never used, May is too old.
  EXPECT_EQ(epochs,
            (std::vector<int32_t>{2026 * 12 + 10, 2026 * 12 + 9, 2026 * 12 + 7, 2026 * 12 + 6}));
  EXPECT_EQ(ring_->LookupKeys(kToday)->front().key, keys.front().key);
  EXPECT_NE(Value(keys[0].key), Value(keys[1].key));
}

TEST_P(BothRings, LookupKeysCrossTheYear) {
  ASSERT_TRUE(ring_->LookupKeys(*core::DayFromText("2026-12-31")));
  auto keys = *ring_->LookupKeys(*core::DayFromText("2027-01-01"));
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_EQ(keys[0].epoch, 2027 * 12);
  EXPECT_EQ(keys[1].epoch, 2026 * 12 + 11);
}

TEST_P(BothRings, ProviderKeysAreThisWeekAndTheTwoBefore) {
  for (int days : {28, 14, 7}) ASSERT_TRUE(ring_->ProviderKeys(kToday - days));
  auto keys = *ring_->ProviderKeys(kToday);
  ASSERT_EQ(keys.size(), 3u);
  EXPECT_EQ(keys[0].epoch - keys[2].epoch, 2);
  // A week begins on Monday: 2026-11-16 and 2026-11-22 share one.
  EXPECT_EQ(ring_->ProviderKeys(*core::DayFromText("2026-11-16"))->front().key, keys[0].key);
  EXPECT_EQ(ring_->ProviderKeys(*core::DayFromText("2026-11-22"))->front().key, keys[0].key);
  EXPECT_NE(ring_->ProviderKeys(*core::DayFromText("2026-11-23"))->front().key, keys[0].key);
}

TEST_P(BothRings, ARepeatIsRecognisedForAtLeastEightDays) {
  for (int offset = 0; offset < 400; ++offset) {
    const Day first = kToday + offset;
    const int32_t epoch = ring_->ProviderKeys(first)->front().epoch;
    ASSERT_TRUE(ring_->DeleteExpired(first + 8));
    bool found = false;
    const auto keys = *ring_->ProviderKeys(first + 8);
    for (const auto& key : keys) found = found || key.epoch == epoch;
    EXPECT_TRUE(found) << core::ToText(first);
  }
}

TEST_P(BothRings, DayKeyIsMadeOnceAndOpens) {
  EXPECT_EQ(ring_->DayKeyForOpening(kToday + 30), nullptr);
  auto sealing = ring_->DayKeyForSealing(kToday + 30);
  ASSERT_TRUE(sealing);
  EXPECT_EQ(ring_->DayKeyForOpening(kToday + 30), *sealing);
  EXPECT_EQ(*ring_->DayKeyForSealing(kToday + 30), *sealing);
  EXPECT_NE(Value(*ring_->DayKeyForSealing(kToday + 31)), Value(*sealing));
}

TEST_P(BothRings, DeleteExpiredTakesOnlyWhatIsOver) {
  ASSERT_TRUE(ring_->DayKeyForSealing(kToday - 1));
  ASSERT_TRUE(ring_->DayKeyForSealing(kToday));
  ASSERT_TRUE(ring_->ProviderKeys(kToday - 21));
  ASSERT_TRUE(ring_->ProviderKeys(kToday - 14));
  ASSERT_TRUE(ring_->LookupKeys(*core::DayFromText("2026-06-30")));
  ASSERT_TRUE(ring_->LookupKeys(*core::DayFromText("2026-07-01")));
  EXPECT_EQ(*ring_->DeleteExpired(kToday), 3);
  EXPECT_EQ(ring_->DayKeyForOpening(kToday - 1), nullptr);
  EXPECT_NE(ring_->DayKeyForOpening(kToday), nullptr);
  EXPECT_EQ(ring_->ProviderKeys(kToday)->size(), 2u);
  EXPECT_EQ(ring_->LookupKeys(kToday)->size(), 2u);
  EXPECT_EQ(*ring_->DeleteExpired(kToday), 0);
}

TEST_P(BothRings, DeletedDayIsNotMadeAgain) {
  ASSERT_TRUE(ring_->DayKeyForSealing(kToday - 1));
  ASSERT_TRUE(ring_->DeleteExpired(kToday));
  auto again = ring_->DayKeyForSealing(kToday - 1);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kNotFound);
}

TEST_P(BothRings, PointerToADeletedKeySealsToNobody) {
  const Key* key = *ring_->DayKeyForSealing(kToday - 1);
  const auto before = Value(key);
  ASSERT_TRUE(ring_->DeleteExpired(kToday));
  EXPECT_NE(Value(key), before);
  EXPECT_NE(Value(key), (std::array<uint8_t, 32>{}));
}

TEST_P(BothRings, ThreadsAgreeOnEveryKey) {
  std::vector<std::thread> threads;
  std::array<std::array<const Key*, 40>, 4> seen{};
  std::atomic<int> failures = 0;
  for (auto& mine : seen) {
    threads.emplace_back([&] {
      for (int i = 0; i < 40; ++i) {
        auto key = ring_->DayKeyForSealing(kToday + i % 5);
        if (!key || !ring_->LookupKeys(kToday + 31 * (i % 3)) || !ring_->ProviderKeys(kToday + i))
          ++failures;
        if (key) mine[static_cast<size_t>(i)] = *key;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  for (const auto& mine : seen) EXPECT_EQ(mine, seen[0]);
}

// Every turn asks for it, from several threads.
TEST_P(BothRings, KeyOfAKnownDayIsCheap) {
  ASSERT_TRUE(ring_->DayKeyForSealing(kToday + 30));
  constexpr int kCalls = 100000;
  const std::clock_t start = std::clock();
  size_t found = 0;
  for (int i = 0; i < kCalls; ++i) found += ring_->DayKeyForSealing(kToday + 30) ? 1 : 0;
  const double ns = 1e9 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / kCalls;
  EXPECT_EQ(found, static_cast<size_t>(kCalls));
  std::cout << ns << " ns for each\n";
#if defined(NDEBUG)
  EXPECT_LT(ns, 1000.0);  // about 50 on an idle machine
#endif
}

// ---- files only ----

class KeyFiles : public testing::Test {
 protected:
  core::Result<std::unique_ptr<KeyRing>> Open(bool create = false) {
    return OpenKeyRing(keys_, random_, create);
  }
  // A ring with a key of each kind.
  void MakeRing() {
    auto ring = Open(true);
    ASSERT_TRUE(ring) << ring.error().message;
    ASSERT_TRUE((*ring)->DayKeyForSealing(kToday));
    ASSERT_TRUE((*ring)->DayKeyForSealing(kToday + 30));
    ASSERT_TRUE((*ring)->LookupKeys(kToday));
    ASSERT_TRUE((*ring)->ProviderKeys(kToday));
  }
  std::string ErrorOfOpening(bool create = false) {
    auto ring = Open(create);
    if (ring) return "it opened";
    EXPECT_EQ(ring.error().code, ErrorCode::kInvalid);
    return ring.error().message;
  }
  TemporaryFolder folder_;
  std::string keys_ = folder_ / "data/keys";
  core::SeededRandom random_{12};
};

TEST_F(KeyFiles, HaveTheDocumentedNamesSizesAndModes) {
  MakeRing();
  for (const char* name : {"", "/lookup", "/provider", "/day"})
    EXPECT_EQ(ModeOf(keys_ + name), 0700u) << name;
  for (const char* name : {"/lookup/2026-11", "/provider/2026-W47", "/day/2026-11-21",
                           "/day/2026-12-21", "/token", "/receipt", "/login"}) {
    EXPECT_EQ(ModeOf(keys_ + name), 0400u) << name;
    EXPECT_EQ(ReadFile(keys_ + name).size(), 32u) << name;
  }
  size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(keys_))
    files += entry.is_regular_file() ? 1 : 0;
  EXPECT_EQ(files, 7u);
}

TEST_F(KeyFiles, ReadBackTheSameAfterARestart) {
  MakeRing();
  auto first = *Open();
  auto second = *Open();
  EXPECT_EQ(Value(first->DayKeyForOpening(kToday + 30)),
            Value(second->DayKeyForOpening(kToday + 30)));
  EXPECT_EQ(Value(first->LookupKeys(kToday)->front().key),
            Value(second->LookupKeys(kToday)->front().key));
  EXPECT_EQ(Value(first->ProviderKeys(kToday)->front().key),
            Value(second->ProviderKeys(kToday)->front().key));
  EXPECT_EQ(Value(&first->TokenKey()), Value(&second->TokenKey()));
  EXPECT_EQ(Value(&first->ReceiptKey()), Value(&second->ReceiptKey()));
  EXPECT_NE(Value(&first->ReceiptKey()), Value(&first->TokenKey()));
}

TEST_F(KeyFiles, KeyMadeByAnotherProcessIsUsed) {
  MakeRing();
  auto first = *Open();
  auto second = *Open();
  const Key* made = *first->DayKeyForSealing(kToday + 9);
  EXPECT_EQ(Value(*second->DayKeyForSealing(kToday + 9)), Value(made));
  made = *first->DayKeyForSealing(kToday + 10);
  ASSERT_NE(second->DayKeyForOpening(kToday + 10), nullptr);
  EXPECT_EQ(Value(second->DayKeyForOpening(kToday + 10)), Value(made));
}

TEST_F(KeyFiles, DeletingUnlinksTheFile) {
  MakeRing();
  auto ring = *Open();
  EXPECT_EQ(*ring->DeleteExpired(kToday + 1), 1);
  EXPECT_FALSE(fs::exists(keys_ + "/day/2026-11-21"));
  EXPECT_TRUE(fs::exists(keys_ + "/day/2026-12-21"));
  EXPECT_EQ((*Open())->DayKeyForOpening(kToday), nullptr);
}

TEST_F(KeyFiles, DeletingFindsFilesThatThisProcessNeverRead) {
  MakeRing();
  auto ring = *Open();
  ASSERT_TRUE((*Open())->DayKeyForSealing(kToday + 2));
  EXPECT_EQ(*ring->DeleteExpired(kToday + 3), 2);
  EXPECT_FALSE(fs::exists(keys_ + "/day/2026-11-23"));
}

TEST_F(KeyFiles, LeftoverOfAKillIsRemoved) {
  MakeRing();
  WriteFile(keys_ + "/day/.new-00ff", "half a key");
  ASSERT_TRUE(Open());
  EXPECT_FALSE(fs::exists(keys_ + "/day/.new-00ff"));
}

struct Damage {
  const char* name;
  std::function<void(const std::string& keys)> act;
  const char* says;
};

class DamagedKeys : public KeyFiles, public testing::WithParamInterface<Damage> {};

TEST_P(DamagedKeys, AreRefusedWithWhatToDo) {
  MakeRing();
  GetParam().act(keys_);
  EXPECT_THAT(ErrorOfOpening(), HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    KeyRing, DamagedKeys,
    testing::Values(
        Damage{"folder_missing", [](const auto& k) { fs::remove_all(k); }, "dwbot keys init"},
        Damage{"folder_is_open", [](const auto& k) { chmod(k.c_str(), 0750); }, "chmod 700"},
        Damage{"sub_folder_is_open", [](const auto& k) { chmod((k + "/day").c_str(), 0701); },
               "/day: can be entered by others"},
        Damage{"sub_folder_missing", [](const auto& k) { fs::remove_all(k + "/provider"); },
               "/provider: is missing"},
        Damage{"sub_folder_is_link",
               [](const auto& k) {
                 fs::rename(k + "/day", k + "/../elsewhere");
                 fs::create_symlink(k + "/../elsewhere", k + "/day");
               },
               "not a file or a link"},
        Damage{"file_group_readable", [](const auto& k) { chmod((k + "/token").c_str(), 0440); },
               "chmod 400"},
        Damage{"file_world_readable",
               [](const auto& k) { chmod((k + "/day/2026-11-21").c_str(), 0404); },
               "can be read by others"},
        Damage{"file_short", [](const auto& k) { WriteFile(k + "/receipt", std::string(31, 'x')); },
               "has 31 bytes"},
        Damage{"file_long",
               [](const auto& k) { WriteFile(k + "/lookup/2026-11", std::string(33, 'x')); },
               "has 33 bytes"},
        Damage{"file_empty", [](const auto& k) { WriteFile(k + "/lookup/2026-11", ""); },
               "has 0 bytes"},
        Damage{"file_zero", [](const auto& k) { WriteFile(k + "/token", std::string(32, '\0')); },
               "zeros only"},
        Damage{"file_is_link",
               [](const auto& k) {
                 fs::remove(k + "/token");
                 fs::create_symlink(k + "/receipt", k + "/token");
               },
               "must be a plain file"},
        Damage{"two_equal",
               [](const auto& k) { WriteFile(k + "/token", ReadFile(k + "/receipt")); },
               "holds the same key as"},
        Damage{"token_missing", [](const auto& k) { fs::remove(k + "/token"); },
               "/token: is missing"},
        Damage{"receipt_missing", [](const auto& k) { fs::remove(k + "/receipt"); },
               "/receipt: is missing"},
        Damage{"editor_copy",
               [](const auto& k) { WriteFile(k + "/day/2026-11-21~", std::string(32, 'x')); },
               "not a name"},
        Damage{"no_such_month",
               [](const auto& k) { WriteFile(k + "/lookup/2026-13", std::string(32, 'x')); },
               "not a name"},
        Damage{"no_such_week",
               [](const auto& k) { WriteFile(k + "/provider/2026-W54", std::string(32, 'x')); },
               "not a name"}),
    [](const auto& test) { return test.param.name; });

TEST_F(KeyFiles, AllProblemsAreReportedAtOnce) {
  MakeRing();
  chmod(keys_.c_str(), 0755);
  chmod((keys_ + "/token").c_str(), 0644);
  WriteFile(keys_ + "/receipt", "short");
  fs::remove_all(keys_ + "/lookup");
  const std::string error = ErrorOfOpening();
  for (const char* part : {"chmod 700", "chmod 400", "has 5 bytes", "/lookup: is missing"})
    EXPECT_THAT(error, HasSubstr(part));
}

TEST_F(KeyFiles, CreatingKeepsWhatIsThere) {
  MakeRing();
  const std::string token = ReadFile(keys_ + "/token");
  fs::remove(keys_ + "/receipt");
  ASSERT_TRUE(Open(true));
  EXPECT_EQ(ReadFile(keys_ + "/token"), token);
  EXPECT_EQ(ReadFile(keys_ + "/receipt").size(), 32u);
}

TEST_F(KeyFiles, CreatingDoesNotMendWhatIsDamaged) {
  MakeRing();
  WriteFile(keys_ + "/token", "short", 0644);
  const std::string error = ErrorOfOpening(true);
  EXPECT_THAT(error, HasSubstr("has 5 bytes"));
  EXPECT_EQ(ReadFile(keys_ + "/token"), "short");
}

TEST_F(KeyFiles, FolderThatCannotBeMadeIsAClearError) {
  WriteFile(folder_ / "data", "a file in the way", 0600);
  auto ring = Open(true);
  ASSERT_FALSE(ring);
  EXPECT_EQ(ring.error().code, ErrorCode::kStorage);
  EXPECT_THAT(ring.error().message, HasSubstr("cannot make"));
}

TEST_F(KeyFiles, SealingFailsClearlyWhenTheFolderVanished) {
  MakeRing();
  auto ring = *Open();
  fs::remove_all(keys_ + "/day");
  auto key = ring->DayKeyForSealing(kToday + 77);
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().code, ErrorCode::kStorage);
}

}  // namespace
}  // namespace privacy
