// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::telegram {

struct Settings {
  core::SecretString token;
  core::SecretString secret;  // empty: every webhook is refused (a bot that polls needs none)
  std::string api_base;
  std::string webhook_url;  // "" = long polling
  double messages_per_second = 30;
};

// nullopt after problems.
[[nodiscard]] std::optional<Settings> ReadSettings(core::ObjectReader& settings,
                                                   const ChannelContext& context);

// A call of one method of the Bot API. Its URL holds the token: it is never logged.
[[nodiscard]] core::HttpCall MethodCall(const Settings& settings, std::string_view method,
                                        std::string json_body);

}  // namespace channels::telegram
