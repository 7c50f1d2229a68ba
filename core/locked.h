// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <utility>

namespace core {

// Data that can be reached only while its lock is held. Keep the guard short-lived; never hold it
// over I/O.
template <class T>
class Locked {
 public:
  template <class... Args>
  explicit Locked(Args&&... args) : value_(std::forward<Args>(args)...) {}

  class Guard {
   public:
    Guard(std::mutex& mutex, T& value) : lock_(mutex), value_(value) {}
    T* operator->() { return &value_; }
    T& operator*() { return value_; }

   private:
    std::unique_lock<std::mutex> lock_;
    T& value_;
  };

  [[nodiscard]] Guard Lock() { return Guard(mutex_, value_); }

 private:
  std::mutex mutex_;
  T value_;
};

}  // namespace core
