// SPDX-License-Identifier: Apache-2.0
// SQLite against the reference in memory: the same random batches, compared after each step, with
// restarts, failing commits and rows in doubt in between. A failure prints its seed; DWBOT_SEED=n
// runs that one alone.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>

#include "faulty_vfs.h"
#include "random_batches.h"
#include "store/snapshot.h"
#include "temp_store.h"

namespace store::test {
namespace {

std::string Describe(const core::Result<Committed>& result) {
  if (!result) return "error " + std::string(core::Name(result.error().code));
  std::string out;
  for (const core::Status& group : result->groups) {
    out += group ? "ok " : std::string(core::Name(group.error().code)) + " ";
  }
  for (const auto& lease : result->leases) {
    out += "\nlease\n";
    for (const OutboxRow& row : lease) {
      Snapshot one;
      one.outbox.emplace(KeyOf(row), row);
      out += Dump(one);
    }
  }
  return out;
}

std::string Describe(const core::Result<Loaded>& result) {
  if (!result) return "error " + std::string(core::Name(result.error().code));
  std::string out;
  for (bool seen : result->seen) out += seen ? "seen " : "new ";
  for (const auto& row : result->conversations) {
    Snapshot one;
    if (row) one.conversations.emplace(row->id, *row);
    out += "\n" + Dump(one);
  }
  return out;
}

class Lockstep {
 public:
  explicit Lockstep(uint64_t seed)
      : random_(seed), model_(MakeMemoryStore()), real_(Open(folder_.File())) {}

  void Step() {
    const size_t roll = random_.Below(100);
    if (roll < 80) {
      CommitBoth(random_.Next(*model_));
    } else if (roll < 85) {
      Reopen();
    } else if (roll < 90) {
      CommitWithFault(random_.Next(*model_));
    } else if (roll < 94) {
      const std::string channel = random_.Channel();
      ASSERT_EQ(model_->RecoverInDoubt(channel, random_.now()).value(),
                real_->RecoverInDoubt(channel, random_.now()).value());
    } else {
      LoadBoth();
    }
    ASSERT_EQ(model_->DumpForTests(), real_->DumpForTests());
    const uint64_t question = random_.Below(1 << 30);
    ASSERT_EQ(RandomBatches::AskAll(*model_, question, random_.now()),
              RandomBatches::AskAll(*real_, question, random_.now()));
  }

  int faults() const { return faults_; }

 private:
  void CommitBoth(const Batch& batch) {
    const auto expected = model_->Commit(batch);
    const auto got = real_->Commit(batch);
    ASSERT_EQ(Describe(expected), Describe(got));
    for (const auto& lease : expected->leases) random_.Sent(lease);
  }

  void LoadBoth() {
    LoadRequest request;
    for (size_t i = 0; i < 5; ++i) {
      request.provider_ids.push_back(MakeHash(random_.Below(200)));
      request.conversations.push_back(MakeId<core::ConversationId>(random_.Below(7)));
    }
    ASSERT_EQ(Describe(model_->Load(request)), Describe(real_->Load(request)));
    if (random_.Below(3) == 0) {
      ASSERT_TRUE(real_->CheckpointTruncate());
    }
  }

  void Reopen() {
    real_.reset();
    real_ = Open(folder_.File());
    ASSERT_NE(real_, nullptr);
  }

  // The disk fails somewhere in this commit: nothing of the batch may be there afterwards.
  void CommitWithFault(const Batch& batch) {
    static constexpr int kCodes[] = {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC};
    const size_t kind = random_.Below(3);
    InjectFault(kind == 2 ? FaultAt::kLogSync : FaultAt::kLogWrite, 0, kCodes[kind]);
    const auto got = real_->Commit(batch);
    if (ClearFaults() == 0) {  // nothing to write, or less than that
      ASSERT_EQ(Describe(model_->Commit(batch)), Describe(got));
      return;
    }
    ++faults_;
    ASSERT_FALSE(got.has_value());
    ASSERT_EQ(got.error().code, core::ErrorCode::kStorage);
    ASSERT_FALSE(real_->Healthy());
    ASSERT_EQ(model_->DumpForTests(), real_->DumpForTests()) << "before the restart";
    ASSERT_FALSE(real_->Commit(Batch{}).has_value())
        << "the disk is well again, but nothing is retried";
    Reopen();
    ASSERT_TRUE(real_->Healthy());
  }

  TempFolder folder_;
  RandomBatches random_;
  std::unique_ptr<Store> model_;
  std::unique_ptr<Store> real_;
  int faults_ = 0;
};

int RunSeed(uint64_t seed, int steps) {
  SCOPED_TRACE("DWBOT_SEED=" + std::to_string(seed));
  Lockstep lockstep(seed);
  for (int step = 0; step < steps; ++step) {
    SCOPED_TRACE("step " + std::to_string(step));
    lockstep.Step();
    if (testing::Test::HasFatalFailure()) break;
  }
  return lockstep.faults();
}

TEST(Conformance, SqliteDoesWhatTheReferenceDoes) {
  if (const char* seed = std::getenv("DWBOT_SEED")) {  // NOLINT(concurrency-mt-unsafe): one thread
    RunSeed(std::strtoull(seed, nullptr, 10), 1000);
    return;
  }
  int faults = 0;
  for (uint64_t seed = 1; seed <= 8 && !HasFatalFailure(); ++seed) faults += RunSeed(seed, 250);
  EXPECT_GT(faults, 40) << "the fault injection hit too little to mean anything";
}

}  // namespace
}  // namespace store::test
