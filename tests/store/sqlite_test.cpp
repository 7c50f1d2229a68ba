// SPDX-License-Identifier: Apache-2.0
// What is SQLite's own: the schema's rules, files of others and of newer programs, what a deletion
// leaves on the disk, a disk that fails, readers beside the writer.
#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "faulty_vfs.h"
#include "store/sqlite/ticket_list.h"
#include "temp_store.h"

namespace store::test {
namespace {

using core::ErrorCode;

// Tables whose rows outlive a conversation: nothing in them may be finer than the week.
const char* const kTimeless[] = {"responses", "tickets",        "sealed",         "receipts",
                                 "counters",  "thread_entries", "ticket_closings"};

bool LooksLikeTime(const std::string& column) {
  for (const char* word :
       {"_ms", "_at", "day", "date", "time", "hour", "minute", "second", "created", "updated",
        "since", "filed", "due", "clock", "stamp", "last_", "expires", "version", "rowid"}) {
    if (column.find(word) != std::string::npos) return true;
  }
  return false;
}

std::vector<std::string> Strings(SQLite::Database& db, const std::string& sql) {
  std::vector<std::string> out;
  SQLite::Statement statement(db, sql);
  while (statement.executeStep()) out.push_back(statement.getColumn(0).getString());
  return out;
}

TEST(Schema, LongLivedTablesKnowNoTimeFinerThanTheWeek) {
  TempFolder folder;
  Open(folder.File());
  SQLite::Database db(folder.File());
  for (const std::string table : kTimeless) {
    const auto columns = Strings(db, "SELECT name FROM pragma_table_info('" + table + "')");
    ASSERT_FALSE(columns.empty()) << table;
    for (const std::string& column : columns)
      EXPECT_FALSE(LooksLikeTime(column)) << table << "." << column;
  }
}

// The log of provider ids holds nothing else to set beside its order. Rows of chat_messages are
// counted on from a random number within a batch only: below.
TEST(Schema, EveryTableButQueueLogAndAuditIsKeyedByItsIdAndHidesTheOrderOfRows) {
  TempFolder folder;
  Open(folder.File());
  SQLite::Database db(folder.File());
  for (const std::string& table :
       Strings(db, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
    const auto sql =
        Strings(db, "SELECT sql FROM sqlite_master WHERE name = '" + table + "'").at(0);
    EXPECT_NE(sql.find("STRICT"), std::string::npos) << table;
    const bool by_number = table == "outbox" || table == "provider_log" || table == "audit" ||
                           table == "chat_messages";
    EXPECT_EQ(sql.find("WITHOUT ROWID") == std::string::npos, by_number) << table;
  }
}

TEST(Schema, LeasingAndTheTurnNeverScan) {
  TempFolder folder;
  Open(folder.File());
  SQLite::Database db(folder.File());
  const char* const kQueries[] = {
      "SELECT sealed FROM outbox WHERE state = 1 AND channel = ? AND lane = ? AND due_at_ms <= ?"
      " ORDER BY due_at_ms, conversation LIMIT ?",
      "UPDATE outbox SET state = 1 WHERE state = 2 AND channel = ? AND lease_until_ms <= ?",
      "SELECT row FROM outbox WHERE id = ? AND handed = 1",
      "SELECT id FROM conversations WHERE wake_at_ms <= ? ORDER BY wake_at_ms, id LIMIT ?",
      "SELECT min(due_at_ms) FROM outbox WHERE state = 1 AND channel = ?1 AND lane = 0",
  };
  for (const std::string query : kQueries) {
    SQLite::Statement plan(db, "EXPLAIN QUERY PLAN " + query);
    while (plan.executeStep()) {
      const std::string detail = plan.getColumn(3).getString();
      EXPECT_EQ(detail.find("SCAN"), std::string::npos) << query << ": " << detail;
      EXPECT_EQ(detail.find("TEMP B-TREE"), std::string::npos) << query << ": " << detail;
    }
  }
}

// Every combination of what a filter may ask.
std::vector<TicketFilter> AllFilters() {
  std::vector<TicketFilter> filters;
  for (unsigned bits = 0; bits < (1U << 9); ++bits) {
    const auto text = [&](unsigned bit, const char* value) {
      return (bits >> bit & 1U) != 0 ? value : "";
    };
    TicketFilter filter;
    if ((bits & 1U) != 0) filter.severity_at_most = 1;
    filter.state = text(1, (bits & 4U) != 0 ? "closed" : "new");
    filter.topic = text(3, "wages");
    filter.survey = text(4, "core-9");
    filter.quality = static_cast<uint8_t>(bits >> 5 & 1U);
    filter.site = text(6, "B7");
    filter.district = text(7, "North");
    filter.language = filter.week = text(8, "en");
    filters.push_back(filter);
  }
  return filters;
}

// Rows are read only for what is shown, and none for the total.
TEST(Schema, TheInboxIsFoundInOneIndex) {
  TempFolder folder;
  Open(folder.File());
  SQLite::Database db(folder.File());
  std::vector<std::string> queries = {"SELECT 1 FROM sealed INDEXED BY sealed_ids WHERE id = ?"};
  for (const TicketFilter& filter : AllFilters()) queries.push_back(sqlite::TicketCountSql(filter));
  for (const std::string& query : queries) {
    SQLite::Statement plan(db, "EXPLAIN QUERY PLAN " + query);
    while (plan.executeStep()) {
      const std::string detail = plan.getColumn(3).getString();
      if (detail.starts_with("LIST SUBQUERY")) continue;  // its own line follows
      EXPECT_NE(detail.find("COVERING INDEX"), std::string::npos) << query << ": " << detail;
    }
  }
}

// A page too; only by place it is put in order, and what is asked about is not passed over row by
// row.
TEST(Schema, APageOfTheInboxIsReadInItsOrder) {
  TempFolder folder;
  Open(folder.File());
  SQLite::Database db(folder.File());
  TicketCursor open, closed;
  closed.closed = true;
  for (const TicketFilter& filter : AllFilters()) {
    const bool by_place = !filter.site.empty() || !filter.district.empty();
    for (const auto& after :
         {std::optional<TicketCursor>(), std::optional(open), std::optional(closed)}) {
      const std::string sql = sqlite::TicketPageSql(filter, after);
      SQLite::Statement plan(db, "EXPLAIN QUERY PLAN " + sql);
      std::string lines = sql + "\n";
      while (plan.executeStep()) lines += plan.getColumn(3).getString() + "\n";
      const std::string page =
          lines.substr(0, lines.find("SCAN p\n"));  // up to the reading of the rows
      if (!by_place) {
        EXPECT_EQ(page.find("TEMP B-TREE"), std::string::npos) << lines;
      }
      EXPECT_NE(page.find(by_place ? "SEARCH tickets USING COVERING INDEX tickets_site (site=?"
                                   : "COVERING INDEX tickets_inbox"),
                std::string::npos)
          << lines;
      if (filter.severity_at_most && !by_place) {
        EXPECT_NE(page.find("AND severity<?"), std::string::npos) << lines;
      }
    }
  }
}

TEST(OpenStore, MakesAFileThatOnlyItsOwnerReads) {
  TempFolder folder;
  Open(folder.File());
  struct stat info{};
  ASSERT_EQ(::stat(folder.File().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(OpenStore, KeepsEverythingOverARestart) {
  TempFolder folder;
  Do(*Open(folder.File()), {PutMeta{"key", "value"}});
  EXPECT_EQ(*Open(folder.File())->FindMeta("key"), "value");
}

TEST(OpenStore, RefusesANewerSchema) {
  TempFolder folder;
  Open(folder.File());
  SQLite::Database(folder.File(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version=9999");
  const auto opened = OpenSqliteStore(folder.File());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalid);
  EXPECT_NE(opened.error().message.find("9999"), std::string::npos);
}

TEST(OpenStore, RefusesAForeignDatabase) {
  TempFolder folder;
  SQLite::Database(folder.File(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE theirs (x)");
  const auto opened = OpenSqliteStore(folder.File());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalid);
}

TEST(OpenStore, RefusesWhatIsNoDatabase) {
  TempFolder folder;
  std::ofstream(folder.File()) << std::string(5000, 'x');
  const auto opened = OpenSqliteStore(folder.File());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalid);
}

TEST(OpenStore, SaysWhichFileItCannotOpen) {
  TempFolder folder;
  const auto opened = OpenSqliteStore(folder.File("no/such/folder.db"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kStorage);
  EXPECT_NE(opened.error().message.find("no/such/folder.db"), std::string::npos);
}

// Rows with a canary, mixed with others so that pages split and merge, leave no byte after an
// erasure's checkpoint.
TEST(SecureDeletion, LeavesNoByteInFileOrLog) {
  TempFolder folder;
  auto store = Open(folder.File());
  const std::string canary = "CANARY-rice-mill-night-shift";
  const auto state = [&](bool with, size_t size) {
    std::string text(size, '.');
    if (with) text.replace(size / 2, canary.size(), canary);
    const auto bytes = core::AsBytes(text);
    return core::Bytes(bytes.begin(), bytes.end());
  };
  constexpr uint64_t kRows = 300;
  const auto size_of = [](uint64_t n) { return n % 7 == 0 ? size_t{6000} : size_t{100 + n}; };
  for (uint64_t n = 0; n < kRows; ++n) {
    const bool with = n % 3 == 0;
    const size_t size = size_of(n);
    OutboxRow message = Message(n, n, 1, 0);
    message.sealed = state(with, size);
    const auto sealed = state(with, size);
    Do(*store,
       {PutConversation{{MakeId<core::ConversationId>(n), 0, core::Day{1}, state(with, size), {}},
                        0},
        Enqueue{message}, PutSealed{{MakeId<core::RecordId>(n), "words", "q", sealed, false}}});
  }
  ASSERT_EQ(Take(*store, 10, kRows, 1'000'000).size(), kRows);
  ASSERT_TRUE(store->CheckpointTruncate());
  ASSERT_NE(ReadFile(folder.File()).find(canary), std::string::npos)
      << "else the test sees nothing";
  for (uint64_t n = 0; n < kRows; n += 3) {
    Do(*store, {DeleteConversation{MakeId<core::ConversationId>(n)},
                DropSealed{MakeId<core::RecordId>(n)}});
  }
  ASSERT_TRUE(store->CheckpointTruncate());
  EXPECT_EQ(ReadFile(folder.File()).find(canary), std::string::npos);
  EXPECT_EQ(ReadFile(folder.File() + "-wal").find(canary), std::string::npos);
  // Nor do later changes of the same pages bring one back.
  for (uint64_t n = 0; n < kRows; ++n) {
    if (n % 3 == 0) continue;
    // Of the same size: the page is not laid out anew, only written again.
    Do(*store,
       {PutConversation{
            {MakeId<core::ConversationId>(n), 0, core::Day{1}, state(false, size_of(n)), {}}, 1},
        MarkOpened{MakeId<core::RecordId>(n)},
        SendParked{MakeId<core::MessageId>(n), {1'000'001}}});
  }
  EXPECT_EQ(ReadFile(folder.File() + "-wal").find(canary), std::string::npos);
}

TEST(Checkpoint, IsUnavailableWhileAReaderStandsInTheWay) {
  TempFolder folder;
  auto store = Open(folder.File());
  Do(*store, {PutMeta{"a", "1"}});
  SQLite::Database reader(folder.File(), SQLite::OPEN_READONLY);
  reader.exec("BEGIN; SELECT count(*) FROM meta");
  SQLite::Statement look(reader, "SELECT value FROM meta");
  ASSERT_TRUE(look.executeStep());
  Do(*store, {PutMeta{"b", "1"}});
  const auto busy = store->CheckpointTruncate();
  ASSERT_FALSE(busy);
  EXPECT_EQ(busy.error().code, ErrorCode::kUnavailable);
  look.reset();
  reader.exec("COMMIT");
  EXPECT_TRUE(store->CheckpointTruncate());
  EXPECT_TRUE(store->Healthy());
  EXPECT_TRUE(ReadFile(folder.File() + "-wal").empty());
}

TEST(Disk, AFullOneStopsWritesWithAClearErrorAndReadsGoOn) {
  TempFolder folder;
  auto store = Open(folder.File());
  Do(*store, {PutMeta{"before", "1"}});
  InjectFault(FaultAt::kLogWrite, 0, SQLITE_FULL);
  const auto full = store->Commit({{{PutMeta{"lost", "private words"}}}, {}});
  EXPECT_GT(ClearFaults(), 0);
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, ErrorCode::kStorage);
  EXPECT_NE(full.error().message.find("full"), std::string::npos) << full.error().message;
  EXPECT_EQ(full.error().message.find("private"), std::string::npos);
  EXPECT_FALSE(store->Healthy());
  const auto later = store->Commit({{{PutMeta{"later", "1"}}}, {}});
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().code, ErrorCode::kStorage);
  EXPECT_EQ(store->CheckpointTruncate().error().code, ErrorCode::kStorage);
  EXPECT_EQ(*store->FindMeta("before"), "1");
  EXPECT_EQ(*store->FindMeta("lost"), std::nullopt);
}

TEST(Disk, AFailedCheckpointSyncStopsWrites) {
  TempFolder folder;
  auto store = Open(folder.File());
  Do(*store, {PutMeta{"a", "1"}});
  InjectFault(FaultAt::kMainSync, 0, SQLITE_IOERR_FSYNC);
  const auto failed = store->CheckpointTruncate();
  EXPECT_GT(ClearFaults(), 0);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kStorage);
  EXPECT_FALSE(store->Healthy());
}

TEST(Disk, ACheckpointThatFailsAfterACommitDoesNotUndoIt) {
  TempFolder folder;
  auto store = Open(folder.File());
  InjectFault(FaultAt::kMainWrite, 0, SQLITE_IOERR_WRITE);
  int commits = 0;
  while (store->Healthy() && commits < 2000) {  // until the log is long enough for a checkpoint
    ConversationRow row{
        MakeId<core::ConversationId>(static_cast<uint64_t>(commits)), 0, core::Day{1}, {}, {}};
    row.state.assign(200'000, 7);
    Do(*store, {PutConversation{row, 0}});
    ++commits;
  }
  EXPECT_GT(ClearFaults(), 0);
  EXPECT_FALSE(store->Healthy());
  store.reset();
  const auto last = MakeId<core::ConversationId>(static_cast<uint64_t>(commits - 1));
  EXPECT_TRUE(Open(folder.File())->Load({{}, {last}})->conversations[0].has_value());
}

TEST(Writer, GivesWayToAnotherProgramWithoutLosingHealth) {
  TempFolder folder;
  auto store = Open(folder.File());
  SQLite::Database other(folder.File(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  const auto busy = store->Commit({{{PutMeta{"a", "1"}}}, {}});
  ASSERT_FALSE(busy);
  EXPECT_EQ(busy.error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(store->Healthy());
  other.exec("ROLLBACK");
  Do(*store, {PutMeta{"a", "1"}});
}

// More readers than the pool holds, beside a writer: each query sees whole groups, and what was
// committed before it.
TEST(Readers, SeeWholeGroupsWhileTheWriterCommits) {
  TempFolder folder;
  auto store = Open(folder.File());
  Do(*store, {PutMeta{"a", "0"}, PutSurvey{{"h", "id", 1, "{}"}}});
  std::atomic<int> committed{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers;
  for (int t = 0; t < 6; ++t) {
    readers.emplace_back([&] {
      while (!stop) {
        const int before = committed;
        const auto a = store->FindMeta("a");
        ASSERT_TRUE(a && *a);
        EXPECT_GE(std::stoi(**a), before);
        const auto counts = store->CountOutbox();
        ASSERT_TRUE(counts);
        EXPECT_EQ((counts->ready + counts->waiting) % 2, 0);
        EXPECT_TRUE(store->ListTickets({}));
      }
    });
  }
  for (int n = 1; n <= 100; ++n) {
    const auto id = static_cast<uint64_t>(n) * 2;
    Do(*store, {PutMeta{"a", std::to_string(n)}, Enqueue{Message(id, id, 1, 0)},
                Enqueue{Message(id + 1, id, 1, 1)}});
    committed = n;
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace store::test
