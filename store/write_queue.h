// SPDX-License-Identifier: Apache-2.0
// Group commit without a timer: one thread takes whatever queued up while the last commit ran. A
// lone writer waits for nobody, a crowd shares one sync.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace store {

// Many threads push, one takes. Bounded: Push answers false over the bound, and after Close().
template <class Item>
class WriteQueue {
 public:
  WriteQueue(size_t max_queued, size_t max_batch)
      : max_queued_(max_queued), max_batch_(max_batch) {}

  // `urgent` items (results of sends, shutdown work) are taken even over the bound: refusing them
  // would lose them.
  [[nodiscard]] bool Push(Item item, bool urgent = false) {
    {
      std::lock_guard lock(mutex_);
      if (closed_ || (!urgent && queue_.size() >= max_queued_)) return false;
      queue_.push_back(std::move(item));
      if (!idle_) return true;
    }
    wake_.notify_one();
    return true;
  }

  // Blocks until something is queued or Close(); at most max_batch items, oldest first. Empty:
  // closed and drained.
  [[nodiscard]] std::vector<Item> TakeBlocking() {
    std::unique_lock lock(mutex_);
    idle_ = true;
    wake_.wait(lock, [&] { return closed_ || !queue_.empty(); });
    idle_ = false;
    size_t n = std::min(queue_.size(), max_batch_);
    std::vector<Item> batch(
        std::make_move_iterator(queue_.begin()),
        std::make_move_iterator(queue_.begin() + static_cast<std::ptrdiff_t>(n)));
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(n));
    return batch;
  }

  // Refuses what comes; what is queued is still taken.
  void Close() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
  }

  [[nodiscard]] size_t size() const {
    std::lock_guard lock(mutex_);
    return queue_.size();
  }
  [[nodiscard]] bool HasRoom() const { return size() < max_queued_; }

 private:
  const size_t max_queued_;
  const size_t max_batch_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Item> queue_;
  bool idle_ = false;
  bool closed_ = false;
};

}  // namespace store
