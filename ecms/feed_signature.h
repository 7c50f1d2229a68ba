// SPDX-License-Identifier: Apache-2.0
// Standard Webhooks (github.com/standard-webhooks/standard-webhooks, spec 1.0), symmetric
// signatures.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/secret.h"
#include "core/time.h"

namespace ecms {

// The bytes of "whsec_<base64 of 24 to 64 bytes>"; nullopt if it is none.
[[nodiscard]] std::optional<core::SecretString> ReadWebhookSecret(std::string_view text);
// The header webhook-signature: "v1,<base64>" for each secret, separated by spaces.
[[nodiscard]] std::string WebhookSignature(const std::vector<core::SecretString>& secrets,
                                           std::string_view id, core::Timestamp now,
                                           std::string_view body);

}  // namespace ecms
