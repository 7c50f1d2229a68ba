// SPDX-License-Identifier: Apache-2.0
// Who is signed in: in memory only, by the hash of what the cookie holds. A restart signs everybody
// out.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/crypto.h"
#include "core/random.h"
#include "core/secret.h"
#include "core/time.h"
#include "ecms/sign_in.h"

namespace ecms {

// Thread-safe.
class Sessions {
 public:
  static constexpr std::chrono::minutes kIdle{30};
  static constexpr std::chrono::hours kLongest{12};

  struct Opened {
    core::SecretString token;
    std::string csrf;
  };
  [[nodiscard]] Opened Open(const core::AccountId& account, core::Timestamp now,
                            core::RandomSource& random);
  struct Found {
    core::AccountId account;
    std::string csrf;
  };
  // nullopt: unknown, idle for too long, or too old. Only a person who acts keeps a session from
  // being idle.
  [[nodiscard]] std::optional<Found> Find(std::string_view token, Presence presence,
                                          core::Timestamp now);
  void Close(std::string_view token);
  // But the one that `kept` is the token of.
  void CloseAllOf(const core::AccountId& account, std::string_view kept = "");

 private:
  struct Row {
    core::AccountId account;
    std::string csrf;
    core::Timestamp since, last;
  };
  std::mutex mutex_;
  std::map<core::Digest, Row> rows_;
};

// Failed attempts by name: from the fifth on each costs a longer wait, up to a minute. Never a
// lock: whoever knows the password waits a minute at most. Thread-safe.
class Attempts {
 public:
  // How long this name has to wait before its next attempt counts; zero = now.
  [[nodiscard]] core::Millis WaitFor(std::string_view name, core::Timestamp now);
  void Failed(std::string_view name, core::Timestamp now);
  void Succeeded(std::string_view name);

 private:
  struct Row {
    int failures = 0;
    core::Timestamp next, last;
  };
  static constexpr size_t kMaxNames =
      10'000;  // then a name with the fewest failures, the oldest of them, is forgotten
  std::mutex mutex_;
  std::map<std::string, Row, std::less<>> rows_;
};

}  // namespace ecms
