// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/http.h"

namespace bot::http {

struct WriteOptions {
  bool head_only = false;  // the request was HEAD: length as for GET, no body
  bool keep_alive = true;
  std::string_view date;  // an RFC 9110 date; "" = none
};

// Appends the bytes of a response to `out`. Framing headers are ours: those that the response
// brings are left out, as is any header whose name or value could break out of its line.
void AppendResponse(std::string& out, const core::HttpResponse& response,
                    const WriteOptions& options);

// An answer of the server itself (limits, malformed requests): problem+json with the headers that
// every answer carries.
[[nodiscard]] core::HttpResponse ServerProblem(int status, std::string_view detail);

// "Sun, 06 Nov 1994 08:49:37 GMT" for seconds since 1970.
[[nodiscard]] std::string HttpDate(int64_t unix_seconds);

}  // namespace bot::http
