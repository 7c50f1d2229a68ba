// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/random.h"
#include "store/store.h"
#include "store/temp_store.h"

namespace store {
namespace {

using core::Timestamp;

TicketRow Ticket(const core::TicketId& id, uint8_t severity, std::optional<TicketRow::TicketClock> clock) {
  TicketRow row;
  row.id = id;
  row.severity = severity;
  row.week = "2026-W47";
  row.clock = clock;
  return row;
}

std::optional<TicketRow> Put(Store& store, TicketRow row) {
  Batch batch;
  batch.groups.push_back({PutTicket{row}});
  EXPECT_TRUE(store.Commit(batch));
  return *store.FindTicket(row.id);
}

void LaterAnswersHurryTheClock(Store& store) {
  core::SeededRandom random(1);
  auto id = core::TicketId::Random(random);
  using Clock = TicketRow::TicketClock;
  EXPECT_FALSE(Put(store, Ticket(id, 4, std::nullopt))->clock);
  // Signal only, then danger: a clock begins.
  auto lifted = Put(store, Ticket(id, 0, Clock{{100}, Timestamp{5000}}));
  ASSERT_TRUE(lifted->clock);
  EXPECT_EQ(lifted->clock->due_at, Timestamp{5000});
  auto later = Put(store, Ticket(id, 0, Clock{{101}, Timestamp{9000}}));
  EXPECT_EQ(later->clock->due_at, Timestamp{5000});
  EXPECT_EQ(later->clock->filed_on, core::Day{100});
  EXPECT_EQ(Put(store, Ticket(id, 0, Clock{{101}, Timestamp{4000}}))->clock->due_at, Timestamp{4000});
  auto next_week = Ticket(id, 0, std::nullopt);
  next_week.week = "2026-W48";
  EXPECT_EQ(Put(store, next_week)->week, "2026-W47");
  // Closed: nothing brings the clock back.
  Batch close;
  close.groups.push_back({SetTicketState{id, "closed", true}});
  ASSERT_TRUE(store.Commit(close));
  EXPECT_FALSE(Put(store, Ticket(id, 0, Clock{{102}, Timestamp{1}}))->clock);
}

TEST(Tickets, LaterAnswersHurryTheClockInMemory) { LaterAnswersHurryTheClock(*MakeMemoryStore()); }

TEST(Tickets, LaterAnswersHurryTheClockInSqlite) {
  test::TempFolder folder;
  auto store = OpenSqliteStore(folder.File());
  ASSERT_TRUE(store);
  LaterAnswersHurryTheClock(**store);
}

}  // namespace
}  // namespace store
