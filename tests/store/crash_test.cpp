// SPDX-License-Identifier: Apache-2.0
// kill -9 at any instant: a child process commits and says so through a pipe; what it said is there
// afterwards, whole.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "temp_store.h"

namespace store::test {
namespace {

ConversationRow Row(uint64_t n) {
  return {MakeId<core::ConversationId>(n),
          0,
          core::Day{1},
          core::Bytes(300 + n % 1500, static_cast<uint8_t>(n)),
          {}};
}

// Commits numbered batches of four groups from `first` on, and writes each number once it is
// durable. Never returns.
[[noreturn]] void CommitForEver(const std::string& file, uint64_t first, int pipe) {
  auto opened = OpenSqliteStore(file);
  if (!opened) ::_exit(1);
  for (uint64_t n = first;; ++n) {
    Batch batch;
    for (uint64_t i = 0; i < 4; ++i) {
      const uint64_t id = n * 4 + i;
      batch.groups.push_back({RememberProviderId{MakeHash(id), 1}, PutConversation{Row(id), 0},
                              Enqueue{Message(id, id, 1, 0)}});
    }
    const auto done = (*opened)->Commit(batch);
    if (!done || !done->groups[0]) ::_exit(2);
    if (::write(pipe, &n, sizeof n) != sizeof n) ::_exit(3);
    if (n % 16 == 15) (void)(*opened)->CheckpointTruncate();
  }
}

struct Round {
  uint64_t acknowledged = 0;  // batches, from `first` on
  bool killed = false;
};

// Lets a child acknowledge `enough` batches, goes on for a random moment, and kills it.
Round KillSoon(const std::string& file, uint64_t first, uint64_t enough, uint64_t yields) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    CommitForEver(file, first, ends[1]);
  }
  ::close(ends[1]);
  Round round;
  uint64_t number = 0;
  while (round.acknowledged < enough && ::read(ends[0], &number, sizeof number) == sizeof number) {
    EXPECT_EQ(number, first + round.acknowledged);
    ++round.acknowledged;
  }
  for (uint64_t i = 0; i < yields; ++i) std::this_thread::yield();
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  round.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  while (::read(ends[0], &number, sizeof number) == sizeof number)
    ++round.acknowledged;  // said before it died
  ::close(ends[0]);
  return round;
}

// Of each group all or nothing, and each acknowledged one is there. Returns the first batch that is
// not.
uint64_t CheckFile(const std::string& file, uint64_t first, uint64_t acknowledged) {
  auto store = Open(file);
  if (store == nullptr) return first;
  uint64_t next = first;
  for (;; ++next) {
    LoadRequest request;
    for (uint64_t i = 0; i < 4; ++i) {
      request.provider_ids.push_back(MakeHash(next * 4 + i));
      request.conversations.push_back(MakeId<core::ConversationId>(next * 4 + i));
    }
    const auto loaded = store->Load(request);
    EXPECT_TRUE(loaded.has_value());
    const bool there = loaded && loaded->seen[0];
    for (size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(loaded->seen[i], there) << "a batch is whole or not there";
      EXPECT_EQ(loaded->conversations[i].has_value(), there);
      EXPECT_EQ(*store->CountUnsent(request.conversations[i]), there ? 1 : 0);
      if (there) {
        EXPECT_EQ(loaded->conversations[i]->state, Row(next * 4 + i).state);
      }
    }
    if (!there) break;
  }
  EXPECT_GE(next, first + acknowledged) << "an acknowledged batch is lost";
  return next;
}

TEST(Crash, KilledFiftyTimesItHoldsEverythingAcknowledged) {
  TempFolder folder;
  std::mt19937_64 random(20261121);
  uint64_t next = 0;
  uint64_t acknowledged = 0;
  for (int kill = 0; kill < 50 && !HasFailure(); ++kill) {
    const Round round = KillSoon(folder.File(), next, random() % 12, random() % 60);
    ASSERT_TRUE(round.killed) << "the child ended by itself";
    acknowledged += round.acknowledged;
    next = CheckFile(folder.File(), next, round.acknowledged);
  }
  EXPECT_GT(acknowledged, 100u);
  RecordProperty("acknowledged", static_cast<int>(acknowledged));
}

}  // namespace
}  // namespace store::test
