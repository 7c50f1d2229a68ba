// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>

#include "store/audit_chain.h"
#include "store/store.h"
#include "temp_store.h"

namespace store::test {
namespace {

void Append(Store& store, const std::string& action, int64_t at) {
  Batch batch;
  batch.groups.push_back({AppendAudit{{0, core::Timestamp{at}, "officer", action, "r", "", {}}}});
  auto done = store.Commit(batch);
  ASSERT_TRUE(done && done->groups[0]);
}

std::optional<int64_t> BrokenAfter(const std::string& sql) {
  TempFolder folder;
  {
    auto store = OpenSqliteStore(folder.File());
    EXPECT_TRUE(store);
    for (int i = 0; i < 6; ++i) Append(**store, "words.open", 1000 + i);
  }
  if (!sql.empty()) SQLite::Database(folder.File(), SQLite::OPEN_READWRITE).exec(sql);
  auto store = OpenSqliteStore(folder.File());
  auto rows = (*store)->ListAudit(0, 100);
  EXPECT_TRUE(rows);
  return FirstBrokenLink(*rows);
}

TEST(Audit, TamperingIsFoundAtTheRightEntry) {
  EXPECT_EQ(BrokenAfter(""), std::nullopt);
  EXPECT_EQ(BrokenAfter("UPDATE audit SET actor = 'nobody' WHERE number = 3"), 3);
  EXPECT_EQ(BrokenAfter("UPDATE audit SET at_ms = at_ms + 1 WHERE number = 1"), 1);
  EXPECT_EQ(BrokenAfter("DELETE FROM audit WHERE number = 4"), 4);
  EXPECT_EQ(BrokenAfter("UPDATE audit SET hash = x'00' WHERE number = 6"), 6);
  EXPECT_EQ(BrokenAfter("UPDATE audit SET detail = object, object = '' WHERE number = 2"), 2);
}

}  // namespace
}  // namespace store::test
