// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/commands.h"

int main(int argc, char** argv) { return bot::commands::RunProgram(argc, argv); }
