// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/provider.h"

#include <fmt/format.h>

#include <array>

namespace bot::simulate {
namespace {

std::string ApiBase(const Line& line) { return line.Text("api_base"); }

std::string SendsmsHost(const Line& line) {
  constexpr std::string_view kPath = "/cgi-bin/sendsms";
  std::string url = line.Text("sendsms_url");
  if (url.ends_with(kPath)) url.resize(url.size() - kPath.size());
  return url;
}

// The table. One line per provider; its file is in providers/.
const std::array kTypes = {
    ProviderType{"telegram", ApiBase, {"secret"}, MakeTelegram},
    ProviderType{"kannel", SendsmsHost, {"secret"}, MakeKannel},
    ProviderType{"twilio", ApiBase, {"auth_token", "public_url"}, MakeTwilio},
    ProviderType{"http_sms", HttpSmsApi, {"secret"}, MakeHttpSms},
    ProviderType{"webchat", nullptr, {}, MakeWebchat},
    ProviderType{
        "whatsapp", ApiBase, {"app_secret", "phone_number_id", "access_token"}, MakeWhatsApp},
};

}  // namespace

const ProviderType* FindProviderType(std::string_view type) {
  for (const ProviderType& known : kTypes) {
    if (known.type == type) return &known;
  }
  return nullptr;
}

std::string PhoneNumber(const std::string& country, core::RandomSource& random) {
  if (country == "WS") return fmt::format("+68572{:05}", random.Below(100'000));
  return fmt::format("+88017{:08}", random.Below(100'000'000));
}

}  // namespace bot::simulate
