// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "channels/http_sms/plan.h"

namespace channels::http_sms {

// The gateway's request, each value escaped for where it stands: %XX in the URL, query and form, a
// JSON string in JSON.
[[nodiscard]] core::Result<std::vector<core::HttpCall>> RenderMessage(
    const Plan& plan, const core::Address& to, const core::MessageId& id,
    const core::OutboundMessage& message);
[[nodiscard]] SendOutcome ReadSendReply(const Plan& plan, const core::HttpReply& reply);

}  // namespace channels::http_sms
