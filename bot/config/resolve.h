// SPDX-License-Identifier: Apache-2.0
// "${NAME}", "${NAME:-default}" and {"file": "path"} in the configuration file, replaced before any
// key is read.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace bot::config {

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// The process's own environment.
[[nodiscard]] std::optional<std::string> FromEnvironment(const std::string& name);

struct Resolved {
  core::JsonDocument document;
  std::vector<std::string> plain_secrets;  // paths of secrets that stand in the file itself
};

// Appends to `problems` what cannot be resolved (the place then holds ""). A file is cut of white
// space at its end; a file that holds a channel's secret must not be readable by others. Relative
// paths start at `folder`.
[[nodiscard]] core::Result<Resolved> Resolve(core::JsonValue root, const std::string& folder,
                                             const Environment& environment,
                                             core::Problems& problems);

// `path` as it is when absolute, else under `folder`.
[[nodiscard]] std::string Under(const std::string& folder, const std::string& path);

}  // namespace bot::config
