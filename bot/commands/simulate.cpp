// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/commands.h"
namespace bot::commands { void AddSimulate(CommandLine& program) { (void)program; } }
