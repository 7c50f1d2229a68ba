// SPDX-License-Identifier: Apache-2.0
#include "bot/commands_fixture.h"

#include <fstream>
#include <iostream>
#include <sstream>

#include "bot/commands/commands.h"

namespace bot::commands {

namespace fs = std::filesystem;

Ran RunDwbot(std::vector<std::string> arguments, const std::string& input) {
  std::vector<const char*> argv{"dwbot"};
  for (const std::string& a : arguments) argv.push_back(a.c_str());
  std::istringstream in(input);
  auto* real = std::cin.rdbuf(in.rdbuf());
  std::cin.clear();
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Ran ran;
  ran.code = RunProgram(static_cast<int>(argv.size()), argv.data());
  std::cout.flush();
  std::fflush(stdout);
  ran.out = testing::internal::GetCapturedStdout();
  ran.error = testing::internal::GetCapturedStderr();
  std::cin.rdbuf(real);
  std::cin.clear();
  return ran;
}

void Commands::SetUp() {
  std::string pattern = (fs::temp_directory_path() / "dwbot-commands-XXXXXX").string();
  ASSERT_NE(mkdtemp(pattern.data()), nullptr);
  folder_ = pattern;
  config_ = Write(
      "config.json",
      R"({"listen": {"public": "127.0.0.1:0"}, "data_dir": "data", "country": "WS", "surveys": ["core-9"],
    "help": [{"for": "any", "number": "911"}], "channels": {"web": {"type": "webchat", "survey": "core-9"}}})");
}

std::string Commands::Write(const std::string& name, const std::string& text) {
  std::ofstream(folder_ / name) << text;
  return (folder_ / name).string();
}

mode_t Commands::Mode(const fs::path& file) {
  struct stat info{};
  return ::stat(file.c_str(), &info) == 0 ? info.st_mode & 0777 : 0;
}

}  // namespace bot::commands
