// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "channels/channel.h"

namespace channels::whatsapp {

// What the Graph API answered to a message, by its error code (Meta, "Error codes", 15 May 2026).
// nullopt: not a code that we know.
[[nodiscard]] std::optional<Outcome> OutcomeOfCode(int64_t code);
[[nodiscard]] SendOutcome ReadSendReply(const core::HttpReply& reply);

}  // namespace channels::whatsapp
