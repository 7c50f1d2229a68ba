// SPDX-License-Identifier: Apache-2.0
// Random commands over a small world, so that ids meet, versions clash and queues form.
#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

#include "store/store.h"

namespace store::test {

class RandomBatches {
 public:
  explicit RandomBatches(uint64_t seed) : random_(seed) {}

  // `model`: its conversation versions are looked up, so that most updates fit.
  [[nodiscard]] Batch Next(Store& model);
  void Sent(const std::vector<OutboxRow>& leased);  // candidates for results of sends
  [[nodiscard]] size_t Below(size_t bound) { return random_() % bound; }
  [[nodiscard]] core::Timestamp now() const { return now_; }
  [[nodiscard]] std::string Channel();

  // The answers of every query, for this moment's random arguments.
  [[nodiscard]] static std::string AskAll(const Store& store, uint64_t seed, core::Timestamp now);

 private:
  [[nodiscard]] Command Any(Store& model);
  [[nodiscard]] Command AnyTurn(Store& model, size_t kind);
  [[nodiscard]] Command AnySend(size_t kind);
  [[nodiscard]] Command AnyCase(size_t kind);
  [[nodiscard]] Command AnyOffice(size_t kind);
  [[nodiscard]] Command AnyThread(size_t kind);  // random_threads.cpp
  [[nodiscard]] static std::string AskThreads(const Store& store, size_t number);
  [[nodiscard]] Command AnyRetention(size_t kind);
  [[nodiscard]] Command PutAnyConversation(Store& model);
  [[nodiscard]] Command EnqueueAny();
  [[nodiscard]] Command PutAnyTicket();
  template <class IdType>
  [[nodiscard]] IdType Some(size_t of);
  [[nodiscard]] core::MessageId SomeMessage();
  [[nodiscard]] std::string Word();
  [[nodiscard]] std::string Week();
  [[nodiscard]] core::Bytes Blob();
  [[nodiscard]] core::Day KeyDay() { return core::Day{20000 + static_cast<int32_t>(Below(6))}; }
  [[nodiscard]] core::Timestamp Soon() {
    return now_ + core::Millis(static_cast<int64_t>(Below(100)) - 30);
  }
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> Answers();

  std::mt19937_64 random_;
  core::Timestamp now_{1000};
  size_t messages_ = 0;
  std::vector<core::MessageId> sending_;
};

}  // namespace store::test
