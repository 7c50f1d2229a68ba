// SPDX-License-Identifier: Apache-2.0
// Which messages of a chat can still be taken back, kept for 48 hours: by the worker (an edit,
// "delete for everyone") and by us (Telegram: the whole chat, on both sides).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/random.h"
#include "core/secret.h"
#include "core/time.h"
#include "privacy/key_ring.h"
#include "store/commands.h"
#include "store/rows.h"

namespace bot {

struct ChatMessage {
  std::string channel;    // of the config
  core::SecretString id;  // core::InboundMessage::chat_message, or a send's provider_message_id
  std::optional<core::RecordId> words;  // kept of it
  bool clears = false;                  // the channel can take it out of the chat
  core::MessageId row;                  // store::ChatMessageRow::id
};

// The row, sealed under the key of the day in 48 hours. kUnavailable / kStorage if that key cannot
// be made.
[[nodiscard]] core::Result<store::ChatMessageRow> SealChatMessage(
    privacy::KeyRing& keys, const core::ConversationId& conversation, const ChatMessage& message,
    core::Timestamp now);
// Those of `rows` that have not expired.
[[nodiscard]] std::vector<ChatMessage> OpenChatMessages(
    privacy::KeyRing& keys, const std::vector<store::ChatMessageRow>& rows);
// Outbox rows that take `messages` out of their chats, those that can be.
[[nodiscard]] core::Result<store::CommandGroup> ClearChatCommands(
    privacy::KeyRing& keys, core::RandomSource& random, const std::vector<ChatMessage>& messages,
    core::Timestamp now);

}  // namespace bot
