// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/time.h"

namespace bot {

// Runs the service until SIGTERM or SIGINT. Returns the process's exit code: 0 after a graceful
// stop, 2 when it could not start (the reasons are on standard error, all at once). Blocks.
// `began`: where the clock stands at the start, for a demo's history; refused (2) unless the
// configuration is a demo's and that moment has passed.
[[nodiscard]] int RunService(const std::string& config_file,
                             std::optional<core::Timestamp> began = std::nullopt);

}  // namespace bot
