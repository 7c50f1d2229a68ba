// SPDX-License-Identifier: Apache-2.0
// Handlers for cases (ecms/cases.h) and the country profile.
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse GetProfile(const Call& call);
[[nodiscard]] core::HttpResponse GetTicketCase(const Call& call);
[[nodiscard]] core::HttpResponse ListCases(const Call& call);
[[nodiscard]] core::HttpResponse GetCase(const Call& call);
[[nodiscard]] core::HttpResponse GetNotice(const Call& call);
[[nodiscard]] core::HttpResponse GetRemedy(const Call& call);
[[nodiscard]] core::HttpResponse ExportRemedy(const Call& call);
[[nodiscard]] core::HttpResponse OpenCase(const Call& call);
[[nodiscard]] core::HttpResponse ChangeCase(const Call& call);
[[nodiscard]] core::HttpResponse AddEntry(const Call& call);
[[nodiscard]] core::HttpResponse EditEntry(const Call& call);
[[nodiscard]] core::HttpResponse MoveCase(const Call& call);
[[nodiscard]] core::HttpResponse PromoteCase(const Call& call);
[[nodiscard]] core::HttpResponse LinkTicket(const Call& call);
[[nodiscard]] core::HttpResponse UnlinkTicket(const Call& call);

}  // namespace web
