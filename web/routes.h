// SPDX-License-Identifier: Apache-2.0
// The one table of what the module serves and who may call it. The OpenAPI test and the access test
// walk it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/http.h"
#include "core/json.h"
#include "ecms/access.h"
#include "ecms/sign_in.h"

namespace web {

struct Services;  // web/services.h

enum class Who : uint8_t {
  kAnyone,        // pages, the description of the API, signing in: no data of ours
  kAccount,       // a valid session or API token of a person
  kTicketReader,  // ... of a role that ecms::MayReadTickets()
  kManager,       // ... of a role that ecms::MayManage()
  kAuditReader,   // ... of a role that ecms::MayReadAudit()
  kFeed,          // ... of the other system that the feed goes to; it may do nothing else
  kSurveyAuthor,  // ... of a role that ecms::MayPublishSurveys()
  kSurveyGiver,   // ... of a role that ecms::MayGiveSurveys()
};
[[nodiscard]] bool MayEnter(Who who, std::string_view role);

enum class Body : uint8_t {
  kNone,    // GET, or nothing to say
  kJson,    // one JSON object of at most kMaxJsonBody bytes; the handler reads it with ObjectReader
            // and calls Finish()
  kSurvey,  // the same with a survey in it: at most kMaxSurveyJson bytes
  kRaw,     // a file; the handler limits it
};
inline constexpr size_t kMaxJsonBody = 256 * 1024;
inline constexpr size_t kMaxSurveyJson = size_t{5} << 20;  // kMaxFileRequest

// One request that passed the table's checks.
struct Call {
  const Services& services;
  const core::HttpRequest& request;
  std::vector<std::string> captured;         // by the pattern's "{..}" segments, in order
  core::Parameters query;                    // only names that the route takes, each once
  ecms::Caller caller;                       // unless kAnyone
  std::string session;                       // what the cookie holds; "" with an API token
  std::string csrf;                          // of that session
  const core::JsonDocument* body = nullptr;  // with Body::kJson
  std::string language;                      // of Accept-Language, "en" if none
};
using RouteHandler = core::HttpResponse (*)(const Call& call);

struct Route {
  std::string_view method;   // "GET" serves HEAD too
  std::string_view pattern;  // "/api/v1/tickets/{id}"
  Who who;
  std::string_view query;  // names of query parameters, separated by spaces; "*" = ignored, any
  RouteHandler handler;
  Body body = Body::kNone;
  ecms::Presence presence = ecms::Presence::kActs;
};

// The name of the session's cookie: bound to https, except in the demo.
[[nodiscard]] std::string_view CookieName(const Services& services);

[[nodiscard]] std::span<const Route> Routes();

// Does `path` fit `pattern`? A "{name}" stands for one segment, which is appended to `captured`.
[[nodiscard]] bool Fits(std::string_view pattern, std::string_view path,
                        std::vector<std::string>* captured);

[[nodiscard]] core::HttpResponse Dispatch(const Services& services,
                                          const core::HttpRequest& request);

}  // namespace web
