// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "bot/config/config.h"
#include "core/json.h"

namespace bot::config {

// The block `alerts`: who may be told when nobody looks. After the channels, which it names.
// `folder`: of relative paths.
void ReadAlerts(core::ObjectReader& root, const std::string& folder, Config& out);

}  // namespace bot::config
