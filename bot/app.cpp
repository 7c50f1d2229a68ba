// SPDX-License-Identifier: Apache-2.0
#include "bot/app.h"

#include <cstdio>

#include "bot/config/config.h"
#include "bot/service.h"
#include "core/crypto.h"
#include "core/log.h"

namespace bot {
namespace {

// Runs as the system's does, from another moment on.
class EarlierClock final : public core::Clock {
 public:
  explicit EarlierClock(std::optional<core::Timestamp> began) : behind_(began ? system_.Now() - *began : core::Millis{0}) {}
  [[nodiscard]] core::Timestamp Now() const override { return system_.Now() - behind_; }
  [[nodiscard]] bool is_ahead() const { return behind_.count() < 0; }

 private:
  core::SystemClock system_;
  core::Millis behind_;
};

// Before anything is written. What else is wrong with the configuration Assemble() says.
bool MayBeEarlier(const std::string& config_file, const EarlierClock& clock) {
  const auto config = LoadConfig(config_file, nullptr);
  return !clock.is_ahead() && (!config || config->demo);
}

}  // namespace

int RunService(const std::string& config_file, std::optional<core::Timestamp> began) {
  core::InitCrypto();
  EarlierClock clock(began);
  static core::SystemRandom random;
  if (began && !MayBeEarlier(config_file, clock)) {
    std::fprintf(stderr, "dwbot cannot start:\n--clock is for a demo's history: the configuration has to say \"demo\": true, and the moment has to lie in the past\n");
    return 2;
  }
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
