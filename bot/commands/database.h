// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/result.h"
#include "store/store.h"

namespace bot::commands {

// core.db of a configuration, made if missing. Works beside a running service: SQLite lets the
// second writer wait up to 5 s for its turn.
[[nodiscard]] core::Result<std::unique_ptr<store::Store>> OpenDatabase(
    const std::string& config_file);
// Commits one group.
[[nodiscard]] core::Status CommitOne(store::Store& store, store::CommandGroup group);

}  // namespace bot::commands
