// SPDX-License-Identifier: Apache-2.0
#include <sys/prctl.h>
#include <sys/resource.h>

#include "bot/app.h"
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"

namespace bot::commands {
namespace {

// A core file would hold addresses and keys in clear; nor may another process of this user read our
// memory.
void ForbidDumps() {
  rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__)  // its leak check reads the process's own memory through ptrace
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

}  // namespace

void AddServe(CommandLine& program) {
  auto config = std::make_shared<std::string>();
  auto clock = std::make_shared<std::string>();
  CommandLine command = program.Command("serve", "Run the service until SIGTERM or SIGINT");
  command.Text("--config", *config, "The configuration file (docs/configuration.md)", true);
  command.Text("--clock", *clock,
               "For a demo's history: the moment at which the clock stands at the start, like "
               "2026-11-20T21:00:00Z");
  command.Run([config, clock] {
    ForbidDumps();
    const auto began = core::TimestampFromRfc3339(*clock);
    if (!clock->empty() && !began)
      return Complain("serve", "--clock: a moment like 2026-11-20T21:00:00Z");
    return RunService(*config, began);
  });
}

}  // namespace bot::commands
