// SPDX-License-Identifier: Apache-2.0
#include "channels/twilio/settings.h"

#include <algorithm>

#include "channels/settings.h"

namespace channels::twilio {
namespace {

constexpr std::string_view kWhatsApp = "whatsapp:";

// Twilio's own have 34 characters (https://www.twilio.com/docs/glossary/what-is-a-sid); its doubles
// write shorter ones.
bool IsSid(std::string_view sid, std::string_view prefix) {
  return sid.size() > 2 && sid.size() <= 64 && sid.starts_with(prefix) &&
         std::all_of(sid.begin(), sid.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

// An address that Twilio can send from: a number, a short code, an alphanumeric sender of 3 to 11
// characters.
bool IsSender(std::string_view from) {
  return from.size() >= 3 && from.size() <= 20 &&
         std::all_of(from.begin(), from.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

// Twilio signs the URL that it was given, with or without the standard port; so both forms of the
// origin are kept (twilio-node, src/webhooks/webhooks.ts, validateRequest).
void SplitPublicUrl(std::string url, Settings& out) {
  if (url.ends_with(out.hook_path)) url.resize(url.size() - out.hook_path.size());
  const size_t host = url.find("://") + 3;
  const size_t slash = std::min(url.find('/', host), url.size());
  out.base_path = url.substr(slash);
  url.resize(slash);
  const std::string standard = url.starts_with("https:") ? ":443" : ":80";
  const size_t colon = url.rfind(':');
  const bool has_port = colon > host && url.find(']', colon) == std::string::npos;
  if (has_port && url.substr(colon) == standard) url.resize(colon);
  const bool odd_port = has_port && url.size() > colon;
  out.origin = url;
  out.origin_without_port = odd_port ? url.substr(0, colon) : url;
  out.origin_with_port = odd_port ? url : url + standard;
}

void ReadSender(SettingsReader& reader, core::ObjectReader& settings, Settings& out) {
  out.messaging_service_sid = settings.String("messaging_service_sid", "");
  if (!out.messaging_service_sid.empty() && !IsSid(out.messaging_service_sid, "MG"))
    reader.Report("messaging_service_sid",
                  "must begin with MG and hold letters and digits, as Twilio's console shows it");
  std::string from = settings.String("from", "");
  out.whatsapp = from.starts_with(kWhatsApp) || reader.Flag("whatsapp", false);
  if (from.starts_with(kWhatsApp)) from.erase(0, kWhatsApp.size());
  if (from.empty() && out.messaging_service_sid.empty()) {
    reader.Report("from",
                  "is missing; it must be the number that messages come from, like +15551234567 or "
                  "whatsapp:+15551234567, unless messaging_service_sid is given");
  } else if (!from.empty() && !IsSender(from)) {
    reader.Report("from",
                  "must be a number like +15551234567, a short code or a sender's name of 3 to 20 "
                  "characters");
  }
  out.from = std::move(from);
}

void ReadAccess(SettingsReader& reader, core::ObjectReader& settings, Settings& out) {
  out.account_sid = reader.Required("account_sid", "the account's SID from Twilio's console");
  if (!out.account_sid.empty() && !IsSid(out.account_sid, "AC"))
    reader.Report("account_sid",
                  "must begin with AC and hold letters and digits, as Twilio's console shows it");
  out.auth_token = core::SecretString(
      reader.Required("auth_token", "the account's auth token: it signs the webhooks"));
  out.previous_auth_token = core::SecretString(settings.String("previous_auth_token", ""));
  out.api_key_sid = settings.String("api_key_sid", "");
  out.api_key_secret = core::SecretString(settings.String("api_key_secret", ""));
  if (out.api_key_sid.empty() != out.api_key_secret.empty())
    reader.Report("api_key_sid", "and api_key_secret belong together: give both, or neither");
  if (!out.api_key_sid.empty() && !IsSid(out.api_key_sid, "SK"))
    reader.Report("api_key_sid",
                  "must begin with SK and hold letters and digits, as Twilio's console shows it");
}

void ReadTemplates(SettingsReader& reader, core::ObjectReader& settings, Settings& out) {
  core::Problems problems;
  settings.Members("templates", [&](const std::string& language, core::JsonValue value,
                                    const std::string& path) {
    core::ObjectReader member(value, path.substr(settings.path().size() + 1), problems);
    Template& made = out.templates[language];
    made.content_sid = member.String("content_sid");
    if (member.Has("content_sid") && !IsSid(made.content_sid, "HX"))
      member.Report("content_sid",
                    "must begin with HX and hold letters and digits, as Twilio's console shows it");
    made.parameters = member.Strings("parameters");
    member.Finish();
  });
  for (const core::Problem& problem : problems) reader.Report(problem.where, problem.what);
  if (!out.templates.empty() && !out.whatsapp)
    reader.Report("templates", "are for WhatsApp only: SMS has no 24 h window");
}

}  // namespace

std::optional<Settings> ReadSettings(core::ObjectReader& settings, const ChannelContext& context) {
  SettingsReader reader(settings);
  Settings out;
  ReadAccess(reader, settings, out);
  ReadSender(reader, settings, out);
  ReadTemplates(reader, settings, out);
  out.hook_path = "/hooks/" + core::PercentEncode(context.name);
  std::string url = reader.Url("public_url", context.public_url, PlainHttp::kPrivateNetwork);
  if (url.empty() && reader.ok())
    reader.Report("public_url",
                  "is missing; it must be this service's address as Twilio calls it, like "
                  "https://bot.example: signatures are made over it");
  out.api_base = reader.Url("api_base", "https://api.twilio.com", PlainHttp::kLoopback);
  // Long codes send one segment a second to the USA and Canada, other senders 10 and more; Twilio
  // queues for hours (https://www.twilio.com/docs/messaging/guides/scaling-queueing-latency).
  out.messages_per_second = reader.Rate(out.whatsapp ? 10 : 1);
  if (!reader.ok()) return std::nullopt;
  SplitPublicUrl(std::move(url), out);
  return out;
}

}  // namespace channels::twilio
