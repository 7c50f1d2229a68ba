// SPDX-License-Identifier: Apache-2.0
// The program's options, without CLI11's header (4 s to compile) in every command. Values are
// written before Run's function is called; what they refer to must live until then: a command keeps
// them in a shared_ptr that its function holds.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bot::commands {

// What a command returns to the shell.
inline constexpr int kDone = 0;
inline constexpr int kFound = 1;   // it worked, and what it looked at is not in order
inline constexpr int kCannot = 2;  // wrong use, unreadable file, failed start

class CommandLine {
 public:
  struct Impl;
  explicit CommandLine(std::string program_description);
  explicit CommandLine(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

  // A command below this one; its functions describe it further.
  CommandLine Command(const std::string& name, const std::string& description);
  // `name` is "--lang", "-l,--lang", or "SURVEY" for a positional argument.
  void Text(const std::string& name, std::string& into, const std::string& description,
            bool required = false);
  void Texts(const std::string& name, std::vector<std::string>& into,
             const std::string& description, bool required = false);
  void OneOf(const std::string& name, std::string& into, const std::vector<std::string>& allowed,
             const std::string& description, bool required = false);
  void Number(const std::string& name, double& into, double min, double max,
              const std::string& description);
  void Flag(const std::string& name, bool& into, const std::string& description);
  void Run(std::function<int()> run);
  // Parses and runs what was named. Help is 0, wrong use kCannot with a line that says what is
  // wrong.
  [[nodiscard]] int Main(int argc, const char* const* argv);

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace bot::commands
