// SPDX-License-Identifier: Apache-2.0
// A server on a loopback port that echoes, and a thread that answers late.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bot/http/server.h"

namespace bot::test_http {

using core::HttpRequest;
using core::HttpResponse;
using std::chrono::milliseconds;

inline constexpr size_t kSmallBody = 1000;

// What came in, as text: method, path, query, body length and the headers that were let through.
inline HttpResponse Echo(const HttpRequest& request) {
  std::string text = request.method + " " + request.path + "?" + request.query + " " + request.body;
  for (const auto& [name, value] : request.headers) text += "\n" + name + "=" + value;
  return core::TextResponse(200, std::move(text));
}

inline ListenerOptions EchoListener() {
  ListenerOptions o;
  o.name = "public";
  o.host = "127.0.0.1";
  o.max_body = [](std::string_view path) {
    return path == "/large" ? size_t{1} << 20 : kSmallBody;
  };
  o.handler = [](const HttpRequest& request, const Responder& respond) { respond(Echo(request)); };
  return o;
}

class Running {
 public:
  explicit Running(ListenerOptions options) {
    std::vector<ListenerOptions> all;
    all.push_back(std::move(options));
    auto listening = server.Listen(std::move(all));
    EXPECT_TRUE(listening) << listening.error().message;
    thread_ = std::thread([this] { server.RunBlocking(); });
  }
  ~Running() {
    server.Stop(milliseconds(0));
    Join();
  }
  void Join() {
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] uint16_t port() const { return server.port("public"); }
  HttpServer server;

 private:
  std::thread thread_;
};

// Answers on a thread of its own, as the writer does.
class LateAnswers {
 public:
  LateAnswers() : thread_([this] { Run(); }) {}
  ~LateAnswers() { Finish(); }
  void Finish() {
    {
      std::lock_guard lock(mutex_);
      done_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
  }
  void Add(Responder respond, HttpResponse response) {
    {
      std::lock_guard lock(mutex_);
      waiting_.emplace_back(std::move(respond), std::move(response));
    }
    wake_.notify_one();
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [&] { return done_ || !waiting_.empty(); });
      std::deque<std::pair<Responder, HttpResponse>> batch;
      batch.swap(waiting_);
      if (batch.empty()) return;
      lock.unlock();
      for (auto& [respond, response] : batch) respond(std::move(response));
      batch.clear();
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::pair<Responder, HttpResponse>> waiting_;
  bool done_ = false;
  std::thread thread_;
};

inline std::string Post(const std::string& path, const std::string& body,
                        const std::string& headers = "") {
  return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + headers + "\r\n" + body;
}

}  // namespace bot::test_http
