// SPDX-License-Identifier: Apache-2.0
#include "bot/assembly.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bot/adopt.h"
#include "bot/doors.h"
#include "bot/publishing.h"
#include "bot/read_ahead.h"
#include "core/log.h"

namespace bot {

using core::ErrorCode;
using core::Problems;

namespace {

using SurveyMap = std::map<std::string, std::shared_ptr<const dialogs::Survey>>;

core::Result<std::string> ReadSurvey(const std::string& file) {
  if (const std::string_view* shipped = dialogs::ShippedSurvey(file)) return std::string(*shipped);
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::string shipped;
    for (const std::string& name : dialogs::ShippedSurveyNames())
      shipped += (shipped.empty() ? "" : ", ") + name;
    return core::Err(
        ErrorCode::kNotFound,
        "cannot be read; it is neither a file nor one of the surveys that ship: " + shipped);
  }
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

SurveyMap LoadSurveys(const Config& config, Problems& problems) {
  SurveyMap surveys;
  for (const std::string& file : config.survey_files) {
    auto text = ReadSurvey(file);
    if (!text) {
      problems.push_back({"surveys: " + file, text.error().message});
      continue;
    }
    auto survey = dialogs::Survey::Parse(*text);
    if (!survey) {
      problems.push_back({"surveys: " + file, survey.error().message});
      continue;
    }
    surveys[(*survey)->id()] = *survey;
  }
  return surveys;
}

std::shared_ptr<const ecms::Profile> LoadProfile(const std::string& file, Problems& problems) {
  std::string text;
  if (const std::string_view* shipped = ecms::ShippedProfile(file)) {
    text = *shipped;
  } else {
    std::ifstream in(file, std::ios::binary);
    if (!in)
      problems.push_back(
          {"profile: " + file, "cannot be read; it is neither a file nor one of ws, ck, generic"});
    if (!in) return nullptr;
    std::ostringstream all;
    all << in.rdbuf();
    text = all.str();
  }
  auto read = ecms::ParseProfile(text);
  if (!read.profile) problems.push_back({"profile", ecms::DescribeErrors(read, file)});
  return read.profile;
}

// What the law says to workers here: the file that the config names, else what ships for the
// country.
dialogs::Rights LoadRights(const Config& config, Problems& problems) {
  if (config.rights_file.empty()) return dialogs::Rights::Shipped(config.country);
  std::ifstream in(config.rights_file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) {
    problems.push_back({"rights", config.rights_file + " cannot be read, or is empty"});
    return {};
  }
  auto rights = dialogs::Rights::Parse(text.view());
  if (!rights) {
    problems.push_back({"rights: " + config.rights_file, rights.error().message});
    return {};
  }
  if (rights->country() != config.country)
    problems.push_back(
        {"rights: " + config.rights_file,
         "is about " + rights->country() + ", and the country here is " + config.country});
  return std::move(*rights);
}

// Without an office key there is nothing to seal a worker's words to. The service starts all the
// same, so that the first officer can make the key in the browser; until then channels whose
// surveys take free text stay shut.
void WarnOfShutDoors(const Assembly& all) {
  const bool has_key = all.office_key.Get().has_value();
  for (const auto& [name, door] : all.doors) {
    if (!door.IsShut(has_key)) continue;
    core::Log(core::LogLevel::kWarning, "start",
              "channel shut: its survey takes free text and there is no office key yet. It opens "
              "when an officer makes one at the "
              "first login (dwbot user add NAME --role officer prints the link)",
              {core::LogField::Word(core::LogKey::kChannel, name)});
  }
}

core::Status OpenDatabases(Assembly& all) {
  std::error_code error;
  std::filesystem::create_directories(all.config.data_dir, error);
  if (error)
    return core::Err(ErrorCode::kStorage,
                     "data_dir: the folder cannot be made: " + error.message());
  ::chmod(all.config.data_dir.c_str(), 0700);
  AskForFile(all.config.data_dir + "/core.db");
  ASSIGN_OR_RETURN(all.store, store::OpenSqliteStore(all.config.data_dir + "/core.db"));
  ASSIGN_OR_RETURN(all.vault, vault::OpenSqliteVault(all.config.data_dir + "/vault.db", *all.keys));
  ASSIGN_OR_RETURN(all.staff, vault::OpenStaffBook(all.config.data_dir + "/vault.db", *all.keys));
  return {};
}

// The office key of the config, or the one that the first login registered. Both, and different:
// the start is refused.
void ChooseOfficeKey(Assembly& all, Problems& problems) {
  const auto& configured = all.config.office_public;
  if (configured) all.office_key.Set(*configured);
  auto registered = all.store->FindMeta("office_public");
  if (!registered || !*registered) return;
  auto key = privacy::PublicKeyFromBase64(**registered);
  if (!key) return;
  if (configured && *configured != *key) {
    problems.push_back(
        {"keys.office_public",
         "differs from the key that the office registered at its first login; remove it here"});
  }
  all.office_key.Set(*key);
}

core::Status Publish(Assembly& all, store::CommandGroup group) {
  if (group.empty()) return {};
  store::Batch batch;
  batch.groups.push_back(std::move(group));
  ASSIGN_OR_RETURN(auto committed, all.store->Commit(batch));
  return committed.groups.front();
}

dialogs::Deployment MakeDeployment(const Assembly& all) {
  dialogs::Deployment d;
  d.catalogs = all.catalogs.get();
  d.country = all.config.country;
  d.time_zone = all.config.time_zone;
  d.office = all.config.office_name;
  d.check = all.config.office_check;
  d.help = all.config.help;
  d.places = &all.places;
  d.rights = &all.rights;
  return d;
}

}  // namespace

core::Result<std::unique_ptr<Assembly>> Assemble(const std::string& config_file,
                                                 core::RandomSource& random, core::Timestamp now) {
  auto all = std::make_unique<Assembly>();
  ASSIGN_OR_RETURN(Folders folders, LoadFolders(config_file));
  auto keys = privacy::OpenKeyRing(folders.keys_dir, random, false);
  if (keys) {
    all->keys = std::move(*keys);
    const auto& raw = all->keys->TokenKey().Reveal();
    all->token_key = core::SecretString(std::string(raw.begin(), raw.end()));
  }
  Problems problems;
  auto config = LoadConfig(config_file, keys ? &all->token_key : nullptr);
  if (!config) problems.push_back({"", config.error().message});
  if (!keys) problems.push_back({"keys", keys.error().message});
  auto catalogs = locales::Catalogs::Load(folders.data_dir + "/locales");
  if (!catalogs) problems.push_back({"", catalogs.error().message});
  if (!problems.empty()) return core::Err(ErrorCode::kInvalid, Describe(problems));
  all->config = std::move(*config);
  all->catalogs = std::make_unique<locales::Catalogs>(std::move(*catalogs));
  SurveyMap surveys = LoadSurveys(all->config, problems);
  all->rights = LoadRights(all->config, problems);
  all->profile = LoadProfile(all->config.profile, problems);
  RETURN_IF_ERROR(OpenDatabases(*all));
  ASSIGN_OR_RETURN(const bool restored, AdoptDatabase(*all->store, *all->keys));
  if (restored) {
    core::Log(core::LogLevel::kWarning, "start",
              "core.db came from a backup or the key folder is another: open conversations ended, "
              "unsent messages were dropped");
  }
  ChooseOfficeKey(*all, problems);
  ASSIGN_OR_RETURN(auto published, TakeSurveyFiles(all->surveys, *all->store, surveys, now));
  all->doors = MakeDoors(all->config, *all->catalogs, all->surveys.CurrentOffers(), problems);
  for (const auto& [name, channel] : all->config.channels) all->channels[name] = channel.channel;
  if (!problems.empty()) return core::Err(ErrorCode::kInvalid, Describe(problems));
  WarnOfShutDoors(*all);
  RETURN_IF_ERROR(Publish(*all, std::move(published)));
  if (!all->places.Refresh(*all->store))
    return core::Err(ErrorCode::kStorage, "core.db: the register of sites cannot be read");
  all->deployment = MakeDeployment(*all);
  return all;
}

}  // namespace bot
