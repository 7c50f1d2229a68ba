// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "bot/commands/commands.h"

namespace bot::commands {

void AddVersion(CommandLine& program) {
  program.Command("version", "Print the version").Run([] {
    std::puts("dwbot " DWBOT_VERSION);
    return kDone;
  });
}

}  // namespace bot::commands
