// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/chat_log.h"

#include <map>

#include "bot/turn/erase_row.h"
#include "channels/channel.h"
#include "core/bytes.h"
#include "privacy/sealing.h"

namespace bot {
namespace {

constexpr size_t kPadding = 128;  // bytes; how long an id is would tell of which provider it is

std::string ContextOf(const store::ChatMessageRow& row) {
  return "chat|" + row.conversation.Text() + "|" + row.id.Text();
}

}  // namespace

core::Result<store::ChatMessageRow> SealChatMessage(privacy::KeyRing& keys,
                                                    const core::ConversationId& conversation,
                                                    const ChatMessage& message,
                                                    core::Timestamp now) {
  store::ChatMessageRow row;
  row.conversation = conversation;
  row.id = message.row;
  row.key_day = core::DayOf(now + kClearChat);
  ASSIGN_OR_RETURN(const privacy::Key* key, keys.DayKeyForSealing(row.key_day));
  core::ByteWriter plain;
  plain.String(message.channel);
  plain.String(message.id.Reveal());
  plain.U8(message.clears ? 1 : 0);
  plain.U8(message.words ? 1 : 0);
  if (message.words) plain.Raw(message.words->bytes);
  row.sealed = privacy::SealWithKey(*key, ContextOf(row), plain.bytes(), kPadding);
  return row;
}

std::vector<ChatMessage> OpenChatMessages(privacy::KeyRing& keys,
                                          const std::vector<store::ChatMessageRow>& rows) {
  std::vector<ChatMessage> messages;
  for (const store::ChatMessageRow& row : rows) {
    const privacy::Key* key = keys.DayKeyForOpening(row.key_day);
    const auto plain = key == nullptr
                           ? core::Err(core::ErrorCode::kNotFound, "")
                           : privacy::OpenWithKey(*key, ContextOf(row), row.sealed, kPadding);
    if (!plain) continue;
    core::ByteReader reader(*plain);
    ChatMessage message;
    message.channel = reader.String();
    message.id = core::SecretString(reader.String());
    message.clears = reader.U8() == 1;
    if (reader.U8() == 1) reader.Raw(message.words.emplace().bytes);
    message.row = row.id;
    if (reader.ok() && reader.AtEnd()) messages.push_back(std::move(message));
  }
  return messages;
}

core::Result<store::CommandGroup> ClearChatCommands(privacy::KeyRing& keys,
                                                    core::RandomSource& random,
                                                    const std::vector<ChatMessage>& messages,
                                                    core::Timestamp now) {
  std::map<std::string, std::vector<const ChatMessage*>> by_channel;
  for (const ChatMessage& message : messages) {
    if (message.clears) by_channel[message.channel].push_back(&message);
  }
  store::CommandGroup group;
  for (const auto& [channel, list] : by_channel) {
    for (size_t at = 0; at < list.size(); at += channels::kMaxErased) {
      std::string ids;
      for (size_t i = at; i < std::min(list.size(), at + channels::kMaxErased); ++i)
        ids += (ids.empty() ? "" : "\n") + list[i]->id.Reveal();
      ASSIGN_OR_RETURN(
          store::OutboxRow row,
          EraseRow(keys, random, {channel, core::SecretString(std::move(ids)), now, kClearChat}));
      group.push_back(store::Enqueue{std::move(row)});
    }
  }
  return group;
}

}  // namespace bot
