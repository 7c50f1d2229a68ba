// SPDX-License-Identifier: Apache-2.0
// One connection. Everything here runs on the io thread. Internal to bot/http: includes Asio.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bot/http/completions.h"
#include "bot/http/request_reader.h"
#include "bot/http/server.h"

namespace bot::http {

using SteadyTime = std::chrono::steady_clock::time_point;

// What sessions share with the server that made them. Lives as long as any of them.
struct Shared {
  std::shared_ptr<Completions> completions;
  std::thread::id io_thread;
  std::string date;  // renewed once a second
  bool stopping = false;
  std::function<void(Session&)> on_closed;
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(boost::asio::ip::tcp::socket socket, const ListenerOptions& options, Shared& shared,
          std::string network);

  void Start();
  // Over the cap of connections: says 503 and closes.
  void Refuse();
  // The answer to request number `request`; ignored if that one is over.
  void Answer(uint64_t request, core::HttpResponse response);
  // Closes what waited too long, answers 408 where a request was begun.
  void CheckDeadline(SteadyTime now);
  // Closes if nothing is under way; else the next answer is the last.
  void Drain();
  void Close();
  [[nodiscard]] const ListenerOptions& options() const { return options_; }
  [[nodiscard]] bool counted() const { return counted_; }

 private:
  enum class State : uint8_t { kReading, kHandling, kWriting, kLingering, kClosed };

  void Pump();      // goes on until something must be waited for
  bool ReadStep();  // one piece; false = wait for bytes
  void Dispatch();
  void StartRead();
  void OnRead(size_t bytes, bool failed);
  void BeginWrite(const core::HttpResponse& response, bool head_only);
  bool WriteStep();  // false = wait until the socket takes more
  void FailRequest(int status, const char* detail);
  void SendContinue();
  void Linger();
  void SetDeadline(std::chrono::milliseconds after);

  boost::asio::ip::tcp::socket socket_;
  const ListenerOptions& options_;
  Shared& shared_;
  std::string network_;
  RequestReader reader_;
  State state_ = State::kReading;
  std::vector<char> in_;
  size_t in_size_ = 0;
  bool filled_ = false;  // the last read took all that there was room for
  std::string out_;
  size_t out_sent_ = 0;
  uint64_t request_ = 0;
  bool head_only_ = false;
  bool keep_alive_ = true;
  bool waiting_ = false;  // an asynchronous operation will call Pump()
  bool pumping_ = false;
  bool counted_ = true;
  size_t lingered_ = 0;
  SteadyTime deadline_;
};

}  // namespace bot::http
