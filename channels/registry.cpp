// SPDX-License-Identifier: Apache-2.0
#include "channels/registry.h"

#include <algorithm>
#include <array>

#include "channels/http_sms/http_sms.h"
#include "channels/kannel/kannel.h"
#include "channels/telegram/telegram.h"
#include "channels/twilio/twilio.h"
#include "channels/webchat/webchat.h"
#include "channels/whatsapp/whatsapp.h"

namespace channels {
namespace {

constexpr std::array kTypes = {
    ChannelType{"http_sms", http_sms::Make}, ChannelType{"kannel", kannel::Make},
    ChannelType{"telegram", telegram::Make}, ChannelType{"twilio", twilio::Make},
    ChannelType{"webchat", webchat::Make},   ChannelType{"whatsapp", whatsapp::Make},
};

}  // namespace

std::span<const ChannelType> ChannelTypes() { return kTypes; }

const ChannelType* FindChannelType(std::string_view type) {
  auto it = std::find_if(kTypes.begin(), kTypes.end(),
                         [&](const ChannelType& t) { return t.type == type; });
  return it == kTypes.end() ? nullptr : &*it;
}

}  // namespace channels
