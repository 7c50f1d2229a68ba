// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/simulate/simulation.h"

namespace bot::commands {
namespace {

struct Options {
  std::string config, target, listen;
  std::string channels, canaries;
  double workers = 20, rate = 2, seed = -1;
  bool until_done = false;
};

int Run(const Options& o) {
  std::vector<std::string> channels;
  std::istringstream list(o.channels);
  for (std::string name; std::getline(list, name, ',');) channels.push_back(name);
  auto settings = simulate::ReadSettings(o.config, channels, o.target, o.listen);
  if (!settings) return Complain("simulate", settings.error().message);
  simulate::Plan plan;
  plan.workers = static_cast<int>(o.workers);
  plan.per_second = o.rate;
  core::SystemRandom random;
  plan.seed = o.seed < 0 ? random.Below(1'000'000'000) : static_cast<uint64_t>(o.seed);
  plan.until_done = o.until_done;
  plan.canaries = o.canaries;
  simulate::Simulation simulation(std::move(*settings), plan);
  if (!plan.canaries.empty()) {
    if (auto listed = simulation.ListCanaries(); !listed)
      return Complain("simulate", listed.error().message);
  }
  auto done = simulation.RunBlocking();
  if (!done) return Complain("simulate", done.error().message);
  return *done;
}

}  // namespace

void AddSimulate(CommandLine& program) {
  auto o = std::make_shared<Options>();
  CommandLine command =
      program.Command("simulate",
                      "Play workers against a running service, by its real webhooks, with a "
                      "stand-in for the providers' APIs on this machine");
  command.Text("--config", o->config,
               "The service's configuration: its channels, secrets and surveys", true);
  command.Number("--workers", o->workers, 0, 100'000, "How many workers");
  command.Text(
      "--channels", o->channels,
      "Names or types of channels, with commas between them; else all that can be simulated");
  command.Text("--target", o->target,
               "Where the service listens; else listen.public of the configuration, on 127.0.0.1");
  command.Text("--listen", o->listen,
               "address:port of the stand-in; else where the configuration's channels call");
  command.Number("--rate", o->rate, 0.01, 10'000, "Workers who begin each second");
  command.Number("--seed", o->seed, 0, 1e15, "For the same workers again");
  command.Text("--canaries", o->canaries,
               "Every worker writes words of its own; they and the addresses go to this file, for "
               "a test that looks for them");
  command.Flag("--until-done", o->until_done,
               "End when the last worker has finished, instead of on SIGTERM");
  command.Run([o] { return Run(*o); });
}

}  // namespace bot::commands
