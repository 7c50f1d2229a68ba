// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bot {

// Runs the service until SIGTERM or SIGINT. Returns the process's exit code: 0 after a graceful stop, 2 when it could not
// start (the reasons are on standard error, all at once). Blocks.
[[nodiscard]] int RunService(const std::string& config_file);

}  // namespace bot
