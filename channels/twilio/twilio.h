// SPDX-License-Identifier: Apache-2.0
// Twilio, SMS and WhatsApp (https://www.twilio.com/docs/messaging). Settings: account_sid,
// auth_token, from and/or messaging_service_sid, whatsapp, public_url, api_base, api_key_sid,
// api_key_secret, previous_auth_token, messages_per_second. At Twilio, "A message comes in" of the
// number or messaging service, HTTP POST:
//   https://HOST/hooks/NAME#rc=5&rp=all
// The part after # makes Twilio repeat what could not be taken; by default it repeats only where no
// connection stood.
#pragma once

#include <memory>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::twilio {

[[nodiscard]] std::unique_ptr<Channel> Make(core::ObjectReader& settings,
                                            const ChannelContext& context);

}  // namespace channels::twilio
