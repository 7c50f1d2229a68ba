// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/config/config.h"
#include "dialogs/survey.h"
#include "store/store.h"

namespace bot::commands {
namespace {

namespace fs = std::filesystem;

constexpr char kGuide[] =
    "A backup of DecentWork Bot, made by `dwbot backup`.\n"
    "\n"
    "Here: core.db (tickets, cases, sealed words, accounts, counted answers), the configuration, "
    "surveys, profile and texts.\n"
    "Not here, on purpose: vault.db and the key folder. Deleting a key is how a worker's number "
    "expires, in every copy.\n"
    "\n"
    "To restore: put core.db into an empty data folder and the rest beside the configuration; put "
    "the files `receipt` and\n"
    "`login` that you keep with the printed recovery sheet into a new key folder (mode 0700, the "
    "files 0400; without the\n"
    "first, receipt codes given so far are not known any more; without the second, each officer "
    "needs a new link); run\n"
    "`dwbot keys init --config FILE`, then `dwbot serve --config FILE`. Conversations that were "
    "open begin anew when their\n"
    "workers write. docs/operations.md has the whole table of what is lost without what.\n";

core::Status CopyInto(const fs::path& from, const fs::path& to) {
  std::error_code ec;
  fs::create_directories(to.parent_path(), ec);
  if (!ec) fs::copy_file(from, to, ec);
  if (!ec) ::chmod(to.c_str(), 0600);
  if (!ec) return {};
  return core::Err(core::ErrorCode::kStorage,
                   from.string() + ": cannot be copied to " + to.string() + ": " + ec.message());
}

// Where a file that the configuration names stands in the backup: as it stands beside the
// configuration, so that the copied configuration finds it; a file from elsewhere goes to surveys/.
fs::path PlaceOf(const fs::path& file, const fs::path& base) {
  const fs::path relative = fs::absolute(file).lexically_normal().lexically_relative(base);
  const bool inside = !relative.empty() && *relative.begin() != "..";
  return inside ? relative : fs::path("surveys") / file.filename();
}

// What the configuration names by path and is no secret: surveys, the country profile, lines of
// law.
std::vector<std::string> FilesOf(const Config& config) {
  std::vector<std::string> files;
  for (const std::string& survey : config.survey_files) {
    if (dialogs::ShippedSurvey(survey) == nullptr) files.push_back(survey);
  }
  std::error_code ec;
  if (fs::is_regular_file(config.profile, ec)) files.push_back(config.profile);
  if (!config.rights_file.empty()) files.push_back(config.rights_file);
  return files;
}

core::Status CopyFiles(const std::string& config_file, const Config& config,
                       const fs::path& folder) {
  const fs::path base = fs::absolute(config_file).lexically_normal().parent_path();
  RETURN_IF_ERROR(CopyInto(config_file, folder / fs::path(config_file).filename()));
  for (const std::string& file : FilesOf(config)) {
    const fs::path place = PlaceOf(file, base);
    RETURN_IF_ERROR(CopyInto(file, folder / place));
    if (*place.begin() == "surveys" && !fs::exists(base / place))
      std::printf("note: %s lies elsewhere; change its path in the restored configuration to %s\n",
                  file.c_str(), place.c_str());
  }
  const fs::path locales = fs::path(config.data_dir) / "locales";
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(locales, ec)) {
    if (entry.is_regular_file())
      RETURN_IF_ERROR(CopyInto(entry.path(), folder / "locales" / entry.path().filename()));
  }
  std::ofstream guide(folder / "README.txt");
  guide << kGuide;
  guide.flush();
  if (guide) return {};
  return core::Err(core::ErrorCode::kStorage,
                   (folder / "README.txt").string() + ": cannot be written");
}

int Backup(const std::string& config_file, const std::string& folder) {
  auto config = LoadConfig(config_file, nullptr);
  if (!config) return Complain("backup", config.error().message);
  std::error_code ec;
  if (fs::exists(folder, ec) && !fs::is_empty(folder, ec))
    return Complain("backup", folder + " is not empty: each backup goes into a folder of its own");
  fs::create_directories(folder, ec);
  if (ec) return Complain("backup", folder + ": the folder cannot be made: " + ec.message());
  ::chmod(folder.c_str(), 0700);
  const fs::path database = fs::path(config->data_dir) / "core.db";
  if (!fs::exists(database, ec))
    return Complain("backup", database.string() + " is not there: has the service run yet?");
  core::Status done =
      store::BackupSqliteStore(database.string(), (fs::path(folder) / "core.db").string());
  if (done) done = CopyFiles(config_file, *config, folder);
  if (!done) return Complain("backup", done.error().message);
  std::printf(
      "The backup is in %s. It holds no number and no key; README.txt there says how to restore "
      "it.\n"
      "If you have not yet: keep one copy of receipt and login in %s with the printed recovery "
      "sheet, never with the backups.\n",
      folder.c_str(), config->keys_dir.c_str());
  return kDone;
}

}  // namespace

void AddBackup(CommandLine& program) {
  struct Options {
    std::string config, folder;
  };
  auto o = std::make_shared<Options>();
  CommandLine backup = program.Command(
      "backup", "Copy what a restore needs, beside a running service; never addresses or keys");
  backup.Text("DIR", o->folder, "A new or empty folder", true);
  backup.Text("--config", o->config, "The configuration file", true);
  backup.Run([o] { return Backup(o->config, o->folder); });
}

}  // namespace bot::commands
