// SPDX-License-Identifier: Apache-2.0
// What makes a turn cheap, counted rather than timed: pages that a batch writes; and what is known
// in memory instead of standing in an index: after a migration, beside another program that writes,
// in the order of rows.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "temp_store.h"

namespace store::test {
namespace {

core::ConversationId Who(uint64_t n) { return MakeId<core::ConversationId>(n); }

ChatMessageRow Said(uint64_t n, uint64_t conversation) {
  return {Who(conversation), MakeId<core::MessageId>(n), core::Day{20000},
          core::Bytes(168, static_cast<uint8_t>(n))};
}

CommandGroup Turn(uint64_t who, int64_t version, uint64_t n) {
  PutConversation put{{Who(who), 0, core::Day{20000}, core::Bytes(600, static_cast<uint8_t>(n)),
                       core::Timestamp{1'000'000}},
                      version};
  OutboxRow message = Message(n, who, version + 1, 0);
  message.sealed = core::Bytes(400, static_cast<uint8_t>(n));
  return {RememberProviderId{MakeHash(n), 1}, std::move(put), Enqueue{std::move(message)},
          PutChatMessage{Said(n, who)}};
}

// Frames of 4,096 bytes and a header of 24 (https://www.sqlite.org/fileformat2.html, 4.1).
double PagesInLog(const TempFolder& folder) {
  return static_cast<double>(std::filesystem::file_size(folder.File("core.db-wal")) - 32) /
         (4096 + 24);
}

// 2,000 conversations that were there before: each turn has the page of its own conversation to
// write, and shares the rest.
TEST(Pages, ATurnWritesLittleMoreThanItsConversation) {
  TempFolder folder;
  auto store = Open(folder.File());
  constexpr uint64_t kPeople = 2000;
  constexpr uint64_t kBatch = 32;
  uint64_t n = 0;
  std::vector<CommandGroup> begin;
  for (uint64_t who = 0; who < kPeople; ++who) begin.push_back(Turn(who, 0, n++));
  Commit(*store, std::move(begin));
  ASSERT_TRUE(store->CheckpointTruncate());
  constexpr uint64_t kTurns = 1600;
  for (uint64_t turn = 0; turn < kTurns; turn += kBatch) {
    std::vector<CommandGroup> batch;
    for (uint64_t i = 0; i < kBatch; ++i) batch.push_back(Turn(turn + i, 1, n++));
    for (const core::Status& status : Commit(*store, std::move(batch)).groups) ASSERT_TRUE(status);
  }
  const double pages = PagesInLog(folder) / static_cast<double>(kTurns);
  std::printf("pages a turn: %.2f\n", pages);
  EXPECT_LT(pages, 1.6) << "it was 3.6 with an index keyed by random ids for each table";
}

TEST(ChatMessages, TheOrderOfRowsDoesNotTellWhoWroteFirst) {
  TempFolder folder;
  auto store = Open(folder.File());
  constexpr uint64_t kMessages = 40;
  for (uint64_t n = 0; n < kMessages; ++n) Do(*store, {PutChatMessage{Said(n, n)}});
  SQLite::Database db(folder.File());
  SQLite::Statement rows(db, "SELECT conversation FROM chat_messages ORDER BY row");
  std::map<std::string, uint64_t> number;
  for (uint64_t n = 0; n < kMessages; ++n) {
    const auto id = Who(n);
    number[std::string(id.bytes.begin(), id.bytes.end())] = n;
  }
  uint64_t after_its_predecessor = 0;
  for (uint64_t last = 0; rows.executeStep();) {
    const uint64_t now = number.at(rows.getColumn(0).getString());
    after_its_predecessor += now > last ? 1u : 0u;
    last = now;
  }
  EXPECT_GT(after_its_predecessor, 5u);
  EXPECT_LT(after_its_predecessor, kMessages - 5u);
}

TEST(ChatMessages, SeveralOfABatchAreFoundReplacedAndDroppedOneByOne) {
  TempFolder folder;
  auto store = Open(folder.File());
  Do(*store, {PutChatMessage{Said(1, 7)}, PutChatMessage{Said(2, 7)}, PutChatMessage{Said(3, 8)}});
  ChatMessageRow edited = Said(2, 7);
  edited.sealed = {9};
  Do(*store, {PutChatMessage{edited}});
  for (int start = 0; start < 2; ++start) {
    auto rows = store->ListChatMessages(Who(7));
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 2u);
    EXPECT_EQ(std::ranges::count(*rows, core::Bytes{9}, &ChatMessageRow::sealed), 1);
    store.reset();
    store = Open(folder.File());
  }
  Do(*store, {DropChatMessages{Who(7), MakeId<core::MessageId>(1)}});
  EXPECT_EQ(store->ListChatMessages(Who(7))->size(), 1u);
  Do(*store, {DropChatMessages{Who(7)}});
  EXPECT_TRUE(store->ListChatMessages(Who(7))->empty());
  EXPECT_EQ(store->ListChatMessages(Who(8))->size(), 1u);
}

// `dwbot dead replay` beside the service: what the writer knows in memory is read anew.
TEST(Outbox, FollowsAnotherProgramThatWrites) {
  TempFolder folder;
  auto store = Open(folder.File());
  Do(*store, {Enqueue{Message(1, 1, 1, 0)}, Enqueue{Message(2, 2, 1, 0)}});
  ASSERT_EQ(Take(*store, 10).size(), 2u);
  Do(*store, {SendGaveUp{MakeId<core::MessageId>(1), "gone"}});
  EXPECT_EQ(*store->CountUnsent(Who(1)), 0);
  Do(*Open(folder.File()), {ReplayDead{MakeId<core::MessageId>(1), {10}}});
  EXPECT_EQ(*store->CountUnsent(Who(1)), 1);
  Do(*store, {Enqueue{Message(3, 1, 2, 0)}});
  const auto leased = Take(*store, 20, 16, 5000);
  ASSERT_EQ(leased.size(), 1u)
      << "the second of a conversation waits behind the one that was replayed";
  EXPECT_EQ(leased[0].id, MakeId<core::MessageId>(1));
  Do(*store, {SendDone{MakeId<core::MessageId>(1)}});
  EXPECT_EQ(Take(*store, 30, 16, 5000).at(0).id, MakeId<core::MessageId>(3));
}

// A file as the program before wrote it.
class OldFile {
 public:
  explicit OldFile(const std::string& file)
      : db_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    std::vector<std::filesystem::path> migrations;
    for (const auto& entry :
         std::filesystem::directory_iterator(DWBOT_SOURCE_DIR "/store/sqlite/schema")) {
      if (entry.path().filename() < "0013") migrations.push_back(entry.path());
    }
    std::ranges::sort(migrations);
    for (const auto& path : migrations) db_.exec(ReadFile(path.string()));
    db_.exec("PRAGMA user_version=12; PRAGMA application_id=" + std::to_string(0x44574331));
  }
  void Add(const std::string& sql, uint64_t conversation, uint64_t id) {
    SQLite::Statement insert(db_, sql);
    insert.bind(1, Who(conversation).bytes.data(), 16);  // copied
    insert.bind(2, MakeId<core::MessageId>(id).bytes.data(), 16);
    insert.exec();
  }

 private:
  SQLite::Database db_;
};

TEST(Migration, KeepsChatMessagesAndTheQueueOfTheSchemaBefore) {
  TempFolder folder;
  {
    OldFile old(folder.File());
    for (uint64_t n = 0; n < 30; ++n)
      old.Add("INSERT INTO chat_messages VALUES (?, ?, 20000, x'010203')", n % 3, n);
    for (uint64_t n = 0; n < 6; ++n)
      old.Add(
          "INSERT INTO outbox (conversation, id, turn, part, channel, lane, key_day, due_at_ms, "
          "expires_at_ms, state, sealed)"
          " VALUES (?, ?, " +
              std::to_string(10 - n) + ", 0, 'main', 0, 20000, 0, 1000000, " + (n < 3 ? "0" : "1") +
              ", x'01')",
          n % 3, n);
  }
  auto store = Open(folder.File());
  ASSERT_NE(store, nullptr);
  for (uint64_t who = 0; who < 3; ++who) {
    EXPECT_EQ(store->ListChatMessages(Who(who))->size(), 10u);
    EXPECT_EQ(*store->CountUnsent(Who(who)), 2);
  }
  ASSERT_EQ(Take(*store, 10).size(), 3u);
  for (uint64_t n = 3; n < 6; ++n) Do(*store, {SendDone{MakeId<core::MessageId>(n)}});
  EXPECT_EQ(Take(*store, 20).size(), 3u) << "the next of each conversation became ready";
}

}  // namespace
}  // namespace store::test
