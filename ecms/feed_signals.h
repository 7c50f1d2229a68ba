// SPDX-License-Identifier: Apache-2.0
// The kind `signal`: leaves by itself, made in the transaction of the ticket. For bot/.
#pragma once

#include <string>

#include "core/random.h"
#include "core/result.h"
#include "core/time.h"
#include "dialogs/engine.h"
#include "privacy/key_ring.h"
#include "store/commands.h"

namespace ecms {

// What the configuration says of the feed, as far as events are made.
struct FeedRules {
  bool on = false;
  bool signals = false, referrals = false;
  core::Millis hold{std::chrono::minutes(
      60)};  // a signal leaves within this: when it arrives does not tell when somebody wrote
  std::string source = "urn:dwbot:office";
};

// Topic, class, indicators, week and district of a ticket: nothing finer. `today`: by the office's
// calendar. Events of one ticket are held equally long, so that they leave in order.
[[nodiscard]] core::Result<store::Command> SignalCommand(
    const FeedRules& rules, privacy::KeyRing& keys, core::RandomSource& random,
    const dialogs::FileTicket& filed, const std::string& survey, const std::string& district,
    core::Timestamp now, core::Day today);

}  // namespace ecms
