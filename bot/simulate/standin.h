// SPDX-License-Identifier: Apache-2.0
// What the service calls in place of the providers: the methods of Telegram's Bot API and Kannel's
// sendsms that it uses.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "bot/simulate/settings.h"
#include "bot/simulate/worker.h"
#include "core/result.h"

namespace bot::simulate {

class Standin {
 public:
  // `arrived` is called on a thread of the server for each message that the service sends: channel,
  // address, what is shown.
  using Arrived = std::function<void(const Line& line, const std::string& address, Shown shown)>;
  // `settings` outlives the stand-in.
  Standin(const Settings& settings, Arrived arrived);
  ~Standin();

  [[nodiscard]] core::Status Listen();
  // Until Stop(), which any thread may call.
  void RunBlocking();
  void Stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bot::simulate
