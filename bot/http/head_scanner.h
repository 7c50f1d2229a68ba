// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace bot::http {

// Finds the end of a request's head while refusing what Beast reads over but other servers read
// differently: a line feed without carriage return, folded lines. Looks at each byte once.
class HeadScanner {
 public:
  static constexpr size_t kRefused = std::string_view::npos;

  // Length of the head with its empty line; 0 while that is not there yet; kRefused (see
  // refusal()). `bytes` begins with what it began with at the last call.
  size_t Find(std::string_view bytes);
  [[nodiscard]] const char* refusal() const { return refusal_; }

 private:
  size_t scanned_ = 0;
  size_t line_start_ = 0;
  const char* refusal_ = "";
};

// Beast goes on looking for CRLF behind a chunk's size; somebody else may have ended the line here.
[[nodiscard]] bool HasBareLineFeed(std::string_view bytes);

}  // namespace bot::http
