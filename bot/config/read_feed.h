// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/config/config.h"
#include "core/json.h"

namespace bot::config {

// The block `feed` into `out.feed`; absent: no feed. Needs `out.organisation`.
void ReadFeed(core::ObjectReader& root, Config& out);

}  // namespace bot::config
