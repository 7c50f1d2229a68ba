// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <exception>

#include "bot/commands/commands.h"
#include "core/crypto.h"

namespace bot::commands {
namespace {

struct Entry {
  const char* name;
  void (*add)(CommandLine&);
};

constexpr std::array kCommands = {
    Entry{"serve", AddServe},
    Entry{"template", AddTemplate},
    Entry{"check", AddCheck},
    Entry{"convert", AddConvert},
    Entry{"chat", AddChat},
    Entry{"eval", AddEval},
    Entry{"explain", AddExplain},
    Entry{"test", AddTest},
    Entry{"understand", AddUnderstand},
    Entry{"scrub", AddScrub},
    Entry{"segments", AddSegments},
    Entry{"costs", AddCosts},
    Entry{"keys", AddKeys},
    Entry{"user", AddUser},
    Entry{"dead", AddDead},
    Entry{"alert", AddAlert},
    Entry{"backup", AddBackup},
    Entry{"site", AddSite},
    Entry{"profile", AddProfile},
    Entry{"survey", AddSurvey},
    Entry{"locales", AddLocales},
    Entry{"retention", AddRetention},
    Entry{"simulate", AddSimulate},
    Entry{"version", AddVersion},
};

}  // namespace

std::vector<std::string> CommandNames() {
  std::vector<std::string> names;
  names.reserve(kCommands.size());
  for (const Entry& entry : kCommands) names.emplace_back(entry.name);
  return names;
}

int RunProgram(int argc, const char* const* argv) {
  try {
    core::InitCrypto();
    CommandLine program(
        "DecentWork Bot: workers answer short surveys by SMS, WhatsApp or Telegram; labour "
        "inspectors get tickets.\n"
        "`dwbot COMMAND --help` describes a command.");
    for (const Entry& entry : kCommands) entry.add(program);
    return program.Main(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "dwbot: %s\n", error.what());
    return kCannot;
  }
}

}  // namespace bot::commands
