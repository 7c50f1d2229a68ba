// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

// What an officer weighs beside a ticket (ecms/background.h).
[[nodiscard]] core::HttpResponse GetTicketBackground(const Call& call);

}  // namespace web
