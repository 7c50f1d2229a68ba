// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse GetChanges(const Call& call);

}  // namespace web
