// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/lines.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "bot/commands/command_line.h"
#include "core/utf8.h"

namespace bot::commands {

void ForEachLine(const std::function<std::string(const std::string&)>& each) {
  for (std::string line; std::getline(std::cin, line);) {
    if (line.ends_with('\r')) line.pop_back();
    std::cout << each(core::RepairUtf8(line)) << '\n' << std::flush;
  }
}

core::Result<std::string> ReadFile(const std::string& file) {
  std::error_code ec;
  std::ifstream in(file, std::ios::binary);
  if (!in || !std::filesystem::is_regular_file(file, ec)) {
    return core::Err(core::ErrorCode::kNotFound, file + ": cannot be read");
  }
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

int Complain(const char* command, const std::string& message) {
  std::fprintf(stderr, "dwbot %s: %s\n", command, message.c_str());
  return kCannot;
}

}  // namespace bot::commands
