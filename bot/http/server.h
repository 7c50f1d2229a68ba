// SPDX-License-Identifier: Apache-2.0
// The HTTP server: Boost.Beast, asynchronous, on the io thread. Only bot/http/*.cpp include Asio or
// Beast.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/http.h"
#include "core/result.h"

namespace bot {

// Answers one request; may be called once, from any thread, or dropped (then the client gets 503).
// Cheap to copy.
class Responder {
 public:
  struct Impl;
  explicit Responder(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
  void operator()(core::HttpResponse response) const;

 private:
  std::shared_ptr<Impl> impl_;
};
// Called on the io thread: must not block and must not do more than 64 KiB worth of formatting.
using Handler = std::function<void(core::HttpRequest request, Responder respond)>;

struct ListenerOptions {
  std::string name;  // for the log: "public", "office", "internal"
  std::string host;
  uint16_t port = 0;
  size_t max_connections = 2048;
  std::function<size_t(std::string_view path)> max_body;  // bytes, by path; over it: 413 and close
  std::chrono::milliseconds request_deadline{30'000};  // to read a request, and to write its answer
  std::chrono::milliseconds keep_alive_idle{75'000};
  Handler handler;
};

class HttpServer {
 public:
  HttpServer();
  ~HttpServer();
  // Binds every socket before anything is accepted. kUnavailable names the listener and the address
  // in use.
  [[nodiscard]] core::Status Listen(std::vector<ListenerOptions> listeners);
  [[nodiscard]] uint16_t port(std::string_view listener) const;  // the bound one
  // Serves on the calling thread until Stop() has finished.
  void RunBlocking();
  // Runs `task` on the io thread soon / every `period` until Stop(). Thread-safe.
  void Post(std::function<void()> task);
  void Every(std::chrono::milliseconds period, std::function<void()> task);
  // Calls `on_signal` on the io thread on SIGTERM or SIGINT.
  void OnSignal(std::function<void()> on_signal);
  // Graceful: stops accepting, lets requests in flight be answered for at most `grace`, then
  // closes. Thread-safe.
  void Stop(std::chrono::milliseconds grace);
  [[nodiscard]] size_t open_connections() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bot
