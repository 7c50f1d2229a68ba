// SPDX-License-Identifier: Apache-2.0
// A folder that goes with the test, and short makers of rows.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "store/store.h"

namespace store::test {

class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dwbot-store-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string File(const std::string& name = "core.db") const {
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

inline std::unique_ptr<Store> Open(const std::string& file) {
  auto opened = OpenSqliteStore(file);
  EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
  return opened ? std::move(*opened) : nullptr;
}

inline std::string ReadFile(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The n-th id of a kind; not in the order of n.
template <class IdType>
IdType MakeId(uint64_t n) {
  IdType id;
  uint64_t x = n + 1;
  for (uint8_t& byte : id.bytes) {
    x = x * 6364136223846793005ULL + 1442695040888963407ULL;
    byte = static_cast<uint8_t>(x >> 56);
  }
  return id;
}
inline Hash16 MakeHash(uint64_t n) { return MakeId<core::MessageId>(n ^ 0xabcdef).bytes; }

inline OutboxRow Message(uint64_t id, uint64_t conversation, int64_t turn, int32_t part,
                         int64_t due_ms = 0, Lane lane = Lane::kReply) {
  OutboxRow row;
  row.id = MakeId<core::MessageId>(id);
  row.conversation = MakeId<core::ConversationId>(conversation);
  row.turn = turn;
  row.part = part;
  row.channel = "main";
  row.lane = lane;
  row.key_day = core::Day{20000};
  row.sealed = core::Bytes{1, 2, static_cast<uint8_t>(id)};
  row.due_at = {due_ms};
  row.expires_at = {1'000'000};
  return row;
}

inline Committed Commit(Store& store, std::vector<CommandGroup> groups,
                        std::vector<Lease> leases = {}) {
  auto done = store.Commit(Batch{std::move(groups), std::move(leases)});
  EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().message);
  return done ? std::move(*done) : Committed{};
}

// One group that must succeed.
inline void Do(Store& store, CommandGroup group) {
  const Committed done = Commit(store, {std::move(group)});
  ASSERT_EQ(done.groups.size(), 1u);
  EXPECT_TRUE(done.groups[0].has_value()) << (done.groups[0] ? "" : done.groups[0].error().message);
}

inline std::vector<OutboxRow> Take(Store& store, int64_t now_ms, size_t limit = 16,
                                   int64_t until_ms = 0) {
  Committed done = Commit(
      store, {}, {Lease{"main", limit, {now_ms}, {until_ms == 0 ? now_ms + 1000 : until_ms}}});
  return done.leases.empty() ? std::vector<OutboxRow>{} : std::move(done.leases[0]);
}

}  // namespace store::test
