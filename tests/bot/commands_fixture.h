// SPDX-License-Identifier: Apache-2.0
// Runs a command as the shell would, in a folder of its own.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

namespace bot::commands {

struct Ran {
  int code = 0;
  std::string out, error;
};

[[nodiscard]] Ran RunDwbot(std::vector<std::string> arguments, const std::string& input = "");

class Commands : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string Write(const std::string& name, const std::string& text);  // its path
  static mode_t Mode(const std::filesystem::path& file);

  std::filesystem::path folder_;
  std::string config_;  // of a service that starts
};

}  // namespace bot::commands
