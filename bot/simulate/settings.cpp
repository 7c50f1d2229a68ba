// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/settings.h"

#include <algorithm>
#include <filesystem>

#include "bot/commands/lines.h"
#include "bot/config/config.h"
#include "bot/config/listen.h"
#include "bot/config/resolve.h"
#include "bot/simulate/provider.h"
#include "core/json.h"
#include "dialogs/survey.h"

namespace bot::simulate {
namespace {

using core::ErrorCode;

core::Result<core::JsonDocument> ReadResolved(const std::string& file) {
  ASSIGN_OR_RETURN(std::string text, commands::ReadFile(file));
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(text, true));
  core::Problems problems;  // LoadConfig() has reported them
  std::string folder = std::filesystem::absolute(file).parent_path().string();
  ASSIGN_OR_RETURN(auto resolved,
                   config::Resolve(document.root(), folder, config::FromEnvironment, problems));
  return std::move(resolved.document);
}

core::Result<std::map<std::string, Script>> ScriptsOf(const std::string& survey_id,
                                                      const Config& config,
                                                      const locales::Catalogs& catalogs) {
  for (const std::string& file : config.survey_files) {
    const std::string_view* shipped = dialogs::ShippedSurvey(file);
    std::string json;
    if (shipped != nullptr) {
      json = *shipped;
    } else {
      ASSIGN_OR_RETURN(json, commands::ReadFile(file));
    }
    auto survey = dialogs::Survey::Parse(json);
    if (!survey) return core::Err(ErrorCode::kInvalid, file + ":\n" + survey.error().message);
    if ((*survey)->id() == survey_id) return ReadScripts((*survey)->canonical_json(), catalogs);
  }
  return core::Err(ErrorCode::kNotFound,
                   "survey \"" + survey_id + "\" is not among the configuration's surveys");
}

core::Result<Line> ReadLine(const std::string& name, core::JsonValue channel,
                            const std::string& target) {
  Line line;
  line.name = name;
  line.target = target;
  line.hook = target + "/hooks/" + core::PercentEncode(name);
  ASSIGN_OR_RETURN(auto settings, core::JsonDocument::Parse(channel.Dump()));
  line.settings = std::make_shared<const core::JsonDocument>(std::move(settings));
  return line;
}

bool Wanted(const Line& line, const std::vector<std::string>& channels) {
  return channels.empty() ||
         std::any_of(channels.begin(), channels.end(),
                     [&](const std::string& c) { return c == line.name || c == line.type(); });
}

std::string ApiOf(const Line& line) {
  const ProviderType* type = FindProviderType(line.type());
  std::string api = type == nullptr || type->api == nullptr ? "" : type->api(line);
  while (api.ends_with('/')) api.pop_back();
  return api;
}

void CheckLine(const Line& line, core::Problems& problems) {
  std::string path = "channels." + line.name;
  const ProviderType* type = FindProviderType(line.type());
  if (type == nullptr) {
    problems.push_back(
        {path + ".type", "cannot be simulated; leave the channel out by --channels"});
    return;
  }
  for (std::string_view key : type->needs) {
    if (line.Text(key).empty())
      problems.push_back({path + "." + std::string(key), "is needed for webhooks"});
  }
  if (type->api == nullptr) return;
  std::string api = ApiOf(line);
  if (!api.starts_with("http://127.0.0.1:") && !api.starts_with("http://localhost:")) {
    problems.push_back(
        {path,
         "its provider is not on this machine: simulated workers would write to real people. Point "
         "api_base or sendsms_url at a port of 127.0.0.1, as docs/examples/demo.json does"});
  }
}

// "127.0.0.1:18090" from the first line's api.
std::string ListenFrom(const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    std::string api = ApiOf(line);
    if (api.starts_with("http://")) return api.substr(7, api.find('/', 7) - 7);
  }
  return "127.0.0.1:18090";
}

}  // namespace

std::string Line::Text(std::string_view key) const {
  auto found = settings->root().Find(key);
  return found && found->kind() == core::JsonKind::kString ? found->String() : "";
}

core::Result<Settings> ReadSettings(const std::string& config_file,
                                    const std::vector<std::string>& channels,
                                    const std::string& target, const std::string& listen) {
  ASSIGN_OR_RETURN(Config config, LoadConfig(config_file, nullptr));
  ASSIGN_OR_RETURN(auto document, ReadResolved(config_file));
  ASSIGN_OR_RETURN(auto catalogs, locales::Catalogs::Load(config.data_dir + "/locales"));
  core::Problems problems;
  Settings out;
  out.country = config.country;
  out.target =
      !target.empty() ? target : "http://127.0.0.1:" + std::to_string(config.public_listen.port);
  while (out.target.ends_with('/')) out.target.pop_back();
  for (const auto& [name, channel] : config.channels) {
    ASSIGN_OR_RETURN(Line line,
                     ReadLine(name, *document.root().Find("channels")->Find(name), out.target));
    if (!Wanted(line, channels)) continue;
    CheckLine(line, problems);
    auto scripts = ScriptsOf(channel.survey, config, catalogs);
    if (!scripts) {
      problems.push_back({"channels." + name + ".survey", scripts.error().message});
      continue;
    }
    line.scripts = std::move(*scripts);
    out.lines.push_back(std::move(line));
  }
  for (const std::string& wanted : channels) {
    bool found = std::any_of(out.lines.begin(), out.lines.end(),
                             [&](const Line& l) { return l.name == wanted || l.type() == wanted; });
    if (!found && problems.empty()) {
      problems.push_back({"--channels", "no channel of the configuration is named \"" + wanted +
                                            "\" or of that type"});
    }
  }
  if (out.lines.empty() && problems.empty())
    problems.push_back({"--channels", "the configuration has no channel to simulate"});
  auto address = config::ParseListen(listen.empty() ? ListenFrom(out.lines) : listen);
  if (!address) {
    problems.push_back({"--listen", "must be \"address:port\", like \"127.0.0.1:18090\""});
  } else {
    out.listen_host = address->host;
    out.listen_port = address->port;
  }
  if (!problems.empty()) return core::Err(ErrorCode::kInvalid, core::Describe(problems));
  return out;
}

}  // namespace bot::simulate
