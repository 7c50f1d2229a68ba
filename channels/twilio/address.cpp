// SPDX-License-Identifier: Apache-2.0
#include "channels/twilio/address.h"

namespace channels::twilio {
namespace {
constexpr std::string_view kWhatsApp = "whatsapp:";
constexpr std::string_view kSms = "sms:";
}  // namespace

core::Address AddressFrom(const Settings& settings, std::string_view twilios) {
  const bool whatsapp = twilios.starts_with(kWhatsApp);
  if (whatsapp == settings.whatsapp)
    return core::Address(std::string(twilios.substr(whatsapp ? kWhatsApp.size() : 0)));
  std::string other = whatsapp || twilios.empty() ? "" : std::string(kSms);
  return core::Address(other.append(twilios));
}

Pair PairFor(const Settings& settings, const core::Address& to) {
  std::string_view address = to.Reveal();
  bool whatsapp = settings.whatsapp;
  if (address.starts_with(kSms)) {
    address.remove_prefix(kSms.size());
    whatsapp = false;
  } else if (address.starts_with(kWhatsApp)) {
    address.remove_prefix(kWhatsApp.size());
    whatsapp = true;
  }
  const std::string prefix(whatsapp ? kWhatsApp : "");
  return {settings.from.empty() ? "" : prefix + settings.from, prefix + std::string(address)};
}

}  // namespace channels::twilio
