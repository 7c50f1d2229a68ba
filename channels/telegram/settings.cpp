// SPDX-License-Identifier: Apache-2.0
#include "channels/telegram/settings.h"

#include <algorithm>
#include <cctype>

#include "channels/settings.h"

namespace channels::telegram {
namespace {

bool IsToken(std::string_view token) {
  return token.size() <= 256 && std::all_of(token.begin(), token.end(), [](char c) {
           auto u = static_cast<unsigned char>(c);
           return u < 0x80 && (std::isalnum(u) != 0 || c == ':' || c == '_' || c == '-');
         });
}

}  // namespace

std::optional<Settings> ReadSettings(core::ObjectReader& settings, const ChannelContext& context) {
  SettingsReader reader(settings);
  Settings out;
  std::string token = reader.Required("token", "the bot token that @BotFather gave");
  if (!IsToken(token))
    reader.Report("token",
                  "is not a bot token; copy it from @BotFather, it looks like 123456:ABC-def");
  out.token = core::SecretString(std::move(token));
  // Without a public address nothing but polling brings messages, and a token alone makes a bot.
  out.secret = reader.SharedSecret("secret", !context.public_url.empty());
  out.api_base = reader.Url("api_base", "https://api.telegram.org", PlainHttp::kLoopback);
  out.messages_per_second = reader.Rate(out.messages_per_second);
  if (!context.public_url.empty()) {
    std::string base = context.public_url;
    while (base.ends_with('/')) base.pop_back();
    out.webhook_url = base + "/hooks/" + core::PercentEncode(context.name);
  }
  if (!reader.ok()) return std::nullopt;
  return out;
}

core::HttpCall MethodCall(const Settings& settings, std::string_view method,
                          std::string json_body) {
  core::HttpCall call;
  call.url = settings.api_base + "/bot" + settings.token.Reveal() + "/" + std::string(method);
  call.headers = {{"Content-Type", "application/json"}};
  call.body = std::move(json_body);
  return call;
}

}  // namespace channels::telegram
