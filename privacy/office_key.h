// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <optional>

#include "privacy/sealing.h"

namespace privacy {

// What words are sealed to from now on. One for the whole program: who seals asks each time and
// keeps no copy for later. Thread-safe.
class OfficeKey {
 public:
  explicit OfficeKey(std::optional<PublicKey> key = std::nullopt) : key_(key) {}

  // nullopt: the office has made none yet. Once there is one there always is.
  [[nodiscard]] std::optional<PublicKey> Get() const {
    const std::lock_guard lock(mutex_);
    return key_;
  }
  // Only behind the COMMIT that registers it, or at the start: nothing may be sealed to a key that
  // nobody can open.
  void Set(const PublicKey& key) {
    const std::lock_guard lock(mutex_);
    key_ = key;
  }

 private:
  mutable std::mutex mutex_;
  std::optional<PublicKey> key_;
};

}  // namespace privacy
