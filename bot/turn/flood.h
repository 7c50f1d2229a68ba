// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <mutex>
#include <unordered_map>

#include "bot/sender/backoff.h"
#include "core/time.h"
#include "store/rows.h"

namespace bot {

// Messages a minute that one conversation may send, in memory, whichever prepare thread they take.
// Thread-safe.
class FloodGuard {
 public:
  explicit FloodGuard(int per_minute) : per_minute_(per_minute) {}

  [[nodiscard]] bool Allow(const store::Hash16& address, core::Timestamp now) {
    if (per_minute_ <= 0) return true;
    const std::lock_guard lock(mutex_);
    if (buckets_.size() > kMaxTracked) buckets_.clear();
    auto [it, is_new] = buckets_.try_emplace(address, per_minute_ / 60.0, per_minute_);
    if (it->second.Available(now) < 1) return false;
    it->second.Take(1);
    return true;
  }

 private:
  static constexpr size_t kMaxTracked = 200'000;
  struct HashOfHash {
    size_t operator()(const store::Hash16& h) const {
      size_t v = 0;
      std::memcpy(&v, h.data(), sizeof v);
      return v;
    }
  };
  const int per_minute_;
  std::mutex mutex_;
  std::unordered_map<store::Hash16, RateBucket, HashOfHash> buckets_;
};

}  // namespace bot
