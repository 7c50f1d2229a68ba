// SPDX-License-Identifier: Apache-2.0
// The writer thread of baseline (b): takes whatever queued while the last COMMIT ran, up to 256,
// and makes four statements of each durable in one transaction. The least that a service which
// keeps promise 1 must do.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bench {

struct Turn {
  int64_t update_id = 0;
  int64_t chat = 0;
  std::string text;
  std::function<void()> done;  // called on the writer thread after COMMIT
};

class BaselineWriter {
 public:
  explicit BaselineWriter(const std::string& file);
  ~BaselineWriter();  // commits what is queued, then joins
  void Enqueue(Turn turn);

 private:
  void Run(const std::string& file);

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Turn> queue_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace bench
