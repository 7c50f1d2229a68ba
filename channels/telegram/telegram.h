// SPDX-License-Identifier: Apache-2.0
// Telegram Bot API. Settings: token, secret, api_base, messages_per_second.
#pragma once

#include <memory>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::telegram {

[[nodiscard]] std::unique_ptr<Channel> Make(core::ObjectReader& settings,
                                            const ChannelContext& context);

}  // namespace channels::telegram
