// SPDX-License-Identifier: Apache-2.0
// Handlers for the register of workplaces (ecms/sites.h) and what stands on their posters.
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse ListSites(const Call& call);
[[nodiscard]] core::HttpResponse ListSiteNames(const Call& call);
[[nodiscard]] core::HttpResponse ForgetSpelling(const Call& call);
[[nodiscard]] core::HttpResponse PlaceTicket(const Call& call);
[[nodiscard]] core::HttpResponse UnplaceTicket(const Call& call);
[[nodiscard]] core::HttpResponse GetSite(const Call& call);
[[nodiscard]] core::HttpResponse GetPoster(const Call& call);

}  // namespace web
