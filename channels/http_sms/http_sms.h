// SPDX-License-Identifier: Apache-2.0
// Any SMS gateway that speaks HTTP, described by configuration (docs/sms-gateways.md). Settings:
// preset, secret, values, inbound, outbound, smart_encoding, messages_per_second. A preset
// (presets/*.json) is such a description under a name; what the configuration says itself goes over
// it, member by member.
#pragma once

#include <memory>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::http_sms {

[[nodiscard]] std::unique_ptr<Channel> Make(core::ObjectReader& settings,
                                            const ChannelContext& context);

}  // namespace channels::http_sms
