// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bot/config/config.h"
#include "core/json.h"
#include "core/result.h"
#include "core/secret.h"

namespace bot::config {

// The block `channels` into `out.channels`. Needs `out.public_url` and `out.demo`. `signing_key`
// may be nullptr: a check only.
void ReadChannels(core::ObjectReader& root, const core::SecretString* signing_key,
                  core::Problems& problems, Config& out);

}  // namespace bot::config
