// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <mutex>
#include <unordered_map>

#include "core/ids.h"
#include "core/time.h"

namespace bot {

// How fast one person may be written to (channels::Traits::per_chat_per_second): a burst, then at
// that rate. WhatsApp lends 45 messages and then wants 6 s each (error 131056 beyond). Counts live
// in memory; those of a quiet person go. Thread-safe.
class PairRate {
 public:
  // `per_second` 0: no limit.
  PairRate(double per_second, int burst)
      : interval_(per_second > 0 ? static_cast<int64_t>(1000 / per_second) : 0),
        slack_(interval_ * (burst - 1)) {}

  // 0: one message may leave now, and is counted. Else: how long until it may.
  [[nodiscard]] core::Millis Take(const core::ConversationId& person, core::Timestamp now) {
    if (interval_.count() == 0) return core::Millis(0);
    std::lock_guard lock(mutex_);
    if (free_at_.size() >= kForgetAt)
      std::erase_if(free_at_, [&](const auto& entry) { return entry.second <= now; });
    core::Timestamp& free_at = free_at_.try_emplace(person, now).first->second;
    const core::Millis over = free_at - now - slack_;
    if (over.count() > 0) return over;
    free_at = std::max(free_at, now) + interval_;
    return core::Millis(0);
  }

 private:
  static constexpr size_t kForgetAt = 10'000;
  const core::Millis interval_;
  const core::Millis slack_;
  std::mutex mutex_;
  std::unordered_map<core::ConversationId, core::Timestamp>
      free_at_;  // when all that left has been made up for
};

}  // namespace bot
