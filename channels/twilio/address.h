// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "channels/twilio/settings.h"

namespace channels::twilio {

// Twilio's "+1555..." or "whatsapp:+1555..." as our address: bare where it belongs to the channel's
// kind, with "whatsapp:" or "sms:" before it where one number serves both and the message came the
// other way.
[[nodiscard]] core::Address AddressFrom(const Settings& settings, std::string_view twilios);

struct Pair {
  std::string from;  // "" = the messaging service chooses
  std::string to;
};
// The reverse, both ends of the same kind.
[[nodiscard]] Pair PairFor(const Settings& settings, const core::Address& to);

}  // namespace channels::twilio
