// SPDX-License-Identifier: Apache-2.0
// A page that looks like a phone. It posts JSON to /hooks/<name> from its own origin:
//   {"token": "...", "id": "8 to 64 random characters", "text": "...", "language": "bn"}   a
//   message; language optional
//   {"token": "...", "id": "...", "tap": "<token of a choice>"}                             a
//   tapped choice
//   {"token": "...", "ack": ["<message id>", ...]}                                          these
//   arrived; also beside text
// and is answered {} once that is stored. Settings: messages_per_second.
//
// Nothing leaves over the network: Render() gives one call with the URL kMailboxScheme + token and
// this JSON body
//   {"id", "text", "body", "choices": [{"token", "label"}], "multiple", "words": {"open_list",
//   "done", "more"}, "language"}
// for the in-memory mailbox of bot/, which keeps it for the open page. The mailbox answers in place
// of a provider: 200 = a page is open and has it (Outcome::kParked: it counts when the page acks),
// 404 = no page is open (kRetry).
#pragma once

#include <memory>
#include <string_view>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::webchat {

inline constexpr std::string_view kMailboxScheme = "webchat:";

[[nodiscard]] std::unique_ptr<Channel> Make(core::ObjectReader& settings,
                                            const ChannelContext& context);

}  // namespace channels::webchat
