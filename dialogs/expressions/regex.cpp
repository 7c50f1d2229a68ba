// SPDX-License-Identifier: Apache-2.0
#include "dialogs/expressions/regex.h"

#include <re2/re2.h>

namespace dialogs {
namespace {

constexpr int64_t kMaxMemory = 1 << 20;  // bytes; an expression is at most 4 KiB long

re2::RE2::Options Options() {
  re2::RE2::Options options;
  options.set_max_mem(kMaxMemory);
  options.set_log_errors(false);
  return options;
}

}  // namespace

struct Regex::Impl {
  explicit Impl(std::string_view pattern)
      : re(re2::StringPiece(pattern.data(), pattern.size()), Options()) {}
  re2::RE2 re;
};

Regex::Regex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Regex::~Regex() = default;

std::shared_ptr<const Regex> Regex::Compile(std::string_view pattern, std::string& error) {
  auto impl = std::make_unique<Impl>(pattern);
  if (!impl->re.ok()) {
    error = impl->re.error();
    return nullptr;
  }
  return std::shared_ptr<const Regex>(new Regex(std::move(impl)));
}

bool Regex::Matches(std::string_view text) const {
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), impl_->re);
}

}  // namespace dialogs
