// SPDX-License-Identifier: Apache-2.0
// Handlers of /api. What they take and answer is written in web/openapi.json, which a test holds to
// be true.
#pragma once

#include <optional>

#include "core/http.h"
#include "web/routes.h"

namespace ecms {
struct TicketQuery;
}

namespace web {

[[nodiscard]] core::HttpResponse DescribeApi(const Call& call);
[[nodiscard]] core::HttpResponse GetMe(const Call& call);
[[nodiscard]] core::HttpResponse ListTickets(const Call& call);
[[nodiscard]] core::HttpResponse GetTicket(const Call& call);

// The filter of a list of tickets out of the address; nullopt: `query` is filled.
[[nodiscard]] std::optional<core::HttpResponse> ReadTicketQuery(const core::Parameters& parameters,
                                                                ecms::TicketQuery& query);

// 200 with an entity tag over the exact bytes, `version` in front of it; a poller that shows the
// tag gets 304 and no body.
[[nodiscard]] core::HttpResponse Tagged(const Call& call, std::string body,
                                        std::string_view version = "");

// problem+json for an error of the layers below; what went wrong inside is not told.
[[nodiscard]] core::HttpResponse ErrorResponse(const core::Error& error);

}  // namespace web
