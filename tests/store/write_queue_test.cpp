// SPDX-License-Identifier: Apache-2.0
#include "store/write_queue.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace store {
namespace {

TEST(WriteQueue, GivesWhatIsQueuedOldestFirstUpToTheBatch) {
  WriteQueue<int> queue(10, 3);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(queue.Push(i));
  EXPECT_EQ(queue.TakeBlocking(), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(queue.TakeBlocking(), (std::vector<int>{3, 4}));
}

TEST(WriteQueue, RefusesOverTheBoundButForUrgentItems) {
  WriteQueue<int> queue(2, 8);
  EXPECT_TRUE(queue.Push(1));
  EXPECT_TRUE(queue.HasRoom());
  EXPECT_TRUE(queue.Push(2));
  EXPECT_FALSE(queue.HasRoom());
  EXPECT_FALSE(queue.Push(3));
  EXPECT_TRUE(queue.Push(4, true));
  EXPECT_EQ(queue.size(), 3u);
  EXPECT_EQ(queue.TakeBlocking(), (std::vector<int>{1, 2, 4}));
}

TEST(WriteQueue, IsDrainedAfterCloseAndThenEmpty) {
  WriteQueue<int> queue(8, 8);
  EXPECT_TRUE(queue.Push(1));
  queue.Close();
  EXPECT_FALSE(queue.Push(2));
  EXPECT_FALSE(queue.Push(3, true));
  EXPECT_EQ(queue.TakeBlocking(), (std::vector<int>{1}));
  EXPECT_TRUE(queue.TakeBlocking().empty());
  EXPECT_TRUE(queue.TakeBlocking().empty());
}

TEST(WriteQueue, CloseWakesTheTaker) {
  WriteQueue<int> queue(8, 8);
  std::thread taker([&] { EXPECT_TRUE(queue.TakeBlocking().empty()); });
  queue.Close();
  taker.join();
}

// Four threads push, one takes: nothing is lost or doubled, each thread's items stay in order, no
// batch is too big.
TEST(WriteQueue, KeepsEveryItemAndEachThreadsOrder) {
  constexpr int kThreads = 4;
  constexpr int kEach = 5000;
  WriteQueue<std::pair<int, int>> queue(64, 16);
  std::array<std::vector<int>, kThreads> taken;
  std::thread taker([&] {
    for (;;) {
      const auto batch = queue.TakeBlocking();
      if (batch.empty()) return;
      EXPECT_LE(batch.size(), 16u);
      for (const auto& [thread, number] : batch)
        taken[static_cast<size_t>(thread)].push_back(number);
    }
  });
  std::vector<std::thread> pushers;
  for (int t = 0; t < kThreads; ++t) {
    pushers.emplace_back([&queue, t] {
      for (int i = 0; i < kEach; ++i) {
        while (!queue.Push({t, i}, i % 100 == 0)) std::this_thread::yield();
      }
    });
  }
  for (std::thread& pusher : pushers) pusher.join();
  queue.Close();
  taker.join();
  for (const auto& numbers : taken) {
    ASSERT_EQ(numbers.size(), static_cast<size_t>(kEach));
    for (int i = 0; i < kEach; ++i) ASSERT_EQ(numbers[static_cast<size_t>(i)], i);
  }
}

}  // namespace
}  // namespace store
