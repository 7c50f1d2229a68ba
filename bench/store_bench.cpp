// SPDX-License-Identifier: Apache-2.0
// CPU that the store takes on the writer thread for one turn: Load, then Commit of a provider id, a
// conversation and an outbox row each, in batches of 256 and 64; and what the sender's leases and
// results cost. CPU time, not wall time: the sync's waiting is the disk's.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>

#include "store/store.h"

namespace {

constexpr size_t kConversations = 5000;
constexpr size_t kStateBytes = 600;
constexpr size_t kSealedBytes = 800;

class World {
 public:
  explicit World(size_t backlog) {
    std::string pattern = (std::filesystem::temp_directory_path() / "dwbot-bench-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    store = std::move(*store::OpenSqliteStore((folder_ / "core.db").string()));
    conversations_.resize(kConversations);
    versions_.assign(kConversations, 0);
    for (auto& id : conversations_) Fill(id.bytes);
    for (size_t done = 0; done < std::max(kConversations, backlog); done += 250)
      Commit(TurnsInOrder(done, 250));
    if (backlog == 0) Drain();
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World() {
    store.reset();
    std::filesystem::remove_all(folder_);
  }

  // Turns of `count` different conversations; `request` is what is loaded before them.
  store::Batch Turns(size_t count, store::LoadRequest& request) {
    store::Batch batch;
    const size_t first = random_() % kConversations;
    for (size_t i = 0; i < count; ++i) AddTurn(batch, (first + i * 7) % kConversations, &request);
    return batch;
  }

  void Commit(const store::Batch& batch) {
    if (const auto done = store->Commit(batch); !done) {
      std::fprintf(stderr, "%s\n", done.error().message.c_str());
      std::abort();
    }
  }

  // Sends and removes up to `limit`; returns how many there were.
  size_t SendSome(size_t limit) {
    store::Batch lease;
    lease.leases.push_back({"main", limit, {1 << 30}, {1 << 30}});
    auto taken = store->Commit(lease);
    store::Batch results;
    for (const auto& row : taken->leases[0]) results.groups.push_back({store::SendDone{row.id}});
    Commit(results);
    return results.groups.size();
  }
  void Drain() {
    while (SendSome(256) > 0) {
    }
  }

  std::unique_ptr<store::Store> store;

 private:
  void Fill(std::span<uint8_t> out) {
    for (uint8_t& byte : out) byte = static_cast<uint8_t>(random_());
  }
  core::Bytes Blob(size_t size) {
    core::Bytes bytes(size + random_() % 64);
    for (size_t i = 0; i < bytes.size(); i += 16) bytes[i] = static_cast<uint8_t>(random_());
    return bytes;
  }
  store::Batch TurnsInOrder(size_t first, size_t count) {
    store::Batch batch;
    for (size_t i = 0; i < count; ++i) AddTurn(batch, (first + i) % kConversations, nullptr);
    return batch;
  }
  void AddTurn(store::Batch& batch, size_t which, store::LoadRequest* request) {
    store::RememberProviderId remember{{}, 1};
    Fill(remember.hash);
    store::PutConversation put{
        {conversations_[which], 0, core::Day{20000}, Blob(kStateBytes), core::Timestamp{1 << 20}},
        versions_[which]++};
    store::OutboxRow row;
    Fill(row.id.bytes);
    row.conversation = conversations_[which];
    row.turn = versions_[which];
    row.channel = "main";
    row.sealed = Blob(kSealedBytes);
    row.due_at = {++due_};
    row.expires_at = {due_ + 1'000'000};
    if (request != nullptr) {
      request->conversations.push_back(conversations_[which]);
      request->provider_ids.push_back(remember.hash);
      Fill(request->provider_ids.emplace_back());  // under the week's key before
    }
    batch.groups.push_back({remember, std::move(put), store::Enqueue{std::move(row)}});
  }

  std::filesystem::path folder_;
  std::mt19937_64 random_{42};
  std::vector<core::ConversationId> conversations_;
  std::vector<int64_t> versions_;
  int64_t due_ = 0;
};

void PerTurn(benchmark::State& state, size_t turns) {
  state.counters["cpu_per_turn"] =
      benchmark::Counter(static_cast<double>(turns * static_cast<size_t>(state.iterations())),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// Arguments: turns in a batch, rows that wait in the outbox before (0: the sender keeps up).
void Load(benchmark::State& state) {
  World world(static_cast<size_t>(state.range(1)));
  const auto turns = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    store::LoadRequest request;
    const store::Batch batch = world.Turns(turns, request);
    state.ResumeTiming();
    benchmark::DoNotOptimize(world.store->Load(request));
    state.PauseTiming();
    world.Commit(batch);
    state.ResumeTiming();
  }
  PerTurn(state, turns);
}

void Commit(benchmark::State& state) {
  World world(static_cast<size_t>(state.range(1)));
  const auto turns = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    store::LoadRequest request;
    const store::Batch batch = world.Turns(turns, request);
    benchmark::DoNotOptimize(world.store->Load(request));
    state.ResumeTiming();
    world.Commit(batch);
    state.PauseTiming();
    if (state.range(1) == 0) world.Drain();
    state.ResumeTiming();
  }
  PerTurn(state, turns);
}

// One lease of 64 and the commit of their results: per message.
void Send(benchmark::State& state) {
  World world(static_cast<size_t>(state.range(1)));
  for (auto _ : state) {
    if (world.SendSome(static_cast<size_t>(state.range(0))) == 0)
      state.SkipWithError("the outbox ran empty");
  }
  PerTurn(state, static_cast<size_t>(state.range(0)));
}

BENCHMARK(Load)->Args({256, 0})->Args({64, 100'000})->Iterations(200);
BENCHMARK(Commit)
    ->Args({256, 0})
    ->Args({64, 0})
    ->Args({256, 100'000})
    ->Args({64, 100'000})
    ->Iterations(200);
BENCHMARK(Send)->Args({64, 100'000})->Iterations(400);

}  // namespace

BENCHMARK_MAIN();
