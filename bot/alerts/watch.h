// SPDX-License-Identifier: Apache-2.0
// Looks for reasons to alert somebody, and counts each once, durably, before anybody is told.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "bot/metrics.h"
#include "core/time.h"
#include "ecms/alert_record.h"
#include "ecms/cases.h"
#include "ecms/commit.h"
#include "store/store.h"

namespace bot {

struct WatchRules {
  core::Millis ending =
      std::chrono::hours(2);  // how long before its end a clock that nobody looked at is told
  core::Millis silent = std::chrono::hours(48);  // 0 = silence is not watched
};

// One thread.
class AlertWatch {
 public:
  struct Parts {
    const store::Store& store;
    ecms::Commit commit;
    const core::Clock& clock;
    Metrics& metrics;
    WatchRules rules;
    std::vector<std::string> channels;   // names
    std::function<int64_t()> feed_dead;  // events that the feed gave up
    ecms::Cases* cases = nullptr;        // outlives it
  };
  explicit AlertWatch(Parts parts) : p_(std::move(parts)), started_(p_.clock.Now()) {}

  // What there is by now; an error: nothing was counted, ask again.
  [[nodiscard]] core::Result<ecms::AlertTotals> Round();

 private:
  [[nodiscard]] core::Status CountTickets(ecms::AlertState& state, core::Timestamp now) const;
  [[nodiscard]] core::Status CountCases(ecms::AlertState& state, core::Timestamp now) const;
  [[nodiscard]] core::Status CountDead(ecms::AlertState& state) const;
  void CountRefusals(ecms::AlertState& state, core::Timestamp now);
  void CountSilence(ecms::AlertState& state, core::Timestamp now);

  Parts p_;
  core::Timestamp started_, stored_at_;
  int64_t refused_ = 0;  // told; the metrics begin at 0 too
  core::Timestamp refused_at_;
  struct Heard {
    int64_t messages = 0;
    core::Timestamp at;
  };
  std::map<std::string, Heard> heard_;  // by channel, since the start
};

}  // namespace bot
