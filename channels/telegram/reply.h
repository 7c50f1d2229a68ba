// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "channels/channel.h"

namespace channels::telegram {

// The answer to sendMessage (https://core.telegram.org/bots/api#making-requests).
[[nodiscard]] SendOutcome ReadSendReply(const core::HttpReply& reply);

// The answer to deleteMessages: what cannot be deleted any more (too old, chat gone, bot blocked)
// is not tried again.
[[nodiscard]] SendOutcome ReadDeleteReply(const core::HttpReply& reply);

// The wait that a 429 asks for, from its body or its Retry-After header; 0 if it names none.
[[nodiscard]] core::Millis RetryAfter(const core::HttpReply& reply);

}  // namespace channels::telegram
