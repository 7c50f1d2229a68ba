// SPDX-License-Identifier: Apache-2.0
// What the sender relies on, for both stores: the order of leases, one row at a time per
// conversation, giving up, rows in doubt; and that a failing group fails alone.
#include <gtest/gtest.h>

#include "temp_store.h"

namespace store::test {
namespace {

using core::ErrorCode;

core::MessageId Id(uint64_t n) { return MakeId<core::MessageId>(n); }
core::ConversationId Who(uint64_t n) { return MakeId<core::ConversationId>(n); }

std::vector<core::MessageId> Ids(const std::vector<OutboxRow>& rows) {
  std::vector<core::MessageId> ids;
  for (const OutboxRow& row : rows) ids.push_back(row.id);
  return ids;
}

class EachStore : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override { store_ = GetParam() ? Open(folder_.File()) : MakeMemoryStore(); }
  Store& store() { return *store_; }
  ErrorCode CodeOf(CommandGroup group) {
    const Committed done = Commit(store(), {std::move(group)});
    return done.groups[0] ? ErrorCode{} : done.groups[0].error().code;
  }
  // In one go: the state of a message, looked up in the dump.
  bool Has(const std::string& text) {
    return store().DumpForTests().find(text) != std::string::npos;
  }

 private:
  TempFolder folder_;
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Store, EachStore, testing::Bool(),
                         [](const auto& which) { return which.param ? "Sqlite" : "Memory"; });

TEST_P(EachStore, LeasesRepliesBeforeBulkThenByDueTime) {
  Do(store(), {Enqueue{Message(1, 1, 1, 0, 10, Lane::kBulk)}, Enqueue{Message(2, 2, 1, 0, 30)},
               Enqueue{Message(3, 3, 1, 0, 20)}, Enqueue{Message(4, 4, 1, 0, 5, Lane::kBulk)},
               Enqueue{Message(5, 5, 1, 0, 999)}});
  EXPECT_EQ(Ids(Take(store(), 100, 3)), (std::vector{Id(3), Id(2), Id(4)}));
  EXPECT_EQ(Ids(Take(store(), 100, 3)), (std::vector{Id(1)}));
  EXPECT_TRUE(Take(store(), 100).empty());
}

TEST_P(EachStore, LeasesOnlyTheAskedChannel) {
  OutboxRow other = Message(2, 2, 1, 0);
  other.channel = "other";
  Do(store(), {Enqueue{Message(1, 1, 1, 0)}, Enqueue{other}});
  EXPECT_EQ(Ids(Take(store(), 1)), (std::vector{Id(1)}));
  EXPECT_EQ(*store().NextDue("other"), core::Timestamp{0});
  EXPECT_EQ(*store().NextDue("none"), std::nullopt);
}

TEST_P(EachStore, OneConversationLeavesOneByOneInOrder) {
  Do(store(),
     {Enqueue{Message(1, 1, 1, 0)}, Enqueue{Message(2, 1, 1, 1)}, Enqueue{Message(3, 1, 2, 0)}});
  for (uint64_t n = 1; n <= 3; ++n) {
    EXPECT_EQ(Ids(Take(store(), 10)), (std::vector{Id(n)}));
    EXPECT_TRUE(Take(store(), 10).empty()) << "while one is being sent, the next waits";
    Do(store(), {SendDone{Id(n)}});
  }
  EXPECT_EQ(*store().CountUnsent(Who(1)), 0);
}

TEST_P(EachStore, RetryKeepsTheOthersWaitingUntilItIsDue) {
  Do(store(), {Enqueue{Message(1, 1, 1, 0)}, Enqueue{Message(2, 1, 1, 1)}});
  ASSERT_EQ(Take(store(), 10).size(), 1u);
  Do(store(), {SendRetry{Id(1), {500}, "timeout"}});
  EXPECT_TRUE(Take(store(), 499).empty());
  EXPECT_EQ(*store().NextDue("main"), core::Timestamp{500});
  const auto again = Take(store(), 500);
  ASSERT_EQ(Ids(again), (std::vector{Id(1)}));
  EXPECT_EQ(again[0].attempts, 1);
  EXPECT_EQ(again[0].error, "timeout");
}

TEST_P(EachStore, ARowAwaitsItsWorkerAndTheNextMessageWakesIt) {
  OutboxRow row = Message(1, 1, 1, 0);
  row.free_until = {100};
  Do(store(), {Enqueue{row}, Enqueue{Message(2, 2, 1, 0)}});
  ASSERT_EQ(Take(store(), 200).size(), 2u);
  Do(store(), {AwaitWorker{Id(1), {100}, {9000}}, SendRetry{Id(2), {9000}, "timeout"}});
  EXPECT_TRUE(Take(store(), 5000).empty());
  Do(store(), {OpenWindow{Who(1), {5000}, {8000}}, OpenWindow{Who(2), {5000}, {8000}}});
  auto woken = Take(store(), 5000);
  EXPECT_EQ(Ids(woken), std::vector{Id(1)})
      << "a row that waits for anything else stays where it is";
  EXPECT_EQ(woken[0].free_until.ms, 8000);
  EXPECT_EQ(woken[0].attempts, 0);
  EXPECT_EQ(woken[0].error, "");
}

TEST_P(EachStore, AWindowThatOpenedMeanwhileIsNotMissed) {
  OutboxRow row = Message(1, 1, 1, 0);
  row.free_until = {100};
  Do(store(), {Enqueue{row}});
  ASSERT_EQ(Take(store(), 200).size(), 1u);
  Do(store(), {OpenWindow{Who(1), {200}, {8000}}});
  Do(store(), {AwaitWorker{Id(1), {100}, {9000}}});
  EXPECT_EQ(Take(store(), 300).size(), 1u);
}

TEST_P(EachStore, GivingUpKillsTheRestOfTheTurnAndTheNextTurnGoesOn) {
  Do(store(), {Enqueue{Message(1, 1, 1, 0)}, Enqueue{Message(2, 1, 1, 1)},
               Enqueue{Message(3, 1, 1, 2)}, Enqueue{Message(4, 1, 2, 0)}});
  ASSERT_EQ(Ids(Take(store(), 10)), (std::vector{Id(1)}));
  Do(store(), {SendDone{Id(1)}});
  ASSERT_EQ(Ids(Take(store(), 10)), (std::vector{Id(2)}));
  Do(store(), {SendGaveUp{Id(2), "blocked"}});
  EXPECT_EQ(Ids(*store().ListDead(10)), (std::vector{Id(2), Id(3)}));
  EXPECT_TRUE(store().ListDead(10)->at(0).sealed.empty());
  EXPECT_EQ(Ids(Take(store(), 10)), (std::vector{Id(4)}));
}

TEST_P(EachStore, AReplayedRowStandsBehindWhatIsOnItsWay) {
  Do(store(), {Enqueue{Message(1, 1, 1, 0)}, Enqueue{Message(2, 1, 2, 0)}});
  ASSERT_EQ(Take(store(), 10).size(), 1u);
  Do(store(), {SendGaveUp{Id(1), "blocked"}});
  Do(store(), {ReplayDead{Id(1), {20}}});
  EXPECT_EQ(Ids(Take(store(), 20)), (std::vector{Id(2)}));
  Do(store(), {SendDone{Id(2)}});
  EXPECT_EQ(Ids(Take(store(), 20)), (std::vector{Id(1)}));
  EXPECT_EQ(CodeOf({ReplayDead{Id(1), {20}}}), ErrorCode::kNotFound);
}

TEST_P(EachStore, AnEndedLeaseIsReadyAgain) {
  Do(store(), {Enqueue{Message(1, 1, 1, 0)}});
  ASSERT_EQ(Take(store(), 10, 1, 50).size(), 1u);
  EXPECT_EQ(*store().NextDue("main"), core::Timestamp{50});
  EXPECT_TRUE(Take(store(), 49).empty());
  EXPECT_EQ(Ids(Take(store(), 50)), (std::vector{Id(1)}));
}

TEST_P(EachStore, AParkedRowWaitsForItsStatus) {
  Do(store(), {Enqueue{Message(1, 1, 1, 0)}, Enqueue{Message(2, 1, 1, 1)}});
  ASSERT_EQ(Take(store(), 10, 1, 50).size(), 1u);
  Do(store(), {SendParked{Id(1), {90}}});
  EXPECT_TRUE(Take(store(), 60).empty());
  Do(store(), {SendAcknowledged{Id(1)}});
  EXPECT_EQ(Ids(Take(store(), 60)), (std::vector{Id(2)}));
  Do(store(), {SendAcknowledged{Id(1)}});
}

TEST_P(EachStore, RowsInDoubtAreDueAgainUnlessAStatusShowsThem) {
  Do(store(), {Enqueue{Message(1, 1, 1, 0)}, Enqueue{Message(2, 2, 1, 0)}});
  ASSERT_EQ(Take(store(), 10).size(), 2u);
  EXPECT_EQ(*store().RecoverInDoubt("other", {100}), 0);
  EXPECT_EQ(*store().RecoverInDoubt("main", {100}), 2);
  EXPECT_TRUE(Take(store(), 99).empty());
  Do(store(), {SendAcknowledged{Id(1)}});
  const auto again = Take(store(), 100);
  ASSERT_EQ(Ids(again), (std::vector{Id(2)}));
  EXPECT_EQ(again[0].attempts, 1);
}

TEST_P(EachStore, CancelLeavesTheConfirmationAndWhatIsBeingSent) {
  Do(store(),
     {Enqueue{Message(1, 1, 1, 0)}, Enqueue{Message(2, 1, 1, 1)}, Enqueue{Message(3, 1, 2, 0)}});
  ASSERT_EQ(Take(store(), 10).size(), 1u);
  Do(store(), {CancelUnsent{Who(1), 2}});
  EXPECT_EQ(*store().CountUnsent(Who(1)), 2);
  Do(store(), {SendDone{Id(1)}});
  EXPECT_EQ(Ids(Take(store(), 10)), (std::vector{Id(3)}));
}

TEST_P(EachStore, ExpiryTakesDeadRowsAndSparesAnOpenLease) {
  OutboxRow dying = Message(1, 1, 1, 0);
  OutboxRow sending = Message(2, 2, 1, 0);
  dying.expires_at = sending.expires_at = {100};
  Do(store(), {Enqueue{dying}, Enqueue{Message(3, 1, 1, 1)}, Enqueue{sending}});
  ASSERT_EQ(Take(store(), 10, 2, 500).size(), 2u);
  Do(store(), {SendGaveUp{Id(1), "x"}, ExpireOutbox{{100}}});
  EXPECT_EQ(Ids(*store().ListDead(9)), (std::vector{Id(3)}));
  EXPECT_EQ(store().CountOutbox()->sending, 1);
  Do(store(), {ExpireOutbox{{500}}});
  EXPECT_EQ(store().CountOutbox()->sending, 0);
}

TEST_P(EachStore, ADuplicateFailsItsOwnGroupAlone) {
  Do(store(), {RememberProviderId{MakeHash(1), 7}});
  const Committed done =
      Commit(store(), {{RememberProviderId{MakeHash(2), 7}, PutMeta{"a", "1"}},
                       {PutMeta{"b", "1"}, RememberProviderId{MakeHash(1), 7}, PutMeta{"c", "1"}},
                       {PutMeta{"d", "1"}}});
  EXPECT_TRUE(done.groups[0]);
  ASSERT_FALSE(done.groups[1]);
  EXPECT_EQ(done.groups[1].error().code, ErrorCode::kConflict);
  EXPECT_TRUE(done.groups[2]);
  EXPECT_EQ(*store().FindMeta("a"), "1");
  EXPECT_EQ(*store().FindMeta("b"), std::nullopt);
  EXPECT_EQ(*store().FindMeta("d"), "1");
  EXPECT_EQ(store().Load({{MakeHash(1), MakeHash(2), MakeHash(3)}, {}})->seen,
            (std::vector{true, true, false}));
}

TEST_P(EachStore, AnOldVersionConflicts) {
  const ConversationRow row{Who(1), 0, core::Day{20000}, {1}, std::nullopt};
  Do(store(), {PutConversation{row, 0}});
  EXPECT_EQ(CodeOf({PutConversation{row, 0}}), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf({PutConversation{row, 2}}), ErrorCode::kConflict);
  Do(store(), {PutConversation{row, 1}, PutConversation{row, 2}});
  EXPECT_EQ(store().Load({{}, {Who(1)}})->conversations[0]->version, 3);
}

TEST_P(EachStore, AWakeTimeMovesAndGoes) {
  ConversationRow row{Who(1), 0, core::Day{20000}, {1}, core::Timestamp{50}};
  Do(store(), {PutConversation{row, 0}});
  EXPECT_TRUE(store().DueConversations({49}, 9)->empty());
  EXPECT_EQ(*store().DueConversations({50}, 9), (std::vector{Who(1)}));
  row.wake_at = core::Timestamp{80};
  Do(store(), {PutConversation{row, 1}});
  EXPECT_TRUE(store().DueConversations({79}, 9)->empty());
  row.wake_at.reset();
  Do(store(), {PutConversation{row, 2}});
  EXPECT_TRUE(store().DueConversations({99}, 9)->empty());
}

TEST_P(EachStore, ResultsOfUnknownSendsAreNotFound) {
  EXPECT_EQ(CodeOf({SendDone{Id(1)}}), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf({SendRetry{Id(1), {1}, "x"}}), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf({SendGaveUp{Id(1), "x"}}), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf({SendParked{Id(1), {1}}}), ErrorCode::kNotFound);
  Do(store(), {Enqueue{Message(1, 1, 1, 0)}});
  EXPECT_EQ(CodeOf({SendDone{Id(1)}}), ErrorCode::kNotFound) << "ready is not being sent";
}

TEST_P(EachStore, AForeignCursorIsRefused) {
  for (const char* bad :
       {"x", "1~2026-W40", "1~2026-W40~short", "~~", "999~w~00000000000000000000000000"}) {
    TicketFilter filter;
    filter.after = bad;
    const auto page = store().ListTickets(filter);
    ASSERT_FALSE(page) << bad;
    EXPECT_EQ(page.error().code, ErrorCode::kInvalid);
  }
}

}  // namespace
}  // namespace store::test
