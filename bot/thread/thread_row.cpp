// SPDX-License-Identifier: Apache-2.0
#include "bot/thread/thread_row.h"

#include <algorithm>
#include <string>

#include "privacy/sealing.h"

namespace bot {
namespace {

// "thread|<16 bytes>": binds the blob to its row.
std::string Context(const core::ThreadId& id) {
  std::string context = "thread|";
  context.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
  return context;
}

}  // namespace

store::ThreadRow SealThread(const privacy::Key& key, core::Day key_day, const core::ThreadId& id,
                            const core::TicketId& ticket,
                            const core::ConversationId& conversation) {
  return {id, ticket, key_day, privacy::SealWithKey(key, Context(id), conversation.bytes)};
}

std::optional<core::ConversationId> OpenThread(privacy::KeyRing& keys,
                                               const store::ThreadRow& row) {
  const privacy::Key* key = keys.DayKeyForOpening(row.key_day);
  if (key == nullptr) return std::nullopt;
  auto opened = privacy::OpenWithKey(*key, Context(row.id), row.conversation);
  core::ConversationId conversation;
  if (!opened || opened->size() != conversation.bytes.size()) return std::nullopt;
  std::copy(opened->begin(), opened->end(), conversation.bytes.begin());
  return conversation;
}

}  // namespace bot
