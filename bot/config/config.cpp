// SPDX-License-Identifier: Apache-2.0
#include "bot/config/config.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bot/config/listen.h"
#include "bot/config/read_alerts.h"
#include "bot/config/read_channels.h"
#include "bot/config/read_feed.h"
#include "bot/config/resolve.h"
#include "channels/settings.h"
#include "core/json.h"
#include "core/log.h"
#include "core/time.h"
#include "dialogs/survey.h"
#include "ecms/profile.h"
#include "locales/understand.h"

namespace bot {
namespace {

using config::Under;
using core::ErrorCode;
using core::ObjectReader;
using core::Problems;

constexpr size_t kMaxConfigBytes = size_t{1} << 20;
constexpr std::string_view kListenForm =
    "must be \"address:port\", like \"127.0.0.1:8080\", \"[::1]:8080\" or \"*:8080\"";

struct Source {
  std::string folder;
  core::JsonDocument document;
  std::vector<std::string> plain_secrets;
};

core::Result<Source> ReadSource(const std::string& file, Problems& problems) {
  std::ifstream in(file, std::ios::binary);
  std::error_code ec;
  if (!in || !std::filesystem::is_regular_file(file, ec)) {
    return core::Err(ErrorCode::kNotFound, file + ": the configuration file cannot be read");
  }
  std::string text(kMaxConfigBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  if (text.size() > kMaxConfigBytes)
    return core::Err(ErrorCode::kInvalid, file + ": a configuration file has at most 1 MiB");
  auto document = core::JsonDocument::Parse(text, true);
  if (!document) return core::Err(ErrorCode::kInvalid, file + ": " + document.error().message);
  std::string folder = std::filesystem::absolute(file, ec).parent_path().string();
  auto resolved = config::Resolve(document->root(), folder, config::FromEnvironment, problems);
  if (!resolved) return core::Err(ErrorCode::kInvalid, file + ": " + resolved.error().message);
  return Source{std::move(folder), std::move(resolved->document),
                std::move(resolved->plain_secrets)};
}

// ---- one function per block of the file ----

void ReadListen(ObjectReader& root, Config& out) {
  ObjectReader listen = root.Object("listen");
  auto read = [&](std::string_view key, const std::string& text, Listen& into) {
    auto parsed = config::ParseListen(text);
    if (parsed) {
      into = std::move(*parsed);
    } else if (!text.empty()) {
      listen.Report(key, std::string(kListenForm));
    }
  };
  read("public", listen.String("public"), out.public_listen);
  if (std::string office = listen.String("office", ""); !office.empty()) {
    out.office_listen.emplace();
    read("office", office, *out.office_listen);
  }
  read("internal", listen.String("internal", "127.0.0.1:8081"), out.internal_listen);
  listen.Finish();
  if (config::Collide(out.internal_listen, out.public_listen))
    listen.Report("internal", "is the same address and port as listen.public");
  if (!out.office_listen) return;
  if (config::Collide(*out.office_listen, out.public_listen)) {
    listen.Report("office",
                  "is the same address and port as listen.public; leave it out to share them");
  }
  if (config::Collide(*out.office_listen, out.internal_listen))
    listen.Report("office", "is the same address and port as listen.internal");
}

void ReadPublicUrl(ObjectReader& root, Config& out) {
  out.public_url = root.String("public_url", "");
  if (out.public_url.empty()) return;
  auto plain = out.demo ? channels::PlainHttp::kPrivateNetwork : channels::PlainHttp::kLoopback;
  if (std::string problem = channels::UrlProblem(out.public_url, plain); !problem.empty())
    root.Report("public_url", problem);
  while (out.public_url.ends_with('/')) out.public_url.pop_back();
}

void ReadFolders(ObjectReader& root, const std::string& folder, Folders& out) {
  std::string data = root.String("data_dir");
  if (!data.empty()) {
    out.data_dir = Under(folder, data);
  } else if (root.Has("data_dir")) {
    root.Report("data_dir", "must name the folder of the databases");
  }
  ObjectReader keys = root.Object("keys", true);
  std::string dir = keys.String("dir", "");
  out.keys_dir = dir.empty() ? out.data_dir + "/keys" : Under(folder, dir);
}

void ReadKeys(ObjectReader& root, const std::string& folder, Config& out) {
  Folders folders;
  ReadFolders(root, folder, folders);
  out.data_dir = folders.data_dir;
  out.keys_dir = folders.keys_dir;
  ObjectReader keys = root.Object("keys", true);
  (void)keys.Value("dir");
  std::string office = keys.String("office_public", "");
  if (!office.empty()) {
    auto key = privacy::PublicKeyFromBase64(office);
    if (key) {
      out.office_public = *key;
    } else {
      keys.Report("office_public",
                  "must be the base64 of 32 bytes, as `dwbot keys office` writes it to office.pub");
    }
  }
  keys.Finish();
}

bool IsUpperPair(const std::string& text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void ReadOffice(ObjectReader& root, Config& out) {
  out.country = root.String("country");
  if (!out.country.empty() && !IsUpperPair(out.country))
    root.Report("country", "must be an ISO 3166 code of two capital letters, like \"WS\"");
  out.time_zone = root.String("time_zone", "");
  if (out.time_zone.empty() && IsUpperPair(out.country)) {
    out.time_zone = locales::DefaultTimeZone(out.country);
    if (out.time_zone.empty())
      root.Report("country", "is not a country whose time zone is known; give time_zone");
  } else if (!out.time_zone.empty() && !locales::LocalHour(out.time_zone, core::Timestamp{})) {
    root.Report("time_zone", "is not an IANA time zone, like \"Pacific/Apia\"");
  }
  out.organisation = root.String("organisation", "office");
  if (out.organisation.empty() || out.organisation.size() > 64 ||
      out.organisation.find('|') != std::string::npos) {
    root.Report("organisation", "must have 1 to 64 characters and no \"|\"");
  }
  ObjectReader office = root.Object("office", true);
  out.office_name = office.String("name", out.organisation);
  out.office_check = office.String("check", out.public_url);
  office.Finish();
}

void ReadProfile(ObjectReader& root, const std::string& folder, Config& out) {
  const std::string name = root.String("profile", "");
  const bool shipped = ecms::ShippedProfile(name) != nullptr;
  out.profile = name.empty() ? ecms::ShippedProfileFor(out.country)
                : shipped    ? name
                             : Under(folder, name);
}

void ReadSurveys(ObjectReader& root, const std::string& folder, Config& out) {
  if (const std::string rights = root.String("rights", ""); !rights.empty())
    out.rights_file = Under(folder, rights);
  for (const std::string& name : root.Strings("surveys")) {
    out.survey_files.push_back(dialogs::ShippedSurvey(name) != nullptr ? name
                                                                       : Under(folder, name));
  }
  if (!root.Has("surveys") || out.survey_files.empty()) {
    root.Report("surveys",
                "must name at least one survey: a file, or a shipped one such as \"core-9\"");
  }
}

void ReadHelp(ObjectReader& root, Problems& problems, Config& out) {
  root.Array("help", [&](core::JsonValue value, const std::string& path) {
    ObjectReader item(value, path, problems);
    dialogs::HelpNumber help;
    help.purpose = item.OneOf("for", {"danger", "violence", "child", "any"});
    help.number = item.String("number");
    if (value.kind() == core::JsonKind::kObject && item.Has("number") &&
        (help.number.empty() || help.number.size() > 64)) {
      item.Report("number", "must be the number as it is shown to workers, at most 64 characters");
    }
    help.hours = item.String("hours", "");
    help.languages = item.Strings("languages");
    std::string checked = item.String("checked", "");
    if (!checked.empty() && !core::DayFromText(checked))
      item.Report("checked", "must be the day when somebody called it, like \"2026-11-01\"");
    item.Finish();
    out.help.push_back(std::move(help));
  });
}

void ReadLimits(ObjectReader& root, Config& out) {
  ObjectReader limits = root.Object("limits", true);
  Limits& l = out.limits;
  auto count = [&](std::string_view key, int64_t min, int64_t max, auto& into) {
    using T = std::decay_t<decltype(into)>;
    into = static_cast<T>(limits.Integer(key, min, max, static_cast<int64_t>(into)));
  };
  count("max_connections", 8, 65536, l.max_connections);
  count("max_queued_turns", 16, 1'000'000, l.max_queued_turns);
  count("turns_per_conversation_per_minute", 0, 100'000, l.turns_per_conversation_per_minute);
  count("new_conversations_per_minute", 0, 1'000'000, l.new_conversations_per_minute);
  count("webchat_tokens_per_network_per_hour", 0, 1'000'000, l.webchat_tokens_per_network_per_hour);
  count("outbound_messages_per_day", 0, 1'000'000'000, l.outbound.in_all);
  count("outbound_messages_per_conversation_per_day", 0, 1'000'000'000,
        l.outbound.per_conversation);
  count("outbound_messages_per_prefix_per_day", 0, 1'000'000'000, l.outbound.per_prefix);
  l.request_deadline = std::chrono::seconds(
      limits.Integer("request_deadline_seconds", 1, 600, l.request_deadline.count()));
  count("case_file_mib", 1, 100, l.case_file_mib);
  count("case_files_mib", 1, 2000, l.case_files_mib);
  if (l.case_files_mib < l.case_file_mib)
    limits.Report("case_files_mib",
                  "must be at least limits.case_file_mib: a case could not take one whole file");
  limits.Finish();
}

void ReadQualityMarks(ObjectReader& root, Config& out) {
  if (!root.Has("quality_marks")) return;
  out.quality_marks = 0;
  for (const std::string& name : root.Strings("quality_marks")) {
    const auto bits = name == "any" ? std::nullopt : ecms::QualityBits(name);
    if (!bits)
      root.Report("quality_marks", "\"" + name + "\" is none of burst, speed, copied, all_fine");
    out.quality_marks = static_cast<uint8_t>(out.quality_marks | bits.value_or(0));
  }
}

// A key that two readers look at (a channel's rate) is reported once.
std::string DescribeOnce(const Problems& problems) {
  Problems once;
  for (const core::Problem& p : problems) {
    bool known = std::any_of(once.begin(), once.end(), [&](const core::Problem& q) {
      return q.where == p.where && q.what == p.what;
    });
    if (!known) once.push_back(p);
  }
  return core::Describe(once);
}

void WarnOfPlainSecrets(const Config& config, const std::vector<std::string>& paths) {
  if (config.demo) return;
  for (const std::string& path : paths) {
    core::Log(core::LogLevel::kWarning, "config",
              "a secret stands in the configuration file; use \"${NAME}\" or {\"file\": \"...\"}",
              {core::LogField::Word(core::LogKey::kReason, path)});
  }
}

}  // namespace

core::Result<Config> LoadConfig(const std::string& file, const core::SecretString* signing_key) {
  Problems problems;
  ASSIGN_OR_RETURN(Source source, ReadSource(file, problems));
  ObjectReader root(source.document.root(), "", problems);
  Config out;
  out.demo = root.Bool("demo", false);
  ReadListen(root, out);
  ReadPublicUrl(root, out);
  ReadKeys(root, source.folder, out);
  ReadOffice(root, out);
  ReadProfile(root, source.folder, out);
  ReadSurveys(root, source.folder, out);
  ReadHelp(root, problems, out);
  ObjectReader languages = root.Object("languages", true);
  out.allow_unreviewed = languages.Strings("allow_unreviewed");
  languages.Finish();
  ReadLimits(root, out);
  ReadQualityMarks(root, out);
  config::ReadChannels(root, signing_key, problems, out);
  config::ReadFeed(root, out);
  config::ReadAlerts(root, source.folder, out);
  ObjectReader log = root.Object("log", true);
  out.debug_log = log.Bool("debug", false);
  log.Finish();
  root.Finish();
  if (!problems.empty()) return core::Err(ErrorCode::kInvalid, DescribeOnce(problems));
  WarnOfPlainSecrets(out, source.plain_secrets);
  return out;
}

core::Result<Folders> LoadFolders(const std::string& file) {
  Problems elsewhere;  // LoadConfig() reports these
  ASSIGN_OR_RETURN(Source source, ReadSource(file, elsewhere));
  Problems problems;
  ObjectReader root(source.document.root(), "", problems);
  Folders out;
  ReadFolders(root, source.folder, out);
  if (problems.empty()) return out;
  auto all = LoadConfig(file, nullptr);  // says these and everything else that is wrong
  return core::Err(ErrorCode::kInvalid, all ? core::Describe(problems) : all.error().message);
}

}  // namespace bot
