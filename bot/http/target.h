// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace bot::http {

struct Target {
  std::string path;   // decoded once
  std::string query;  // raw, without '?'
};

// Splits and decodes a request target. kInvalid unless it is "/path[?query]" whose decoded path is
// UTF-8 without control characters, '\', "." or ".." segments, or an empty segment before the last
// one.
[[nodiscard]] core::Result<Target> ParseTarget(std::string_view target);

// The network of a peer, for rate limits: "203.0.113.0/24" or "2001:db8:1::/48". An IPv4 address
// mapped into IPv6 counts as IPv4. Only the peer of the connection is looked at: X-Forwarded-For
// can be written by anybody.
[[nodiscard]] std::string NetworkOf(std::string_view address);

}  // namespace bot::http
