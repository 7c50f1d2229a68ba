// SPDX-License-Identifier: Apache-2.0
// What every channel has in common: its name, its limits, and the bound on what a webhook may hold.
#pragma once

#include <string>
#include <utility>

#include "channels/channel.h"

namespace channels {

class NamedChannel : public Channel {
 public:
  const std::string& name() const final { return name_; }
  const Traits& traits() const final { return traits_; }

 protected:
  explicit NamedChannel(std::string name) : name_(std::move(name)) {}
  // kTooLarge over Traits::max_webhook_bytes, body and query together.
  [[nodiscard]] core::Status CheckSize(const core::HttpRequest& request) const {
    if (request.body.size() + request.query.size() <= traits_.max_webhook_bytes) return {};
    return core::Err(
        core::ErrorCode::kTooLarge,
        "the request is over " + std::to_string(traits_.max_webhook_bytes / 1024) + " KiB");
  }
  Traits traits_;  // filled by the constructor, constant after it

 private:
  std::string name_;
};

}  // namespace channels
