// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>

#include "core/random.h"
#include "core/time.h"

namespace bot {

inline constexpr int kMaxSendAttempts = 40;

// 1, 2, 4 ... s up to 5 min, each with a random quarter off, so that a crowd does not come back at
// once. A provider's wish counts if it is longer, up to an hour.
[[nodiscard]] inline core::Millis Backoff(int attempts, core::Millis wish,
                                          core::RandomSource& random) {
  int64_t base = 1000LL << std::min(attempts, 9);
  base = std::min<int64_t>(base, 300'000);
  base -= static_cast<int64_t>(random.Below(static_cast<uint64_t>(base / 4) + 1));
  return std::max(core::Millis(base), std::min(wish, core::Millis(3'600'000)));
}

// A token bucket. Not thread-safe.
class RateBucket {
 public:
  RateBucket(double per_second, double burst)
      : per_second_(per_second), burst_(burst), tokens_(burst) {}
  // How many may go now.
  [[nodiscard]] int Available(core::Timestamp now) {
    Refill(now);
    return static_cast<int>(tokens_);
  }
  void Take(int n) { tokens_ -= n; }
  // Until one may go.
  [[nodiscard]] core::Millis UntilNext(core::Timestamp now) {
    Refill(now);
    if (tokens_ >= 1) return core::Millis(0);
    return core::Millis(static_cast<int64_t>((1 - tokens_) / per_second_ * 1000) + 1);
  }

 private:
  void Refill(core::Timestamp now) {
    if (now > last_)
      tokens_ = std::min(burst_,
                         tokens_ + per_second_ * static_cast<double>((now - last_).count()) / 1000);
    last_ = now;
  }
  double per_second_;
  double burst_;
  double tokens_;
  core::Timestamp last_;
};

}  // namespace bot
