// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "channels/twilio/settings.h"
#include "core/http.h"

namespace channels::twilio {

// What a verified request said: the parameters of its form body, of its query (GET), or the members
// of its JSON body. kDenied: no signature, a wrong one, or a body that is not the one that was
// signed. kInvalid: signed, but not readable.
//
// X-Twilio-Signature is base64(HMAC-SHA1(auth token, URL + every form parameter's name and value in
// byte order of the names)); a JSON body is covered by its SHA-256 in the URL
// (https://www.twilio.com/docs/usage/security; the cases that it leaves open are as in twilio-node,
// src/webhooks/webhooks.ts).
[[nodiscard]] core::Result<core::Parameters> VerifiedParameters(const Settings& settings,
                                                                const core::HttpRequest& request);

}  // namespace channels::twilio
