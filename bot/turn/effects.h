// SPDX-License-Identifier: Apache-2.0
// From what the engine asks for to the store's commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/turn/copy_watch.h"
#include "bot/turn/fine_watch.h"
#include "bot/turn/live.h"
#include "bot/turn/prepare.h"
#include "bot/turn/prepared.h"
#include "core/random.h"
#include "dialogs/engine.h"
#include "ecms/feed_signals.h"
#include "privacy/key_ring.h"
#include "store/store.h"

namespace bot {

// What a batch needs to turn effects into commands. All references outlive the batch.
struct Workshop {
  privacy::KeyRing& keys;
  const WordSealer& sealer;
  core::RandomSource& random;
  const store::Store& store;  // the site register
  ecms::FeedRules feed;       // which events go to another system
  CopyWatch& copies;
  FineWatch& fine;
  uint8_t marks = 0;           // bits of store::quality that are looked for
  std::string_view time_zone;  // of the office: whose day a ticket is filed on
};

// What of an effect list concerns the vault and the erasure, not the store.
struct VaultWishes {
  bool stop = false;
  bool unstop = false;
  bool erase = false;  // consent was refused, or DELETE: nothing of this conversation may stay
  bool words_removed = false;  // sealed words went: what is left of them in the log goes soon
  bool clear_chat = false;     // the chat is emptied on both sides where the channel can
};

// Where and when a step happened. All references outlive the batch.
struct StepContext {
  const dialogs::Survey& survey;
  const std::string& channel;  // replies leave on it; "" = nowhere
  core::ChannelKind kind = core::ChannelKind::kSms;
  const PreparedTurn* turn = nullptr;  // null for a wake
  core::Timestamp now;
  core::Timestamp free_until;  // store::OutboxRow::free_until of what leaves
  bool without_original =
      false;  // of words that this turn keeps: the worker had the original of earlier ones removed
};

// Appends the commands of `result` for `live` (whose version and key_day are already those of the
// new row): the session, its effects, its messages. kUnavailable / kStorage if a key is missing.
[[nodiscard]] core::Result<VaultWishes> AppendCommands(const Workshop& workshop, const Live& live,
                                                       const StepContext& context,
                                                       const dialogs::StepResult& result,
                                                       store::CommandGroup& group);

// The session as stored, sealed under the day key.
[[nodiscard]] core::Bytes SealSession(const privacy::Key& key, const core::ConversationId& id,
                                      const dialogs::Session& session);
[[nodiscard]] std::optional<dialogs::Session> OpenSession(const privacy::Key& key,
                                                          const core::ConversationId& id,
                                                          core::ByteSpan sealed);
[[nodiscard]] core::Bytes SealOutbound(const privacy::Key& key, const core::MessageId& id,
                                       const core::OutboundMessage& message);
[[nodiscard]] std::optional<core::OutboundMessage> OpenOutbound(const privacy::Key& key,
                                                                const core::MessageId& id,
                                                                core::ByteSpan sealed);

}  // namespace bot
