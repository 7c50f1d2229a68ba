// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

#include "core/model.h"

namespace bot {

// Scrubbing a long text takes some twenty times as long as a short one: long texts are prepared on
// a thread of their own, so that nobody waits behind them but their author, whose next messages
// follow on that thread until it has none left. A long text behind short ones that still wait in
// their lane waits there too. So order holds. Thread-safe.
class LongTexts {
 public:
  static constexpr size_t kBytes = 512;
  struct Author {
    std::array<size_t, 2> addresses{};  // hashes of both; 0: none
    bool apart = false;                 // this message went to the thread of the long ones
  };

  // Whether the message goes to that thread; it is on its way until Left(), which is called when
  // the writer has it.
  [[nodiscard]] bool Enter(const core::InboundMessage& message, Author& author) {
    author = {{HashOf(message.from), HashOf(message.also)}, false};
    const std::lock_guard lock(mutex_);
    bool in_lane = false;
    for (const size_t address : author.addresses) {
      const auto it = on_the_way_.find(address);
      if (it == on_the_way_.end()) continue;
      author.apart = author.apart || it->second.apart > 0;
      in_lane = in_lane || it->second.in_lane > 0;
    }
    author.apart = author.apart || (message.text.size() > kBytes && !in_lane);
    for (const size_t address : author.addresses) {
      if (address != 0)
        ++(author.apart ? on_the_way_[address].apart : on_the_way_[address].in_lane);
    }
    return author.apart;
  }
  void Left(const Author& author) {
    const std::lock_guard lock(mutex_);
    for (const size_t address : author.addresses) {
      const auto it = on_the_way_.find(address);
      if (it == on_the_way_.end()) continue;
      --(author.apart ? it->second.apart : it->second.in_lane);
      if (it->second.apart == 0 && it->second.in_lane == 0) on_the_way_.erase(it);
    }
  }

 private:
  static size_t HashOf(const core::Address& address) {
    return address.empty() ? 0 : std::hash<std::string>{}(address.Reveal()) | 1;
  }
  struct Count {
    int in_lane = 0, apart = 0;
  };
  std::mutex mutex_;
  std::unordered_map<size_t, Count> on_the_way_;  // messages of an address
};

}  // namespace bot
