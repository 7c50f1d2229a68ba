// SPDX-License-Identifier: Apache-2.0
// What the commands that work line by line share.
#pragma once

#include <functional>
#include <string>

#include "core/result.h"

namespace bot::commands {

// Calls `each` for every line of standard input, its line end cut off, malformed UTF-8 repaired;
// prints what it returns as one line and flushes, so that the command can stand in a pipe.
void ForEachLine(const std::function<std::string(const std::string& line)>& each);

// The whole of a file; kNotFound names it.
[[nodiscard]] core::Result<std::string> ReadFile(const std::string& file);
// Prints "dwbot COMMAND: message" to standard error and returns kCannot.
int Complain(const char* command, const std::string& message);

}  // namespace bot::commands
