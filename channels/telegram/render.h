// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "channels/telegram/settings.h"

namespace channels::telegram {

inline constexpr size_t kMaxTextUnits = 4096;    // sendMessage, UTF-16 units
inline constexpr size_t kMaxCallbackBytes = 64;  // InlineKeyboardButton.callback_data
inline constexpr size_t kMaxLabelUnits = 60;     // more is not legible on a phone's button
inline constexpr size_t kMaxButtons =
    100;  // more in one keyboard is refused ("reply markup is too long")

[[nodiscard]] core::Result<std::vector<core::HttpCall>> RenderMessage(
    const Settings& settings, const core::Address& to, const core::OutboundMessage& message);

// deleteMessages (https://core.telegram.org/bots/api#deletemessages): takes messages that are less
// than 48 hours old out of a private chat, ours and the person's. `ids`: "chat:number", one a line,
// of one chat; nullopt for anything else.
[[nodiscard]] std::optional<core::HttpCall> DeleteMessages(const Settings& settings,
                                                           std::string_view ids);

}  // namespace channels::telegram
