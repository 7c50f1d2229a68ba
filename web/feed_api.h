// SPDX-License-Identifier: Apache-2.0
// Handlers of the feed to another case management system, and of exports.
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse GetFeed(const Call& call);
[[nodiscard]] core::HttpResponse ReplayFeedEvent(const Call& call);
[[nodiscard]] core::HttpResponse TakeFeedStatus(const Call& call);
[[nodiscard]] core::HttpResponse ReferTicket(const Call& call);
[[nodiscard]] core::HttpResponse GetReferral(const Call& call);
[[nodiscard]] core::HttpResponse ExportTickets(const Call& call);

}  // namespace web
