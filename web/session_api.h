// SPDX-License-Identifier: Apache-2.0
// Handlers for signing in, the ways in, and who can open sealed words (ecms/sign_in.h).
#pragma once

#include "core/http.h"
#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse AskSalt(const Call& call);
[[nodiscard]] core::HttpResponse BeginSession(const Call& call);
[[nodiscard]] core::HttpResponse GetSession(const Call& call);
[[nodiscard]] core::HttpResponse EndSession(const Call& call);
[[nodiscard]] core::HttpResponse LookAtSetup(const Call& call);
[[nodiscard]] core::HttpResponse CompleteSetup(const Call& call);
[[nodiscard]] core::HttpResponse AddOfficeKey(const Call& call);
[[nodiscard]] core::HttpResponse LetIn(const Call& call);
[[nodiscard]] core::HttpResponse ReplaceAuthenticator(const Call& call);
[[nodiscard]] core::HttpResponse ReplaceRecoveryCodes(const Call& call);

}  // namespace web
