// SPDX-License-Identifier: Apache-2.0
// Handlers for sealed words and the audit (ecms/sealed_words.h).
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse OpenWords(const Call& call);
[[nodiscard]] core::HttpResponse BeginWordSearch(const Call& call);
[[nodiscard]] core::HttpResponse WordSearchPage(const Call& call);
[[nodiscard]] core::HttpResponse ListAudit(const Call& call);

}  // namespace web
