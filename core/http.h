// SPDX-License-Identifier: Apache-2.0
// HTTP as values. Channels and web/ speak in these; only bot/ knows sockets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace core {

using Headers = std::vector<std::pair<std::string, std::string>>;
using Parameters = std::vector<std::pair<std::string, std::string>>;

// First value of a header, name compared without case; "" if absent.
[[nodiscard]] std::string_view HeaderValue(const Headers& headers, std::string_view name);

struct HttpRequest {
  std::string method;  // upper case
  std::string target;  // as on the wire: path and query, still encoded
  std::string path;    // decoded once; contains no NUL, no "..", no empty segment
  std::string query;   // raw, without '?'
  Headers headers;
  std::string body;  // raw bytes
  std::string
      network;  // the peer's /24 or /48, for in-memory rate limits only; never stored, never logged
};

struct HttpResponse {
  int status = 200;
  Headers headers;
  std::string body;
};

// A request to a provider. `secret_url` may carry a token in its path: such a URL is never logged.
struct HttpCall {
  std::string method = "POST";
  std::string url;  // absolute, http or https
  Headers headers;
  std::string body;
};

// What came back, or nothing: status 0 = no answer (refused, timeout); then whether the request may
// have arrived.
struct HttpReply {
  int status = 0;
  bool maybe_sent = false;  // with status 0: the bytes may have reached the provider
  Headers headers;
  std::string body;
};

// Parses a query string or form body: '+' is a space, %XX a byte. kInvalid on a bad escape or over
// limits::kMaxQueryParameters parameters. Values are bytes: not necessarily UTF-8.
[[nodiscard]] Result<Parameters> ParseForm(std::string_view text);
[[nodiscard]] const std::string* FindParameter(const Parameters& parameters, std::string_view name);
// Every byte but the unreserved ones (RFC 3986) becomes %XX.
[[nodiscard]] std::string PercentEncode(std::string_view bytes);
[[nodiscard]] std::string FormEncode(const Parameters& parameters);

[[nodiscard]] HttpResponse TextResponse(int status, std::string body);
[[nodiscard]] HttpResponse JsonResponse(int status, std::string body);
// RFC 9457 problem+json; `detail` follows the rule of Error::message.
[[nodiscard]] HttpResponse ProblemResponse(int status, std::string_view title,
                                           std::string_view detail);

}  // namespace core
