// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bot/simulate/script.h"
#include "core/result.h"
#include "core/secret.h"

namespace bot::simulate {

// A channel as its provider knows it.
struct Line {
  std::string name;  // in the configuration; webhooks go to /hooks/<name>
  std::string type;  // "telegram", "kannel", "webchat"
  core::SecretString secret;
  core::SecretString token;  // telegram
  std::string username;      // kannel
  core::SecretString password;
  std::string from;  // kannel: the number that messages come from
  std::string api;   // where the service expects the provider: "http://127.0.0.1:18090"
  std::map<std::string, Script> scripts;
};

struct Settings {
  std::vector<Line> lines;
  std::string target;       // of the service: "http://127.0.0.1:8080"
  std::string listen_host;  // of the stand-in
  int listen_port = 0;
  std::string country;
};

// `channels`: names or types; none = all that can be simulated. `target` and `listen` may be "":
// then the configuration says. kInvalid: everything that is missing, at once.
[[nodiscard]] core::Result<Settings> ReadSettings(const std::string& config_file,
                                                  const std::vector<std::string>& channels,
                                                  const std::string& target,
                                                  const std::string& listen);

}  // namespace bot::simulate
