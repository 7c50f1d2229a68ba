// SPDX-License-Identifier: Apache-2.0
// Officers' pages that wait to hear that something changed: one held request each, answered at the
// next change or when its time is over. What they are told says no more than that; they then ask
// for what they show. Thread-safe.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "bot/http/server.h"
#include "core/http.h"
#include "core/time.h"
#include "ecms/changes.h"

namespace bot {

class Watchers {
 public:
  static constexpr size_t kMostOfOne = 4;  // pages of one session; the oldest hears at once
  static constexpr size_t kMostOfAll =
      200;  // woken together they must fit into the queue of the `office` thread

  // `again`: handles the request once more, now for good: the session may have ended meanwhile.
  using Again = std::function<void(std::shared_ptr<const core::HttpRequest>, Responder)>;
  Watchers(const ecms::Changes& changes, const core::Clock& clock, Again again)
      : changes_(changes), clock_(clock), again_(std::move(again)) {}

  // `version`: of the changes before the request was handled the first time.
  void Wait(std::shared_ptr<const core::HttpRequest> request, core::Millis wait, uint64_t version,
            Responder respond);
  // Lets go those whose time is over, and all when something changed. Call a few times a second: it
  // makes many changes one.
  void Tick();
  // Lets everybody go: a session has ended, and nobody here knows whose.
  void Wake();
  // At the stop: answers all at once, and whoever comes later.
  void Close();
  [[nodiscard]] size_t size() const;

 private:
  struct Waiting {
    std::shared_ptr<const core::HttpRequest> request;
    Responder respond;
    std::string who;  // session or token, as it came
    core::Timestamp until;
    uint64_t version = 0;
  };
  void LetGo(std::deque<Waiting> gone);

  const ecms::Changes& changes_;
  const core::Clock& clock_;
  const Again again_;
  mutable std::mutex mutex_;
  std::deque<Waiting> waiting_;  // in the order they came
  bool closed_ = false;
};

}  // namespace bot
