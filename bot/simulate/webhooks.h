// SPDX-License-Identifier: Apache-2.0
// The requests that providers make for what a worker does.
#pragma once

#include <cstdint>
#include <string>

#include "bot/simulate/settings.h"
#include "bot/simulate/worker.h"
#include "core/http.h"
#include "core/time.h"

namespace bot::simulate {

struct Sending {
  std::string address;   // Telegram: chat id; Kannel: number; webchat: token
  std::string language;  // what the phone is set to; "" = not said
  int64_t number = 0;    // unique in this run and, for Telegram, between runs
  std::string unique;    // 32 hex characters, unique between runs
  core::Timestamp now;
};

// Telegram's update, Kannel's get-url (docs/operations.md), or the page's post.
[[nodiscard]] core::HttpCall WebhookFor(const Line& line, const std::string& target,
                                        const Sending& sending, const Reply& reply);

}  // namespace bot::simulate
