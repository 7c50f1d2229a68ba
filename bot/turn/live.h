// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "bot/turn/chat_log.h"
#include "core/ids.h"
#include "core/time.h"
#include "dialogs/session.h"

namespace bot {

// One conversation while a batch works on it.
struct Live {
  core::ConversationId id;
  int64_t version = 0;  // 0 = no row yet
  core::Day key_day;
  std::optional<core::Timestamp> wake_at;
  std::optional<dialogs::Session> session;  // nullopt: none, or expired
  bool in_vault = false;
  bool stopped = false;
  bool half_known =
      false;  // one of the two addresses of the turn at hand is new, or was somebody else's
  core::Day last_contact;
  std::vector<ChatMessage> said;  // noted by this batch, so not in the store yet
};

}  // namespace bot
