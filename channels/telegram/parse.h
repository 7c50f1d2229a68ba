// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "channels/channel.h"
#include "core/json.h"

namespace channels::telegram {

// One update of the Bot API (https://core.telegram.org/bots/api#update), by allowlist. What is not
// for us (groups, channel posts, service messages, unknown kinds) gives an empty Inbound; kInvalid
// only without a usable update_id.
[[nodiscard]] core::Result<Inbound> ParseUpdate(core::JsonValue update);

}  // namespace channels::telegram
