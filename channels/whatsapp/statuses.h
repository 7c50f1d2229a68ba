// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "channels/channel.h"
#include "core/json.h"
#include "core/model.h"

namespace channels::whatsapp {

// Collects what a webhook says of our messages. They come in any order, several of one message in
// one request; the highest counts: failed < sent < delivered < read. (With several devices a
// message may be delivered after it failed.) Much that Meta refuses it refuses only here, after it
// took the message: a person who wants nothing of us any more is news from that person, the codes
// of all failures are counted.
class StatusReader {
 public:
  void Add(core::JsonValue status);
  // An error that belongs to no message: of the account, the number, the app.
  void AddError(core::JsonValue error) { (void)Count(error); }
  // Adds what was collected to `out`.
  void Finish(Inbound& out);

 private:
  void AddErrors(core::JsonValue status, const std::string& id);
  std::optional<Outcome> Count(core::JsonValue error);

  std::vector<core::DeliveryStatus> statuses_;
  std::vector<core::InboundMessage> opt_outs_;
  std::vector<std::string> codes_;
  std::map<std::string, size_t> place_;  // by Meta's id
};

}  // namespace channels::whatsapp
