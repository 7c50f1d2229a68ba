// SPDX-License-Identifier: Apache-2.0
// What time brings: conversations to wake, rows to expire, keys to delete, erasures to finish. The
// thread `clock`.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>

#include "bot/erasure.h"
#include "bot/metrics.h"
#include "bot/places.h"
#include "bot/publishing.h"
#include "bot/writer.h"
#include "core/time.h"
#include "privacy/key_ring.h"
#include "store/store.h"
#include "vault/vault.h"

namespace bot {

class Scheduler {
 public:
  struct Parts {
    WriterQueue& queue;
    store::Store& store;
    vault::Vault& vault;
    privacy::KeyRing& keys;
    Erasures& erasures;
    Places& places;
    Publishing& publishing;
    const core::Clock& clock;
    Metrics& metrics;
    std::function<core::Status()> follow_tickets;  // ecms::Cases; on the thread `clock`
  };
  explicit Scheduler(Parts parts) : parts_(std::move(parts)) {}
  void RunBlocking();
  void Stop();
  // One round, for tests.
  void Tick();

 private:
  void WakeDue(core::Timestamp now);
  // Once a minute: a case's class rises with its tickets.
  void FollowTickets();
  void Measure();
  // Writer thread: everything whose time is over goes, in core, vault and keys.
  void Retention(core::Day today);

  Parts parts_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  int64_t round_ = 0;
  core::Day retained_;
};

}  // namespace bot
