// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "bot/commands/commands.h"
#include "bot/retention.h"

namespace bot::commands {

void AddRetention(CommandLine& program) {
  CommandLine command = program.Command("retention",
                                        "What is kept, what for, how long, and what deletes it, as "
                                        "a table (docs/data-protection.md)");
  command.Run([] {
    std::fputs(RetentionMarkdown().c_str(), stdout);
    return kDone;
  });
}

}  // namespace bot::commands
