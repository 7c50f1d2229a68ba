// SPDX-License-Identifier: Apache-2.0
#include "bot/app.h"

#include <cstdio>

#include "bot/config/config.h"
#include "bot/service.h"
#include "core/crypto.h"
#include "core/log.h"

namespace bot {
namespace {

// Runs as the system's does, from an earlier moment on.
class EarlierClock final : public core::Clock {
 public:
  explicit EarlierClock(core::Millis behind) : behind_(behind) {}
  [[nodiscard]] core::Timestamp Now() const override { return system_.Now() - behind_; }

 private:
  core::SystemClock system_;
  core::Millis behind_;
};

// How far the clock stands back. Asked before anything is written.
core::Result<core::Millis> Behind(const std::string& config_file,
                                  std::optional<core::Timestamp> began) {
  if (!began) return core::Millis{0};
  ASSIGN_OR_RETURN(const Config config, LoadConfig(config_file, nullptr));
  if (!config.demo)
    return core::Err(core::ErrorCode::kInvalid, "--clock is for the history of a demo: " +
                                                    config_file + " does not say \"demo\": true");
  const core::Millis behind = core::SystemClock().Now() - *began;
  if (behind.count() < 0)
    return core::Err(core::ErrorCode::kInvalid, "--clock has to lie in the past");
  return behind;
}

int CannotStart(const core::Error& error) {
  std::fprintf(stderr, "dwbot cannot start:\n%s\n", error.message.c_str());
  return 2;
}

}  // namespace

int RunService(const std::string& config_file, std::optional<core::Timestamp> began) {
  core::InitCrypto();
  static core::SystemRandom random;
  const auto behind = Behind(config_file, began);
  if (!behind) return CannotStart(behind.error());
  EarlierClock clock(*behind);
  auto all = Assemble(config_file, random, clock.Now());
  if (!all) return CannotStart(all.error());
  if ((*all)->config.debug_log) core::SetLogLevel(core::LogLevel::kDebug);
  Service service(std::move(*all), clock, random);
  if (auto prepared = service.Prepare(); !prepared) return CannotStart(prepared.error());
  service.RunBlocking();
  return 0;
}

}  // namespace bot
