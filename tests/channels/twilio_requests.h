// SPDX-License-Identifier: Apache-2.0
// Requests signed by Twilio's own library, and what the adapter says to them.
#pragma once

#include <memory>
#include <string>

#include "channels/channel.h"
#include "core/json.h"

namespace channels {

// A Twilio channel for that token, called at the origin of `url` ("https://h.example:8443").
[[nodiscard]] std::unique_ptr<Channel> TwilioFor(const std::string& token,
                                                 const std::string& origin);

struct SignedRequest {
  std::string origin;
  core::HttpRequest request;
};
// {"url", "method"?, "params" | "body", "signature"}: as the library signed it.
[[nodiscard]] SignedRequest SignedRequestFrom(core::JsonValue vector);

[[nodiscard]] bool IsTakenAsSigned(const Channel& channel, const core::HttpRequest& request);

}  // namespace channels
