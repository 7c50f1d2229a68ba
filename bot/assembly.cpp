// SPDX-License-Identifier: Apache-2.0
#include "bot/assembly.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bot/adopt.h"
#include "bot/turn/start_words.h"
#include "core/log.h"
#include "locales/fold.h"

namespace bot {

using core::ErrorCode;
using core::Problems;

namespace {

using SurveyMap = std::map<std::string, std::shared_ptr<const dialogs::Survey>>;

core::Result<std::string> ReadSurvey(const std::string& file) {
  if (const std::string_view* shipped = dialogs::ShippedSurvey(file)) return std::string(*shipped);
  std::ifstream in(file, std::ios::binary);
  if (!in) return core::Err(ErrorCode::kNotFound, "cannot be read; it is neither a file nor a survey that is shipped");
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
    if (!in) problems.push_back({"profile: " + file, "cannot be read; it is neither a file nor one of ws, ck, generic"});
    if (!in) return nullptr;
    std::ostringstream all;
    all << in.rdbuf();
    text = all.str();
  }
  auto read = ecms::ParseProfile(text);
  if (!read.profile) problems.push_back({"profile", ecms::DescribeErrors(read, file)});
  return read.profile;
}

// Languages of the survey that a channel may use: reviewed, or named in the config, or on webchat and in the demo.
std::vector<std::string> LanguagesFor(const Config& config, const locales::Catalogs& catalogs,
                                      const dialogs::Survey& survey, core::ChannelKind kind) {
  std::vector<std::string> languages;
  for (const std::string& tag : survey.languages()) {
    const locales::Catalog* catalog = catalogs.Find(tag);
    if (catalog == nullptr) continue;
    const auto& allowed = config.allow_unreviewed;
    bool named = std::find(allowed.begin(), allowed.end(), tag) != allowed.end();
    if (catalog->reviewed() || named || kind == core::ChannelKind::kWebchat || config.demo) languages.push_back(tag);
  }
  return languages;
}

// Adds one start word; what is wrong with it goes to `problems` under its path.
void AddStartWord(const Assembly& all, const SurveyMap& surveys, const std::string& word, const std::string& id, Door& door,
                  Problems& problems) {
  const std::string path = "channels." + door.channel + ".start_words." + word;
  auto survey = surveys.find(id);
  if (survey == surveys.end()) {
    problems.push_back({path, "\"" + id + "\" is not among the surveys that were read"});
    return;
  }
  Door::StartWord start{locales::FoldKey(word), survey->second,
                        LanguagesFor(all.config, *all.catalogs, *survey->second, door.kind)};
  std::string problem = StartWordProblem(word, *all.catalogs, *survey->second);
  if (problem.empty()) problem = StartWordProblem(word, *all.catalogs, *door.survey);
  for (const Door::StartWord& other : door.start_words) {
    if (other.folded == start.folded) problem = "is the same word as another start word of this channel";
  }
  if (start.languages.empty())
    problem = "begins survey \"" + id + "\", none of whose languages may be used here; see languages.allow_unreviewed";
  if (!problem.empty()) problems.push_back({path, problem});
  door.start_words.push_back(std::move(start));
}

void MakeDoors(Assembly& all, const SurveyMap& surveys, Problems& problems) {
  for (const auto& [name, channel] : all.config.channels) {
    auto survey = surveys.find(channel.survey);
    if (survey == surveys.end()) {
      problems.push_back({"channels." + name + ".survey", "\"" + channel.survey + "\" is not among the surveys that were read"});
      continue;
    }
    Door door;
    door.channel = name;
    door.kind = channel.channel->traits().kind;
    door.keeps_copies = channel.channel->traits().keeps_copies;
    door.clears_chat = channel.channel->traits().clears_chat;
    door.window_24h = channel.channel->traits().window_24h;
    door.survey = survey->second;
    door.languages = LanguagesFor(all.config, *all.catalogs, *survey->second, door.kind);
    if (door.languages.empty()) {
      problems.push_back({"languages.allow_unreviewed",
                          "no language of survey \"" + channel.survey + "\" may be used on channel \"" + name +
                              "\": no native speaker has reviewed its texts yet. Name the languages here to use them all "
                              "the same, e.g. [\"en\"]"});
    }
    for (const auto& [word, id] : channel.start_words) AddStartWord(all, surveys, word, id, door, problems);
    all.channels[name] = channel.channel;
    all.doors[name] = std::move(door);
  }
}

// What the law says to workers here: the file that the config names, else what ships for the country.
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
    problems.push_back({"rights: " + config.rights_file, "is about " + rights->country() + ", and the country here is " + config.country});
  return std::move(*rights);
}

void CheckSafety(const Assembly& all, const SurveyMap& surveys, Problems& problems) {
  for (const auto& [id, survey] : surveys) {
    if (survey->has_danger_rule() && all.config.help.empty()) {
      problems.push_back({"help", "survey \"" + id +
                                      "\" asks about danger: name at least one number that a worker in danger can call, e.g. "
                                      "[{\"for\": \"any\", \"number\": \"911\"}]"});
    }
  }
}

// Without an office key there is nothing to seal a worker's words to. The service starts all the same, so that the first
// officer can make the key in the browser; until the start after that, channels whose surveys take free text stay shut.
void ShutDoorsWithoutKey(Assembly& all) {
  if (all.office_key) return;
  for (auto& [name, door] : all.doors) {
    auto takes_words = [](const Door::StartWord& start) { return start.survey->takes_free_text(); };
    door.waits_for_office_key = door.survey->takes_free_text() || std::ranges::any_of(door.start_words, takes_words);
    if (!door.waits_for_office_key) continue;
    core::Log(core::LogLevel::kWarning, "start",
              "channel shut: its survey takes free text and there is no office key yet. Make one: an officer's first login "
              "(dwbot user add NAME --role officer prints the link), or dwbot keys office; then start the service again",
              {core::LogField::Word(core::LogKey::kChannel, name)});
  }
}

core::Status OpenDatabases(Assembly& all) {
  std::error_code error;
  std::filesystem::create_directories(all.config.data_dir, error);
  if (error) return core::Err(ErrorCode::kStorage, "data_dir: the folder cannot be made: " + error.message());
  ::chmod(all.config.data_dir.c_str(), 0700);
  ASSIGN_OR_RETURN(all.store, store::OpenSqliteStore(all.config.data_dir + "/core.db"));
  ASSIGN_OR_RETURN(all.vault, vault::OpenSqliteVault(all.config.data_dir + "/vault.db", *all.keys));
  return {};
}

// The office key of the config, or the one that the first login registered. Both, and different: the start is refused.
void ChooseOfficeKey(Assembly& all, Problems& problems) {
  all.office_key = all.config.office_public;
  auto registered = all.store->FindMeta("office_public");
  if (!registered || !*registered) return;
  auto key = privacy::PublicKeyFromBase64(**registered);
  if (!key) return;
  if (all.office_key && *all.office_key != *key) {
    problems.push_back({"keys.office_public", "differs from the key that the office registered at its first login; remove it here"});
  }
  all.office_key = *key;
}

core::Status Publish(Assembly& all, const SurveyMap& surveys) {
  RETURN_IF_ERROR(all.surveys.Load(*all.store));
  store::Batch batch;
  store::CommandGroup group;
  for (const auto& [id, survey] : surveys) group.push_back(all.surveys.Publish(survey));
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

core::Result<std::unique_ptr<Assembly>> Assemble(const std::string& config_file, core::RandomSource& random) {
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
              "core.db came from a backup or the key folder is another: open conversations ended, unsent messages were dropped");
  }
  ChooseOfficeKey(*all, problems);
  MakeDoors(*all, surveys, problems);
  CheckSafety(*all, surveys, problems);
  if (!problems.empty()) return core::Err(ErrorCode::kInvalid, Describe(problems));
  ShutDoorsWithoutKey(*all);
  RETURN_IF_ERROR(Publish(*all, surveys));
  if (!all->places.Refresh(*all->store)) return core::Err(ErrorCode::kStorage, "core.db: the register of sites cannot be read");
  all->deployment = MakeDeployment(*all);
  return all;
}

std::string UnreviewedInUse(const Assembly& all) {
  std::set<std::string> found;
  for (const auto& [name, door] : all.doors) {
    if (door.kind == core::ChannelKind::kWebchat) continue;
    for (const std::string& tag : door.languages) {
      const locales::Catalog& catalog = all.catalogs->Closest(tag);
      if (!catalog.reviewed()) found.insert(tag + (catalog.changed_since_review() ? " (changed since)" : ""));
    }
  }
  std::string out;
  for (const std::string& tag : found) out += (out.empty() ? "" : ", ") + tag;
  return out;
}

}  // namespace bot
