// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

namespace bot::commands {

struct CommandLine::Impl {
  CLI::App* app = nullptr;
  std::unique_ptr<CLI::App> root;                // of the outermost only
  std::shared_ptr<std::function<int()>> chosen;  // shared by all of one program
};

CommandLine::CommandLine(std::string program_description) : impl_(std::make_shared<Impl>()) {
  impl_->root = std::make_unique<CLI::App>(std::move(program_description), "dwbot");
  impl_->app = impl_->root.get();
  impl_->app->require_subcommand(1);
  impl_->chosen = std::make_shared<std::function<int()>>();
}

CommandLine CommandLine::Command(const std::string& name, const std::string& description) {
  auto below = std::make_shared<Impl>();
  below->app = impl_->app->add_subcommand(name, description);
  below->chosen = impl_->chosen;
  // Who adds commands wants one of them; Run() takes this back.
  below->app->require_subcommand(1);
  return CommandLine(std::move(below));
}

void CommandLine::Text(const std::string& name, std::string& into, const std::string& description,
                       bool required) {
  impl_->app->add_option(name, into, description)
      ->required(required)
      ->type_name(required ? "" : "TEXT");
}

void CommandLine::Texts(const std::string& name, std::vector<std::string>& into,
                        const std::string& description, bool required) {
  impl_->app->add_option(name, into, description)->required(required);
}

void CommandLine::OneOf(const std::string& name, std::string& into,
                        const std::vector<std::string>& allowed, const std::string& description,
                        bool required) {
  impl_->app->add_option(name, into, description)
      ->required(required)
      ->check(CLI::IsMember(allowed));
}

void CommandLine::Number(const std::string& name, double& into, double min, double max,
                         const std::string& description) {
  impl_->app->add_option(name, into, description)->check(CLI::Range(min, max));
}

void CommandLine::Flag(const std::string& name, bool& into, const std::string& description) {
  impl_->app->add_flag(name, into, description);
}

void CommandLine::Run(std::function<int()> run) {
  impl_->app->require_subcommand(0);
  impl_->app->callback([chosen = impl_->chosen, run = std::move(run)] { *chosen = run; });
}

int CommandLine::Main(int argc, const char* const* argv) {
  try {
    impl_->app->parse(argc, argv);
  } catch (const CLI::RequiredError& error) {
    // CLI11 asks for a command before it complains of a word that is none.
    const std::vector<std::string> unknown = impl_->app->remaining(true);
    if (!unknown.empty()) std::cerr << "there is no command '" << unknown.front() << "'\n";
    return impl_->app->exit(error, std::cout, std::cerr) == 0 ? kDone : kCannot;
  } catch (const CLI::ParseError& error) {
    return impl_->app->exit(error, std::cout, std::cerr) == 0 ? kDone : kCannot;
  }
  return *impl_->chosen ? (*impl_->chosen)() : kCannot;
}

}  // namespace bot::commands
