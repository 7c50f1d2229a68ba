// SPDX-License-Identifier: Apache-2.0
// Some providers keep a copy of every message (channels::Traits::keeps_copies). Each copy is deleted there by an outbox row
// of its own, which is tried for 14 days.
#pragma once

#include <chrono>
#include <string>

#include "core/model.h"
#include "core/random.h"
#include "core/time.h"
#include "privacy/key_ring.h"
#include "store/rows.h"

namespace bot {

inline constexpr int kEraseDays = 14;
// What we sent is under way for a while: providers refuse to delete it before it has arrived.
inline constexpr core::Millis kEraseSentAfter{std::chrono::minutes(10)};
inline constexpr core::Millis kEraseAgainAfter{std::chrono::hours(1)};

// The row for the provider's `id` of a message, sealed under the day key of today + 14. It stands in a conversation of its
// own, so that no reply waits for it, and nothing links it to a person. kUnavailable / kStorage if that key cannot be made.
[[nodiscard]] core::Result<store::OutboxRow> EraseRow(privacy::KeyRing& keys, core::RandomSource& random,
                                                      const std::string& channel, const core::SecretString& id,
                                                      core::Timestamp now, core::Timestamp due);
[[nodiscard]] inline bool IsErase(const core::OutboundMessage& message) { return message.purpose == core::Purpose::kErase; }

}  // namespace bot
