// SPDX-License-Identifier: Apache-2.0
#include "bot/http/head_scanner.h"

#include <cstring>

namespace bot::http {

size_t HeadScanner::Find(std::string_view bytes) {
  while (scanned_ < bytes.size()) {
    const void* found = std::memchr(bytes.data() + scanned_, '\n', bytes.size() - scanned_);
    if (found == nullptr) {
      scanned_ = bytes.size();
      break;
    }
    auto at = static_cast<size_t>(static_cast<const char*>(found) - bytes.data());
    char first = bytes[line_start_];
    if (at == line_start_ || bytes[at - 1] != '\r') {
      refusal_ = "a line ends without carriage return";
      return kRefused;
    }
    if (line_start_ != 0 && (first == ' ' || first == '\t')) {
      refusal_ = "folded header lines are not supported";
      return kRefused;
    }
    scanned_ = at + 1;
    if (at == line_start_ + 1) return scanned_;
    line_start_ = scanned_;
  }
  return 0;
}

bool HasBareLineFeed(std::string_view bytes) {
  for (size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    if (at == 0 || bytes[at - 1] != '\r') return true;
  }
  return false;
}

}  // namespace bot::http
