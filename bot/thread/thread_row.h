// SPDX-License-Identifier: Apache-2.0
// The way from a ticket to a conversation: a row under the day key, which exists only with consent.
#pragma once

#include <optional>

#include "core/ids.h"
#include "core/time.h"
#include "privacy/key_ring.h"
#include "store/rows.h"

namespace bot {

[[nodiscard]] store::ThreadRow SealThread(const privacy::Key& key, core::Day key_day,
                                          const core::ThreadId& id, const core::TicketId& ticket,
                                          const core::ConversationId& conversation);
// nullopt: its key is gone, it has expired.
[[nodiscard]] std::optional<core::ConversationId> OpenThread(privacy::KeyRing& keys,
                                                             const store::ThreadRow& row);

}  // namespace bot
