// SPDX-License-Identifier: Apache-2.0
// WhatsApp Cloud API (Meta). Settings: phone_number_id, access_token, app_secret, verify_token,
// api_base, api_version, templates, messages_per_second. At Meta: the webhook's address is
// <public_url>/hooks/<name>, field "messages".
#pragma once

#include <memory>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::whatsapp {

[[nodiscard]] std::unique_ptr<Channel> Make(core::ObjectReader& settings,
                                            const ChannelContext& context);

}  // namespace channels::whatsapp
