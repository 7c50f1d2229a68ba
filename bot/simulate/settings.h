// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bot/simulate/script.h"
#include "core/json.h"
#include "core/result.h"

namespace bot::simulate {

// A channel of the configuration, as its provider knows it.
struct Line {
  std::string name;
  std::string target;  // the service: "http://127.0.0.1:8080"
  std::string hook;    // where its webhooks go: target + "/hooks/<name>"
  std::shared_ptr<const core::JsonDocument> settings;  // as in the configuration, secrets resolved
  std::map<std::string, Script> scripts;

  [[nodiscard]] std::string Text(std::string_view key) const;  // "" where it is absent or no text
  [[nodiscard]] std::string type() const { return Text("type"); }
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
