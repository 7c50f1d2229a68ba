// SPDX-License-Identifier: Apache-2.0
#include "bot/turn/erase_row.h"

#include "bot/turn/effects.h"

namespace bot {

core::Result<store::OutboxRow> EraseRow(privacy::KeyRing& keys, core::RandomSource& random, const std::string& channel,
                                        const core::SecretString& id, core::Timestamp now, core::Timestamp due) {
  store::OutboxRow row;
  row.id = core::MessageId::Random(random);
  row.conversation = core::ConversationId::Random(random);
  row.channel = channel;
  row.lane = store::Lane::kBulk;
  row.key_day = core::DayOf(now) + kEraseDays;
  row.due_at = due;
  row.expires_at = now + std::chrono::hours(24 * kEraseDays);
  core::OutboundMessage job;
  job.purpose = core::Purpose::kErase;
  job.text = id.Reveal();
  ASSIGN_OR_RETURN(const privacy::Key* key, keys.DayKeyForSealing(row.key_day));
  row.sealed = SealOutbound(*key, row.id, job);
  return row;
}

}  // namespace bot
