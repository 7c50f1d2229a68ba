// SPDX-License-Identifier: Apache-2.0
// The one table of what the module serves and who may call it. The OpenAPI test and the access test
// walk it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/http.h"
#include "ecms/accounts.h"

namespace web {

struct Services;  // web/services.h

enum class Who : uint8_t {
  kAnyone,        // pages and the description of the API: no data of ours
  kAccount,       // a valid API token
  kTicketReader,  // a valid API token of a role that ecms::MayReadTickets()
};

// One request that passed the table's checks.
struct Call {
  const Services& services;
  const core::HttpRequest& request;
  std::vector<std::string> captured;  // by the pattern's "{..}" segments, in order
  core::Parameters query;             // only names that the route takes, each once
  ecms::Caller caller;                // with kAccount and kTicketReader
  std::string language;               // of Accept-Language, "en" if none
};
using RouteHandler = core::HttpResponse (*)(const Call& call);

struct Route {
  std::string_view method;   // "GET" serves HEAD too
  std::string_view pattern;  // "/api/v1/tickets/{id}"
  Who who;
  std::string_view query;  // names of query parameters, separated by spaces; "*" = ignored, any
  RouteHandler handler;
};

[[nodiscard]] std::span<const Route> Routes();

// Does `path` fit `pattern`? A "{name}" stands for one segment, which is appended to `captured`.
[[nodiscard]] bool Fits(std::string_view pattern, std::string_view path,
                        std::vector<std::string>* captured);

[[nodiscard]] core::HttpResponse Dispatch(const Services& services,
                                          const core::HttpRequest& request);

}  // namespace web
