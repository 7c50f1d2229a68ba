// SPDX-License-Identifier: Apache-2.0
// Takes the feed's events to the other case management system: at least once, signed, tried again
// for days, then given up for people to see (docs/feed.md). The thread `feed`.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "bot/http/client.h"
#include "bot/metrics.h"
#include "core/random.h"
#include "core/secret.h"
#include "core/time.h"
#include "ecms/commit.h"
#include "ecms/feed_event.h"
#include "ecms/feed_signals.h"
#include "privacy/key_ring.h"
#include "store/store.h"

namespace bot {

struct FeedConfig {
  ecms::FeedRules rules;
  std::string url;
  std::vector<core::SecretString> secrets;  // the first signs, others too while it is being changed
};

class FeedSender {
 public:
  struct Parts {
    const store::Store& store;
    ecms::Commit commit;
    privacy::KeyRing& keys;
    const core::Clock& clock;
    core::RandomSource& random;
    Metrics& metrics;
    FeedConfig config;
    std::unique_ptr<HttpClient> client;
  };
  explicit FeedSender(Parts parts) : p_(std::move(parts)) {}

  // Until Stop(). The caller's thread.
  void RunBlocking();
  void Stop();
  // Sends what is due now; returns how long to wait. For RunBlocking and tests.
  core::Millis Round();
  // One line for people; "" if nothing was given up.
  [[nodiscard]] std::string Alarm() const;
  [[nodiscard]] int64_t dead() const { return dead_; }

 private:
  // Events in the order in which they may leave: of each ticket and type the oldest, by due time.
  [[nodiscard]] std::vector<ecms::FeedEvent> Due(core::Timestamp now);
  // nullopt: taken. Else a code, and how long the other system wishes to be left alone.
  struct Failure {
    std::string code;
    core::Millis wish{0};
  };
  [[nodiscard]] std::optional<Failure> Send(const ecms::FeedEvent& event, const std::string& body);
  void Record(ecms::FeedEvent event, const std::optional<Failure>& failure);
  void DropExpired();
  void Count(const char* outcome) {
    p_.metrics.Counter("dwbot_feed_events_total", std::string("outcome=\"") + outcome + "\"") += 1;
  }

  Parts p_;
  int failures_ = 0;  // in a row
  core::Timestamp paused_until_;
  core::Timestamp swept_at_;
  std::atomic<int64_t> dead_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;  // guarded by mutex_
};

}  // namespace bot
