// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "channels/kannel/settings.h"

namespace channels::kannel {

// One GET of sendsms (a form POST is refused by Kannel). SMS has no buttons: the numbered text
// goes.
[[nodiscard]] core::Result<std::vector<core::HttpCall>> RenderMessage(
    const Settings& settings, const core::Address& to, const core::MessageId& id,
    const core::OutboundMessage& message);
// Kannel names no message id; delivery reports bring ours back.
[[nodiscard]] SendOutcome ReadSendReply(const core::HttpReply& reply);

}  // namespace channels::kannel
