// SPDX-License-Identifier: Apache-2.0
#include "channels/whatsapp/settings.h"

#include <re2/re2.h>

#include "channels/settings.h"

namespace channels::whatsapp {
namespace {

constexpr const char* kGraph = "https://graph.facebook.com";
constexpr const char* kVersion = "v23.0";

bool Matches(const std::string& text, const char* pattern) { return RE2::FullMatch(text, pattern); }

// `api_base` may end in a version ("https://graph.facebook.com/v23.0"); else `api_version` is put
// behind it.
std::string MessagesUrl(SettingsReader& reader, core::ObjectReader& settings,
                        const std::string& phone_number_id) {
  std::string base = reader.Url("api_base", kGraph, PlainHttp::kLoopback);
  while (base.ends_with('/')) base.pop_back();
  std::string version = settings.String("api_version", kVersion);
  if (!Matches(version, R"(v\d{1,3}(\.\d{1,3})?)"))
    reader.Report("api_version", "must look like \"v23.0\"");
  if (!RE2::PartialMatch(base, R"(/v\d{1,3}(\.\d{1,3})?$)")) base += "/" + version;
  return base + "/" + phone_number_id + "/messages";
}

Template ReadTemplate(core::JsonValue value, const std::string& path, core::Problems& problems) {
  core::ObjectReader reader(value, path, problems);
  Template out;
  out.name = reader.String("name");
  if (reader.Has("name") && !Matches(out.name, "[a-z0-9_]{1,512}"))
    reader.Report("name", "must be the template's name at Meta: a-z, 0-9 and _");
  out.language = reader.String("language");
  if (reader.Has("language") && !Matches(out.language, "[a-z]{2,3}(_[A-Z]{2})?"))
    reader.Report("language", "must be the template's language at Meta, like \"en_US\" or \"sw\"");
  out.parameters = reader.Strings("parameters");
  reader.Finish();
  return out;
}

}  // namespace

std::optional<Settings> ReadSettings(core::ObjectReader& settings) {
  SettingsReader reader(settings);
  Settings out;
  out.phone_number_id =
      reader.Required("phone_number_id", "the phone number id that Meta's app dashboard shows");
  if (!out.phone_number_id.empty() && !Matches(out.phone_number_id, "[A-Za-z0-9_-]{1,64}"))
    reader.Report("phone_number_id",
                  "is not an id (it is no phone number either: copy it from Meta's app dashboard)");
  out.access_token =
      core::SecretString(reader.Required("access_token", "a system user's permanent access token"));
  if (!Matches(out.access_token.Reveal(), R"([\x21-\x7e]*)"))
    reader.Report("access_token",
                  "is not an access token: it holds spaces or other characters that no token has");
  out.app_secret = core::SecretString(
      reader.Required("app_secret", "the app secret of the Meta app (App settings, Basic)"));
  out.verify_token = core::SecretString(
      reader.Required("verify_token", "the text that you enter at Meta as \"Verify token\""));
  out.messages_url = MessagesUrl(reader, settings, out.phone_number_id);
  out.messages_per_second = reader.Rate(out.messages_per_second);
  core::Problems problems;
  settings.Members("templates", [&](const std::string& language, core::JsonValue value,
                                    const std::string& path) {
    out.templates[language] =
        ReadTemplate(value, path.substr(settings.path().size() + 1), problems);
  });
  for (const core::Problem& problem : problems) reader.Report(problem.where, problem.what);
  if (!reader.ok()) return std::nullopt;
  return out;
}

}  // namespace channels::whatsapp
