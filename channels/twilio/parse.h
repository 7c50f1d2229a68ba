// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "channels/twilio/settings.h"
#include "core/http.h"

namespace channels::twilio {

// A message, or a status of one of ours (then `query` names it: see StatusCallback() in send.h).
// What is neither is empty. kInvalid: a message without id or sender.
[[nodiscard]] core::Result<Inbound> ParseParameters(const Settings& settings,
                                                    const core::Parameters& parameters,
                                                    std::string_view query);

}  // namespace channels::twilio
