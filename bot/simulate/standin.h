// SPDX-License-Identifier: Apache-2.0
// The server that the service calls in place of the providers: it hands each request to the
// provider whose path it is.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bot/simulate/provider.h"
#include "core/result.h"

namespace bot::simulate {

class Standin {
 public:
  // `providers` and `stage` outlive the stand-in; both are used on the server's threads.
  Standin(std::vector<Provider*> providers, Stage& stage);
  ~Standin();

  // kUnavailable: the port is taken.
  [[nodiscard]] core::Status Listen(const std::string& host, int port);
  // Until Stop(), which any thread may call.
  void RunBlocking();
  void Stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bot::simulate
