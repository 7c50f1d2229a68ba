// SPDX-License-Identifier: Apache-2.0
// Bytes -> core::HttpRequest, with every limit and every refusal in one place. No sockets: it can
// be fuzzed and tested alone. Boost.Beast's basic_parser does the grammar; what two servers could
// read in two ways is refused here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/http.h"

namespace bot::http {

using MaxBody = std::function<size_t(std::string_view path)>;

// Reads one request at a time. One thread.
class RequestReader {
 public:
  enum class State : uint8_t { kNeedMore, kComplete, kFailed };

  // `max_body` outlives the reader; an empty function allows no body.
  explicit RequestReader(const MaxBody& max_body);
  ~RequestReader();

  // Reads from the front of `bytes` and says in `used` how many are done with. After kNeedMore call
  // again with the unused rest and more behind it. After kComplete or kFailed call Reset() before
  // the next Feed().
  State Feed(std::string_view bytes, size_t& used);
  void Reset();

  [[nodiscard]] core::HttpRequest& request();
  [[nodiscard]] bool keep_alive() const;
  // The head was read, the client waits for "100 Continue" before it sends the body. True at most
  // once.
  [[nodiscard]] bool TakeExpectContinue();
  // Some byte of a request was read since Reset().
  [[nodiscard]] bool started() const;
  [[nodiscard]] int failure_status() const;
  [[nodiscard]] const char* failure_detail() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bot::http
