// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dialogs {

// A pattern of regex(): RE2, so linear in time, and it must match the whole text. Thread-safe.
class Regex {
 public:
  // nullptr if it is not a pattern or needs too much memory; then `error` says why.
  [[nodiscard]] static std::shared_ptr<const Regex> Compile(std::string_view pattern,
                                                            std::string& error);
  ~Regex();
  [[nodiscard]] bool Matches(std::string_view text) const;

 private:
  struct Impl;
  explicit Regex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dialogs
