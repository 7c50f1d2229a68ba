// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

#include "core/model.h"

namespace bot {

// Scrubbing a long text takes some twenty times as long as a short one: long texts are prepared on a thread of their own, so
// that nobody waits behind them but their author, whose next messages follow on that thread until it has none left: order
// holds. Thread-safe.
class LongTexts {
 public:
  static constexpr size_t kBytes = 512;
  using Author = std::array<size_t, 2>;  // hashes of both addresses; 0: none

  // Whether the message goes there. If so it is there until Left(): which is called when the writer has it.
  [[nodiscard]] bool Enter(const core::InboundMessage& message, Author& author) {
    author = {HashOf(message.from), HashOf(message.also)};
    const std::lock_guard lock(mutex_);
    bool behind = false;
    for (const size_t address : author) behind = behind || (address != 0 && there_.contains(address));
    if (!behind && message.text.size() <= kBytes) {
      author = {};
      return false;
    }
    for (const size_t address : author) {
      if (address != 0) ++there_[address];
    }
    return true;
  }
  void Left(const Author& author) {
    if (author == Author{}) return;
    const std::lock_guard lock(mutex_);
    for (const size_t address : author) {
      const auto it = there_.find(address);
      if (it != there_.end() && --it->second == 0) there_.erase(it);
    }
  }

 private:
  static size_t HashOf(const core::Address& address) {
    return address.empty() ? 0 : std::hash<std::string>{}(address.Reveal()) | 1;
  }
  std::mutex mutex_;
  std::unordered_map<size_t, int> there_;  // messages of an address
};

}  // namespace bot
