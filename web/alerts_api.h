// SPDX-License-Identifier: Apache-2.0
// Handlers of an officer's own addresses for alerts.
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse GetAlerts(const Call& call);
[[nodiscard]] core::HttpResponse AddAlertAddress(const Call& call);
[[nodiscard]] core::HttpResponse ChangeAlertAddress(const Call& call);
[[nodiscard]] core::HttpResponse RemoveAlertAddress(const Call& call);
[[nodiscard]] core::HttpResponse SendAlertCode(const Call& call);
[[nodiscard]] core::HttpResponse ConfirmAlertAddress(const Call& call);

}  // namespace web
