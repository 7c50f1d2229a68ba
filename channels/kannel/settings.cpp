// SPDX-License-Identifier: Apache-2.0
#include "channels/kannel/settings.h"

#include "channels/settings.h"

namespace channels::kannel {

std::optional<Settings> ReadSettings(core::ObjectReader& settings, const ChannelContext& context) {
  SettingsReader reader(settings);
  Settings out;
  out.sendsms_url = reader.Required("sendsms_url", "the URL of Kannel's sendsms service");
  if (!out.sendsms_url.empty())
    out.sendsms_url = reader.Url("sendsms_url", "", PlainHttp::kPrivateNetwork);
  out.username = reader.Required("username", "the user of Kannel's group sendsms-user");
  out.password = core::SecretString(
      reader.Required("password", "the password of Kannel's group sendsms-user"));
  out.from = reader.Required("from", "the number or name that messages come from");
  out.secret = reader.SharedSecret("secret", true);
  std::string dlr_base = reader.Url("dlr_base", "", PlainHttp::kPrivateNetwork);
  if (!dlr_base.empty()) {
    out.dlr_url =
        dlr_base + "/hooks/" + core::PercentEncode(context.name) + "?secret=" + out.secret.Reveal();
  }
  out.smart_encoding = reader.Flag("smart_encoding", out.smart_encoding);
  out.messages_per_second = reader.Rate(out.messages_per_second);
  if (!reader.ok()) return std::nullopt;
  return out;
}

}  // namespace channels::kannel
