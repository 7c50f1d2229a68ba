// SPDX-License-Identifier: Apache-2.0
// Calls to providers: cpp-httplib, blocking, one client per send thread and host, kept alive,
// TCP_NODELAY on.
#pragma once

#include <chrono>
#include <memory>

#include "core/http.h"

namespace bot {

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // Blocks at most `timeout` in all. No redirects. Never throws. Thread rule: one thread per
  // client.
  [[nodiscard]] virtual core::HttpReply SendBlocking(const core::HttpCall& call,
                                                     std::chrono::milliseconds timeout) = 0;
  // Ends a SendBlocking() under way, and makes later ones answer at once with status 0. Any thread.
  virtual void Abort() = 0;
};
[[nodiscard]] std::unique_ptr<HttpClient> MakeHttpClient();

}  // namespace bot
