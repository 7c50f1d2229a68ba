// SPDX-License-Identifier: Apache-2.0
#include "bot/config/read_alerts.h"

#include <filesystem>

#include "bot/config/resolve.h"
#include "channels/settings.h"
#include "ecms/alert_address.h"

namespace bot::config {
namespace {

// "smtp://host:587" becomes "http://host:587": the rest of the rules are those of every URL here.
std::string ServerProblem(const std::string& url, bool plain_text, bool insist) {
  const bool smtps = url.starts_with("smtps://");
  if (!smtps && !url.starts_with("smtp://"))
    return "must begin with smtp:// (port 587) or smtps:// (port 465)";
  const std::string rest = url.substr(smtps ? 8 : 7);
  if (rest.find('/') != std::string::npos)
    return "must end after the host and the port, like smtp://mail.example.org:587";
  if (std::string problem = channels::UrlProblem("https://" + rest, channels::PlainHttp::kLoopback);
      !problem.empty())
    return problem;
  if (!plain_text) return "";
  if (smtps) return "smtps:// is always encrypted; leave out \"tls\": \"none\"";
  const bool near = channels::UrlProblem("http://" + rest, channels::PlainHttp::kLoopback).empty();
  return near || insist ? ""
                        : "is another machine, and \"tls\" is \"none\": who writes to whom could "
                          "be read on the way; see alerts.smtp.allow_plain_text";
}

void ReadSmtp(core::ObjectReader& alerts, const std::string& folder, AlertsConfig& out) {
  if (!alerts.Has("smtp")) return;
  core::ObjectReader smtp = alerts.Object("smtp");
  MailServer& server = out.smtp.emplace();
  server.url = smtp.String("url");
  server.plain_text = smtp.OneOf("tls", {"required", "none"}, "required") == "none";
  const bool insist = smtp.Bool("allow_plain_text", false);
  if (smtp.Has("url")) {
    if (std::string problem = ServerProblem(server.url, server.plain_text, insist);
        !problem.empty())
      smtp.Report("url", problem);
  }
  server.user = smtp.String("user", "");
  server.password = core::SecretString(smtp.String("password", ""));
  if (server.user.empty() != server.password.empty())
    smtp.Report(server.user.empty() ? "user" : "password",
                "is missing: user and password go together");
  if (server.plain_text && insist && !server.password.empty())
    smtp.Report("password", "would cross the network unencrypted; use \"tls\": \"required\"");
  const std::string from = smtp.String("from");
  auto address = ecms::NormalEmail(from);
  if (address)
    server.from = address->Reveal();
  else if (smtp.Has("from"))
    smtp.Report("from", "must be the address that mails come from: " + address.error().message);
  if (const std::string ca = smtp.String("ca_file", ""); !ca.empty()) {
    server.ca_file = Under(folder, ca);
    std::error_code error;
    if (!std::filesystem::is_regular_file(server.ca_file, error))
      smtp.Report("ca_file", "cannot be read");
  }
  smtp.Finish();
}

void ReadTextMessages(core::ObjectReader& alerts, const Config& config, AlertsConfig& out) {
  out.sms_channel = alerts.String("sms_channel", "");
  if (out.sms_channel.empty()) return;
  const auto it = config.channels.find(out.sms_channel);
  if (it == config.channels.end()) {
    alerts.Report("sms_channel", "must be the name of one of `channels`");
  } else if (it->second.channel && it->second.channel->traits().kind != core::ChannelKind::kSms) {
    alerts.Report("sms_channel",
                  "must be a channel that sends SMS; others may not write to somebody first");
  }
}

void ReadLink(core::ObjectReader& alerts, const Config& config, AlertsConfig& out) {
  const std::string own =
      !config.office_listen && !config.public_url.empty() ? config.public_url + "/inbox" : "";
  out.link = alerts.String("link", own);
  if (!alerts.Has("link") || out.link.empty()) return;
  if (std::string problem = channels::UrlProblem(out.link, channels::PlainHttp::kPrivateNetwork);
      !problem.empty())
    alerts.Report("link", problem);
}

}  // namespace

void ReadAlerts(core::ObjectReader& root, const std::string& folder, Config& out) {
  if (!root.Has("alerts")) return;
  core::ObjectReader alerts = root.Object("alerts");
  ReadSmtp(alerts, folder, out.alerts);
  ReadTextMessages(alerts, out, out.alerts);
  ReadLink(alerts, out, out.alerts);
  if (!out.alerts.smtp && out.alerts.sms_channel.empty())
    alerts.Report("smtp", "is missing: alerts leave by smtp, by sms_channel or by both");
  out.alerts.watch.ending = std::chrono::hours(alerts.Integer("ending_hours", 1, 72, 2));
  out.alerts.watch.silent = std::chrono::hours(alerts.Integer("silent_hours", 0, 24 * 90, 48));
  out.alerts.every = std::chrono::minutes(alerts.Integer("at_most_every_minutes", 1, 24 * 60, 15));
  alerts.Finish();
}

}  // namespace bot::config
