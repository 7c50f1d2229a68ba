// SPDX-License-Identifier: Apache-2.0
// Answers on their way from any thread to the io thread. One group commit answers up to 256
// requests at once: only the first of them wakes the io thread, which then takes all that are
// there.
#pragma once

#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "core/http.h"

namespace bot::http {

class Session;

struct Completion {
  std::weak_ptr<Session> session;
  uint64_t request =
      0;  // the session's number of the request: an answer that comes too late finds another one
  core::HttpResponse response;
};

// Thread-safe. Outlives the server: whoever answers after Close() is ignored.
class Completions {
 public:
  explicit Completions(std::function<void()> wake) : wake_(std::move(wake)) {}

  void Push(Completion completion) {
    std::lock_guard lock(mutex_);
    if (!wake_) return;
    waiting_.push_back(std::move(completion));
    if (waiting_.size() == 1) wake_();  // under the lock: Close() must not return while it runs
  }
  // The same for several at once, which are moved from.
  void Push(std::span<Completion> completions) {
    std::lock_guard lock(mutex_);
    if (!wake_ || completions.empty()) return;
    const bool wake = waiting_.empty();
    waiting_.insert(waiting_.end(), std::make_move_iterator(completions.begin()),
                    std::make_move_iterator(completions.end()));
    if (wake) wake_();
  }

  // Moves everything that waits into `into`, which the caller has emptied (its memory is used
  // again).
  void TakeAll(std::vector<Completion>& into) {
    std::lock_guard lock(mutex_);
    waiting_.swap(into);
  }

  void Close() {
    std::lock_guard lock(mutex_);
    wake_ = nullptr;
    waiting_.clear();
  }

 private:
  std::mutex mutex_;
  std::function<void()> wake_;
  std::vector<Completion> waiting_;
};

// Pushes now, or while an AnswersTogether lives on this thread, with the others at its end.
void Give(const std::shared_ptr<Completions>& to, Completion completion);

}  // namespace bot::http
