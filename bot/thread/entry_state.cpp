// SPDX-License-Identifier: Apache-2.0
#include "bot/thread/entry_state.h"

namespace bot {

std::optional<store::EntryState> EntryAfter(channels::Outcome outcome) {
  using channels::Outcome;
  switch (outcome) {
    case Outcome::kSent:
    case Outcome::kParked:
      return store::EntryState::kSent;
    case Outcome::kNeedsTemplate:
      return store::EntryState::kAwaitsWindow;
    case Outcome::kGiveUp:
    case Outcome::kStopContact:
      return store::EntryState::kUndeliverable;
    default:
      return std::nullopt;
  }
}

}  // namespace bot
