// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "channels/http_sms/plan.h"
#include "core/http.h"

namespace channels::http_sms {

// Messages and delivery reports; a request that is neither is empty. kInvalid: not readable, or a
// message without id or sender; the error names the field that the configuration looks for.
[[nodiscard]] core::Result<Inbound> ParseRequest(const Plan& plan,
                                                 const core::HttpRequest& request);

// A time as gateways write it. `pattern` "auto": RFC 3339 with any offset ("Z", "+03:00", "+0000"),
// "2026-11-21 23:04:05" (UTC), seconds or milliseconds since 1970; else a strptime pattern (UTC
// where it has no %z). nullopt: none of these.
[[nodiscard]] std::optional<core::Timestamp> ParseTime(std::string_view text,
                                                       const std::string& pattern);

}  // namespace channels::http_sms
