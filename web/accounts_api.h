// SPDX-License-Identifier: Apache-2.0
// Accounts of the people who work here.
#pragma once

#include "web/routes.h"

namespace web {

[[nodiscard]] core::HttpResponse ListAccounts(const Call& call);
[[nodiscard]] core::HttpResponse AddAccount(const Call& call);
[[nodiscard]] core::HttpResponse ChangeAccount(const Call& call);
[[nodiscard]] core::HttpResponse ResetAccount(const Call& call);

}  // namespace web
