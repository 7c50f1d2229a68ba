// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/database.h"

#include <sys/stat.h>

#include <filesystem>

#include "bot/config/config.h"

namespace bot::commands {

core::Result<std::unique_ptr<store::Store>> OpenDatabase(const std::string& config_file) {
  ASSIGN_OR_RETURN(Folders folders, LoadFolders(config_file));
  std::error_code ec;
  if (std::filesystem::create_directories(folders.data_dir, ec))
    ::chmod(folders.data_dir.c_str(), 0700);
  if (ec) {
    return core::Err(core::ErrorCode::kStorage,
                     folders.data_dir + ": the folder cannot be made: " + ec.message());
  }
  return store::OpenSqliteStore(folders.data_dir + "/core.db");
}

core::Status CommitOne(store::Store& store, store::CommandGroup group) {
  store::Batch batch;
  batch.groups.push_back(std::move(group));
  ASSIGN_OR_RETURN(store::Committed committed, store.Commit(batch));
  return committed.groups.front();
}

}  // namespace bot::commands
