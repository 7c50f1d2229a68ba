// SPDX-License-Identifier: Apache-2.0
// Kannel, the SMS gateway (https://www.kannel.org, user guide 1.4.5). Settings: sendsms_url,
// username, password, from, secret, dlr_base, smart_encoding, messages_per_second. In Kannel's
// group sms-service (one line, NAME = the channel's):
//   get-url =
//   "http://127.0.0.1:8080/hooks/NAME?secret=...&id=%I&from=%q&to=%P&text=%b&coding=%c&charset=%C&ts=%T&udh=%u&smsc=%i"
// and in its group smsbox `http-request-retry = 10`, or a message that we could not take is lost.
#pragma once

#include <memory>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::kannel {

[[nodiscard]] std::unique_ptr<Channel> Make(core::ObjectReader& settings,
                                            const ChannelContext& context);

}  // namespace channels::kannel
