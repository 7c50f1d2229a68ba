// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/erase_row.h"

#include "bot/turn/effects.h"

namespace bot {

core::Result<store::OutboxRow> EraseRow(privacy::KeyRing& keys, core::RandomSource& random,
                                        const EraseJob& job) {
  store::OutboxRow row;
  row.id = core::MessageId::Random(random);
  row.conversation = core::ConversationId::Random(random);
  row.channel = job.channel;
  row.lane = store::Lane::kBulk;
  row.due_at = job.due;
  row.expires_at = job.due + job.tried_for;
  row.key_day = core::DayOf(row.expires_at);
  core::OutboundMessage message;
  message.purpose = core::Purpose::kErase;
  message.text = job.ids.Reveal();
  ASSIGN_OR_RETURN(const privacy::Key* key, keys.DayKeyForSealing(row.key_day));
  row.sealed = SealOutbound(*key, row.id, message);
  return row;
}

}  // namespace bot
