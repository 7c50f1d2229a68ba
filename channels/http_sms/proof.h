// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "channels/http_sms/plan.h"
#include "core/http.h"

namespace channels::http_sms {

// kDenied unless the request proves what `plan` asks for, on raw bytes and in constant time.
[[nodiscard]] core::Status CheckProof(const Plan& plan, const core::HttpRequest& request);

}  // namespace channels::http_sms
