// SPDX-License-Identifier: Apache-2.0
// Messages that a provider shall delete: each copy that one keeps (channels::Traits::keeps_copies),
// tried for 14 days; a whole chat (clears_chat), as long as the provider allows it. Each is an
// outbox row of its own.
#pragma once

#include <chrono>
#include <string>

#include "core/model.h"
#include "core/random.h"
#include "core/time.h"
#include "privacy/key_ring.h"
#include "store/rows.h"

namespace bot {

inline constexpr core::Millis kEraseCopies{std::chrono::hours(24 * 14)};
inline constexpr core::Millis kClearChat{std::chrono::hours(48)};  // Telegram's limit
// What we sent is under way for a while: providers refuse to delete it before it has arrived.
inline constexpr core::Millis kEraseSentAfter{std::chrono::minutes(10)};
inline constexpr core::Millis kEraseAgainAfter{std::chrono::hours(1)};
inline constexpr core::Millis kClearAgainAfter{std::chrono::minutes(1)};

struct EraseJob {
  const std::string& channel;
  const core::SecretString& ids;  // channels::Channel::EraseCall
  core::Timestamp due;
  core::Millis tried_for;
};
// Its row, sealed under the key of the day on which it is given up. It stands in a conversation of
// its own, so that no reply waits for it, and nothing links it to a person. kUnavailable / kStorage
// if that key cannot be made.
[[nodiscard]] core::Result<store::OutboxRow> EraseRow(privacy::KeyRing& keys,
                                                      core::RandomSource& random,
                                                      const EraseJob& job);
[[nodiscard]] inline bool IsErase(const core::OutboundMessage& message) {
  return message.purpose == core::Purpose::kErase;
}

}  // namespace bot
