// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "channels/channel.h"
#include "core/secret.h"

namespace channels::kannel {

// Our secret, in the raw query: found before anything is decoded.
[[nodiscard]] bool HasSecret(const core::HttpRequest& request, const core::SecretString& secret);

// A message (get-url or post-url of Kannel's group sms-service) or a delivery report (our dlr-url).
[[nodiscard]] core::Result<Inbound> ParseRequest(const core::HttpRequest& request);

}  // namespace channels::kannel
