// SPDX-License-Identifier: Apache-2.0
// One function and one file per command; the table in program.cpp names them all.
// tests/bot/commands_test.cpp fails for a command that it has no case for.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "bot/commands/command_line.h"

namespace bot::commands {

void AddServe(CommandLine& program);
void AddCheck(CommandLine& program);
void AddConvert(CommandLine& program);
void AddCosts(CommandLine& program);
void AddChat(CommandLine& program);
void AddEval(CommandLine& program);
void AddExplain(CommandLine& program);
void AddTemplate(CommandLine& program);
void AddTest(CommandLine& program);
void AddUnderstand(CommandLine& program);
void AddScrub(CommandLine& program);
void AddSegments(CommandLine& program);
void AddKeys(CommandLine& program);
void AddKeysRecovery(CommandLine& keys);
void AddUser(CommandLine& program);
void AddDead(CommandLine& program);
void AddAlert(CommandLine& program);
void AddBackup(CommandLine& program);
void AddSite(CommandLine& program);
void AddProfile(CommandLine& program);
void AddSurvey(CommandLine& program);
void AddLocales(CommandLine& program);
void AddRetention(CommandLine& program);
void AddSimulate(CommandLine& program);
void AddVersion(CommandLine& program);

// Runs the program. Returns the process's exit code; never throws.
[[nodiscard]] int RunProgram(int argc, const char* const* argv);
// Names of the commands, in the order of the help.
[[nodiscard]] std::vector<std::string> CommandNames();

}  // namespace bot::commands
