// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/model.h"

namespace channels::whatsapp {

// Collects what a webhook says of our messages. They come in any order, several of one message in one request; the
// highest counts: failed < sent < delivered < read. (With several devices a message may be delivered after it failed.)
class StatusReader {
 public:
  void Add(core::JsonValue status);
  [[nodiscard]] std::vector<core::DeliveryStatus> Take();

 private:
  std::vector<core::DeliveryStatus> statuses_;
  std::map<std::string, size_t> place_;  // by Meta's id
};

}  // namespace channels::whatsapp
