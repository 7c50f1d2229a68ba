// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::twilio {

// A content template that WhatsApp approved. It says that there is a message, never what stands in
// it.
struct Template {
  std::string content_sid;              // "HX..."
  std::vector<std::string> parameters;  // for {{1}}, {{2}} ... of its body
};

struct Settings {
  std::string account_sid;
  core::SecretString auth_token;  // signs the webhooks, and opens the API where there is no API key
  core::SecretString
      previous_auth_token;  // still signs while the token is being changed; "" = none
  std::string api_key_sid;  // opens the API in place of the token; "" = none
  core::SecretString api_key_secret;
  bool whatsapp = false;
  std::string from;  // "+1555...", a short code or a name, without "whatsapp:"; "" = the service's
  std::string messaging_service_sid;  // "" = none
  std::string origin;  // "https://bot.example" as Twilio calls it, without a standard port
  std::string origin_without_port;
  std::string origin_with_port;  // with the standard port where it has none
  std::string base_path;         // what a proxy strips: "/sub", mostly ""
  std::string hook_path;         // "/hooks/<name>"
  std::string api_base;
  std::map<std::string, Template> templates;  // by the worker's language (BCP 47); WhatsApp only
  double messages_per_second = 1;
};

// nullopt after problems.
[[nodiscard]] std::optional<Settings> ReadSettings(core::ObjectReader& settings,
                                                   const ChannelContext& context);

}  // namespace channels::twilio
