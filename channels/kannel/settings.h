// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::kannel {

struct Settings {
  std::string sendsms_url;
  std::string username;
  core::SecretString password;
  std::string from;
  core::SecretString secret;
  std::string dlr_url;  // of our own hook, secret included; "" = no delivery reports are asked for
  bool smart_encoding = false;
  double messages_per_second = 10;
};

// nullopt after problems.
[[nodiscard]] std::optional<Settings> ReadSettings(core::ObjectReader& settings,
                                                   const ChannelContext& context);

}  // namespace channels::kannel
