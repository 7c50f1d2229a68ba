// SPDX-License-Identifier: Apache-2.0
// What the holder of a receipt code may know: one fixed sentence, until twelve months after the
// ticket was closed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "dialogs/engine.h"
#include "privacy/key_ring.h"
#include "store/store.h"

namespace bot {

inline constexpr int kNewsDays = 364;  // after closure

// `asking`: the conversation that sent the code. nullopt: there is no news, whatever the reason.
// Writer thread.
[[nodiscard]] std::optional<dialogs::CodeNews> NewsOf(const store::Store& store,
                                                      privacy::KeyRing& keys,
                                                      const std::string& code,
                                                      const core::ConversationId& asking,
                                                      core::Timestamp now);

// The fixed texts of a ticket that did not reach the worker, oldest first. Free words never wait
// under a code.
[[nodiscard]] core::Result<std::vector<store::ThreadEntryRow>> UndeliveredOf(
    const store::Store& store, const core::TicketId& ticket);

}  // namespace bot
