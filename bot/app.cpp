// SPDX-License-Identifier: Apache-2.0
#include "bot/app.h"

#include <cstdio>

#include "bot/service.h"
#include "core/crypto.h"
#include "core/log.h"

namespace bot {

int RunService(const std::string& config_file) {
  core::InitCrypto();
  static core::SystemClock clock;
  static core::SystemRandom random;
  auto all = Assemble(config_file, random, clock.Now());
  if (!all) {
    std::fprintf(stderr, "dwbot cannot start:\n%s\n", all.error().message.c_str());
    return 2;
  }
  if ((*all)->config.debug_log) core::SetLogLevel(core::LogLevel::kDebug);
  Service service(std::move(*all), clock, random);
  if (auto prepared = service.Prepare(); !prepared) {
    std::fprintf(stderr, "dwbot cannot start:\n%s\n", prepared.error().message.c_str());
    return 2;
  }
  service.RunBlocking();
  return 0;
}

}  // namespace bot
