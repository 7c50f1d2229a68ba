// SPDX-License-Identifier: Apache-2.0
// Handlers for the conversation between officers and a worker (ecms/thread.h).
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse GetThread(const Call& call);
[[nodiscard]] core::HttpResponse AskWorker(const Call& call);
[[nodiscard]] core::HttpResponse SeeThread(const Call& call);
[[nodiscard]] core::HttpResponse CloseTicket(const Call& call);

}  // namespace web
