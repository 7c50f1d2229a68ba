// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/settings.h"

#include <algorithm>
#include <filesystem>

#include "bot/commands/lines.h"
#include "bot/config/config.h"
#include "bot/config/listen.h"
#include "bot/config/resolve.h"
#include "core/json.h"
#include "dialogs/survey.h"

namespace bot::simulate {
namespace {

using core::ErrorCode;

constexpr std::string_view kSendsmsPath = "/cgi-bin/sendsms";

core::Result<core::JsonDocument> ReadResolved(const std::string& file) {
  ASSIGN_OR_RETURN(std::string text, commands::ReadFile(file));
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(text, true));
  core::Problems problems;  // LoadConfig() has reported them
  std::string folder = std::filesystem::absolute(file).parent_path().string();
  ASSIGN_OR_RETURN(auto resolved,
                   config::Resolve(document.root(), folder, config::FromEnvironment, problems));
  return std::move(resolved.document);
}

std::string StringOf(core::JsonValue object, std::string_view key) {
  auto found = object.Find(key);
  return found && found->kind() == core::JsonKind::kString ? found->String() : "";
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

Line ReadLine(const std::string& name, core::JsonValue channel) {
  Line line;
  line.name = name;
  line.type = StringOf(channel, "type");
  line.secret = core::SecretString(StringOf(channel, "secret"));
  line.token = core::SecretString(StringOf(channel, "token"));
  line.username = StringOf(channel, "username");
  line.password = core::SecretString(StringOf(channel, "password"));
  line.from = StringOf(channel, "from");
  line.api =
      line.type == "kannel" ? StringOf(channel, "sendsms_url") : StringOf(channel, "api_base");
  if (line.api.ends_with(kSendsmsPath)) line.api.resize(line.api.size() - kSendsmsPath.size());
  while (line.api.ends_with('/')) line.api.pop_back();
  return line;
}

bool Wanted(const Line& line, const std::vector<std::string>& channels) {
  return channels.empty() ||
         std::any_of(channels.begin(), channels.end(),
                     [&](const std::string& c) { return c == line.name || c == line.type; });
}

void CheckLine(const Line& line, core::Problems& problems) {
  std::string path = "channels." + line.name;
  if (line.type == "webchat") return;
  if (!line.api.starts_with("http://127.0.0.1:") && !line.api.starts_with("http://localhost:")) {
    problems.push_back({path,
                        "its provider is not on this machine: simulated workers would write to "
                        "real people. Point api_base or "
                        "sendsms_url at a port of 127.0.0.1, as docs/examples/demo.json does"});
  }
  if (line.secret.empty()) problems.push_back({path + ".secret", "is needed for webhooks"});
}

// "127.0.0.1:18090" from the first line's api.
std::string ListenFrom(const std::vector<Line>& lines) {
  for (const Line& line : lines) {
    if (line.api.starts_with("http://")) return line.api.substr(7);
  }
  return "127.0.0.1:18090";
}

}  // namespace

core::Result<Settings> ReadSettings(const std::string& config_file,
                                    const std::vector<std::string>& channels,
                                    const std::string& target, const std::string& listen) {
  ASSIGN_OR_RETURN(Config config, LoadConfig(config_file, nullptr));
  ASSIGN_OR_RETURN(auto document, ReadResolved(config_file));
  ASSIGN_OR_RETURN(auto catalogs, locales::Catalogs::Load(config.data_dir + "/locales"));
  core::Problems problems;
  Settings out;
  out.country = config.country;
  for (const auto& [name, channel] : config.channels) {
    Line line = ReadLine(name, *document.root().Find("channels")->Find(name));
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
                             [&](const Line& l) { return l.name == wanted || l.type == wanted; });
    if (!found && problems.empty()) {
      problems.push_back({"--channels", "no channel of the configuration is named \"" + wanted +
                                            "\" or of that type"});
    }
  }
  if (out.lines.empty() && problems.empty())
    problems.push_back({"--channels", "the configuration has no channel to simulate"});
  out.target =
      !target.empty() ? target : "http://127.0.0.1:" + std::to_string(config.public_listen.port);
  while (out.target.ends_with('/')) out.target.pop_back();
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
