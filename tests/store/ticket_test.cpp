// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/random.h"
#include "store/clocks.h"
#include "store/store.h"
#include "store/temp_store.h"

namespace store {
namespace {

using core::Timestamp;

TicketRow Ticket(const core::TicketId& id, uint8_t severity,
                 std::optional<TicketRow::TicketClock> clock) {
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
  EXPECT_EQ(Put(store, Ticket(id, 0, Clock{{101}, Timestamp{4000}}))->clock->due_at,
            Timestamp{4000});
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

void OpenOnesOfASiteAndTopic(Store& store) {
  auto put = [&](uint8_t id, const char* site, const char* topic) {
    auto row = Ticket(core::TicketId{{id}}, 2, std::nullopt);
    row.site = site;
    row.topic = topic;
    Put(store, row);
  };
  put(3, "A-11", "wages");
  put(1, "A-11", "wages");
  put(2, "A-11", "wages");
  put(4, "A-11", "hours");
  put(5, "B-22", "wages");
  put(6, "", "wages");
  Batch close;
  close.groups.push_back({SetTicketState{core::TicketId{{2}}, "closed", true},
                          SetTicketState{core::TicketId{{3}}, "in_case"}});
  ASSERT_TRUE(store.Commit(close));
  auto ids = [&](const char* site, const char* topic, size_t limit) {
    std::string out;
    const auto rows = store.OpenTicketsAt(site, topic, limit);
    for (const TicketRow& row : *rows) out += std::to_string(row.id.bytes[0]) + " ";
    return out;
  };
  EXPECT_EQ(ids("A-11", "wages", 50), "1 3 ");
  EXPECT_EQ(ids("A-11", "wages", 1), "1 ");
  EXPECT_EQ(ids("A-11", "x", 50), "");
  EXPECT_EQ(ids("", "wages", 50), "") << "tickets without a site have nothing in common";
}

TEST(Tickets, OpenOnesOfASiteAndTopicInMemory) { OpenOnesOfASiteAndTopic(*MakeMemoryStore()); }

TEST(Tickets, OpenOnesOfASiteAndTopicInSqlite) {
  test::TempFolder folder;
  auto store = OpenSqliteStore(folder.File());
  ASSERT_TRUE(store);
  OpenOnesOfASiteAndTopic(**store);
}

// The mark of an answer that nobody has seen.
void AnAnswerStandsOnItsTicketUntilItIsSeen(Store& store) {
  for (const uint8_t id : {uint8_t{1}, uint8_t{2}, uint8_t{3}})
    Put(store, Ticket(core::TicketId{{id}}, id, std::nullopt));
  uint8_t entries = 0;
  auto entry = [&](uint8_t ticket, EntryKind kind) {
    ThreadEntryRow row;
    row.id = core::EntryId{{++entries}};
    row.ticket = core::TicketId{{ticket}};
    row.kind = kind;
    Batch batch;
    batch.groups.push_back({PutThreadEntry{row}});
    ASSERT_TRUE(store.Commit(batch));
  };
  auto seen = [&](uint8_t ticket, int32_t number) {
    Batch batch;
    batch.groups.push_back({AnswersSeen{core::TicketId{{ticket}}, number}});
    ASSERT_TRUE(store.Commit(batch)->groups.at(0));
  };
  auto answered = [&](uint8_t severity_at_most = 4) {
    TicketFilter filter;
    filter.answered = true;
    filter.limit = 1;
    filter.severity_at_most = severity_at_most;
    std::string out;
    for (bool more = true; more;) {
      const auto page = *store.ListTickets(filter);
      for (const TicketRow& row : page.tickets)
        out += std::to_string(row.id.bytes[0]) + "@" + std::to_string(row.answered) + " ";
      more = !page.next.empty();
      filter.after = page.next;
      if (!more) out += "of " + std::to_string(page.total);
    }
    return out;
  };
  entry(1, EntryKind::kAsked);
  EXPECT_EQ(answered(), "of 0") << "what the office asks is no answer";
  entry(1, EntryKind::kAnswer);
  entry(3, EntryKind::kAnswer);
  entry(3, EntryKind::kAnswer);
  entry(9, EntryKind::kAnswer);  // of no ticket
  EXPECT_EQ(answered(), "1@2 3@2 of 2");
  EXPECT_EQ(answered(2), "1@2 of 1");
  EXPECT_EQ(store.ListAnswered().value(),
            (std::vector<core::TicketId>{core::TicketId{{1}}, core::TicketId{{3}}}));
  EXPECT_EQ(Put(store, Ticket(core::TicketId{{1}}, 1, std::nullopt))->answered, 2)
      << "the survey going on takes nothing away";
  seen(1, 2);
  seen(3, 1);
  seen(8, 1);
  EXPECT_EQ(answered(), "3@2 of 1") << "one came while the page showed the one before";
  seen(3, 2);
  EXPECT_EQ(answered(), "of 0");
  EXPECT_TRUE(store.ListAnswered()->empty());
  entry(3, EntryKind::kAsked);
  EXPECT_EQ(answered(), "of 0");
  entry(3, EntryKind::kAnswer);
  EXPECT_EQ(answered(), "3@4 of 1");
}

TEST(Tickets, AnAnswerStandsOnItsTicketUntilItIsSeenInMemory) {
  AnAnswerStandsOnItsTicketUntilItIsSeen(*MakeMemoryStore());
}

TEST(Tickets, AnAnswerStandsOnItsTicketUntilItIsSeenInSqlite) {
  test::TempFolder folder;
  auto store = OpenSqliteStore(folder.File());
  ASSERT_TRUE(store);
  AnAnswerStandsOnItsTicketUntilItIsSeen(**store);
}

void AnOfficersSiteStays(Store& store) {
  const core::TicketId id{{1}};
  const auto set = [&](std::optional<std::string> site) {
    Batch batch;
    batch.groups.push_back({SetTicketSite{id, std::move(site)}});
    return store.Commit(batch)->groups.front();
  };
  EXPECT_EQ(set("A-11").error().code, core::ErrorCode::kNotFound);
  auto row = Ticket(id, 2, std::nullopt);
  row.topic = "wages";
  EXPECT_FALSE(Put(store, row)->named);
  ASSERT_TRUE(set("A-11"));
  EXPECT_EQ(store.FindTicket(id).value()->site, "A-11");
  EXPECT_EQ(store.FindTicket(id).value()->named, "");
  EXPECT_EQ(store.OpenTicketsAt("A-11", "wages", 9)->size(), 1u);
  row.site = "B-22";  // the worker goes on, and names another
  EXPECT_EQ(Put(store, row)->site, "A-11");
  EXPECT_EQ(store.FindTicket(id).value()->named, "B-22");
  ASSERT_TRUE(set("C-33"));
  EXPECT_EQ(store.FindTicket(id).value()->named, "B-22")
      << "what the worker named is not what an officer said before";
  ASSERT_TRUE(set(std::nullopt));
  EXPECT_EQ(store.FindTicket(id).value()->site, "B-22");
  EXPECT_FALSE(store.FindTicket(id).value()->named);
  ASSERT_TRUE(set(std::nullopt)) << "nothing to undo";
  EXPECT_EQ(store.FindTicket(id).value()->site, "B-22");
}

TEST(Tickets, AnOfficersSiteStaysInMemory) { AnOfficersSiteStays(*MakeMemoryStore()); }

TEST(Tickets, AnOfficersSiteStaysInSqlite) {
  test::TempFolder folder;
  auto store = OpenSqliteStore(folder.File());
  ASSERT_TRUE(store);
  AnOfficersSiteStays(**store);
}

void FiltersOfPlaceLanguageAndWeek(Store& store) {
  Batch sites;
  sites.groups.push_back({PutSite{{"A-11", "1", "Reef", "Apia", "", "", "", 0}},
                          PutSite{{"B-22", "2", "Mill", "Asau", "", "", "", 0}}});
  ASSERT_TRUE(store.Commit(sites));
  const auto put = [&](uint8_t id, const char* site, const char* language, const char* week) {
    auto row = Ticket(core::TicketId{{id}}, 2, std::nullopt);
    row.site = site;
    row.language = language;
    row.week = week;
    Put(store, row);
  };
  put(1, "A-11", "sm", "2026-W47");
  put(2, "A-11", "en", "2026-W48");
  put(3, "B-22", "sm", "2026-W47");
  put(4, "", "sm", "2026-W47");
  Batch close;
  close.groups.push_back({SetTicketState{core::TicketId{{2}}, "closed", true}});
  ASSERT_TRUE(store.Commit(close));
  const auto ids = [&](void (*choose)(TicketFilter&)) {
    TicketFilter filter;
    choose(filter);
    filter.limit = 1;
    std::string out;
    do {
      const auto page = store.ListTickets(filter).value();
      for (const TicketRow& row : page.tickets)
        out += std::to_string(row.id.bytes[0]) + "/" + std::to_string(page.total) + " ";
      filter.after = page.next;
    } while (!filter.after.empty());
    return out;
  };
  EXPECT_EQ(ids([](TicketFilter& f) { f.site = "A-11"; }), "1/1 ")
      << "a closed ticket no longer names its workplace";
  EXPECT_EQ(ids([](TicketFilter& f) { f.district = "Apia"; }), "1/2 2/2 ");
  EXPECT_EQ(ids([](TicketFilter& f) { f.language = "sm"; }), "1/3 3/3 4/3 ");
  EXPECT_EQ(ids([](TicketFilter& f) { f.week = "2026-W48"; }), "2/1 ");
  EXPECT_EQ(
      ids([](TicketFilter& f) { f.language = "sm", f.district = "Asau", f.week = "2026-W47"; }),
      "3/1 ");
  EXPECT_EQ(ids([](TicketFilter& f) { f.district = "Nowhere"; }), "");
}

TEST(Tickets, FiltersOfPlaceLanguageAndWeekInMemory) {
  FiltersOfPlaceLanguageAndWeek(*MakeMemoryStore());
}

TEST(Tickets, FiltersOfPlaceLanguageAndWeekInSqlite) {
  test::TempFolder folder;
  auto store = OpenSqliteStore(folder.File());
  ASSERT_TRUE(store);
  FiltersOfPlaceLanguageAndWeek(**store);
}

void ClocksOfNewOnesAreCounted(Store& store) {
  auto put = [&](uint8_t id, uint8_t severity, std::optional<int64_t> due) {
    using Clock = TicketRow::TicketClock;
    Put(store, Ticket(core::TicketId{{id}}, severity,
                      due ? std::optional(Clock{{100}, Timestamp{*due}}) : std::nullopt));
  };
  put(1, 0, 1000);
  put(2, 1, 2000);
  put(3, 2, 3000);
  put(4, 1, 2000);
  put(5, 4, std::nullopt);
  Batch looked_at;
  looked_at.groups.push_back({SetTicketState{core::TicketId{{4}}, "in_case"}});
  ASSERT_TRUE(store.Commit(looked_at));
  auto count = [&](uint8_t gravest, uint8_t mildest, int64_t after, int64_t until) {
    return *ClocksOf(store).CountNewClocks(gravest, mildest, Timestamp{after}, Timestamp{until});
  };
  EXPECT_EQ(count(0, 4, 0, 9000), 3) << "the one in a case has been seen";
  EXPECT_EQ(count(0, 1, 0, 9000), 2);
  EXPECT_EQ(count(1, 1, 0, 9000), 1);
  EXPECT_EQ(count(0, 4, 1000, 2000), 1) << "after the first bound, up to the second";
  EXPECT_EQ(count(0, 4, 999, 1999), 1);
  EXPECT_EQ(count(0, 4, 3000, 9000), 0);
}

TEST(Tickets, ClocksOfNewOnesAreCountedInMemory) { ClocksOfNewOnesAreCounted(*MakeMemoryStore()); }

TEST(Tickets, ClocksOfNewOnesAreCountedInSqlite) {
  test::TempFolder folder;
  auto store = OpenSqliteStore(folder.File());
  ASSERT_TRUE(store);
  ClocksOfNewOnesAreCounted(**store);
}

}  // namespace
}  // namespace store
