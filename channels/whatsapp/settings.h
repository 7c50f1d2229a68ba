// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::whatsapp {

// A message template that Meta approved. It says that there is a message, never what stands in it.
struct Template {
  std::string name;
  std::string language;                 // Meta's code: "en_US", "sw"
  std::vector<std::string> parameters;  // for {{1}}, {{2}} ... of its body
};

struct Settings {
  std::string phone_number_id;
  core::SecretString access_token;
  core::SecretString app_secret;
  core::SecretString verify_token;
  std::string messages_url;                   // with version and phone_number_id
  std::map<std::string, Template> templates;  // by the worker's language (BCP 47)
  double messages_per_second = 80;  // Meta's default for a number ("Throughput", 21 May 2026)
};

// nullopt after problems.
[[nodiscard]] std::optional<Settings> ReadSettings(core::ObjectReader& settings);

}  // namespace channels::whatsapp
