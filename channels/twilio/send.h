// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "channels/twilio/settings.h"

namespace channels::twilio {

// One POST of Messages.json for each 1,600 characters
// (https://www.twilio.com/docs/messaging/api/message-resource). The status callback is our own hook
// with our message id in its query, which Twilio signs like any other.
[[nodiscard]] core::Result<std::vector<core::HttpCall>> RenderMessage(
    const Settings& settings, const core::Address& to, const core::MessageId& id,
    const core::OutboundMessage& message);
[[nodiscard]] SendOutcome ReadSendReply(const core::HttpReply& reply);

// DELETE of the message resource: body and numbers go from Twilio's records. nullopt if `sid`
// cannot be one.
[[nodiscard]] std::optional<core::HttpCall> EraseMessage(const Settings& settings,
                                                         const core::SecretString& sid);
// A message that is still under way cannot be deleted yet: kRetry. One that is gone is done.
[[nodiscard]] SendOutcome ReadEraseAnswer(const core::HttpReply& reply);

}  // namespace channels::twilio
