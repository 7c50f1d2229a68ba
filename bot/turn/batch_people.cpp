// SPDX-License-Identifier: Apache-2.0
// Whose message it is: addresses, conversations, and who moves.
#include <algorithm>

#include "bot/turn/batch_run.h"
#include "core/limits.h"

namespace bot {

// Who is not known by the first address may be by the other (WhatsApp: a number that was withheld
// until now).
void BatchRun::TakeOtherAddresses() {
  size_t other = turns_.size();
  half_known_.resize(turns_.size());
  for (size_t i = 0; i < turns_.size(); ++i) {
    if (!turns_[i]->also) continue;
    auto& found = contacts_[other++];
    if (turns_[i]->kind == core::InboundKind::kMoved) continue;
    half_known_[i] = !contacts_[i] || !found || contacts_[i]->conversation != found->conversation;
    if (!contacts_[i]) contacts_[i] = std::move(found);
  }
  contacts_.resize(turns_.size());
}

Live& BatchRun::LiveOf(const PreparedTurn& turn, size_t index) {
  auto begun = [&](const core::ConversationId& id) {
    return std::any_of(begun_erasures_.begin(), begun_erasures_.end(),
                       [&](const store::ErasureRow& row) { return row.conversation == id; });
  };
  if (const auto& contact = contacts_[index]; contact && !begun(contact->conversation)) {
    Live& live = live_.at(contact->conversation);
    live.half_known = half_known_[index];
    if (!live.in_vault) {
      live.in_vault = true;
      live.stopped = contact->stopped;
      live.last_contact = contact->last_contact;
      if (live.version == 0) live.key_day = contact->key_day;
    }
    return live;
  }
  const store::Hash16& address = turn.lookup.candidates.front().hash;
  const store::Hash16& other = turn.also ? turn.also->candidates.front().hash : address;
  if (new_addresses_.count(address) == 0 && new_addresses_.count(other) != 0)
    new_addresses_[address] = new_addresses_[other];
  auto [it, is_new] = new_addresses_.try_emplace(address, core::ConversationId{});
  if (is_new || begun(it->second)) {
    it->second = core::ConversationId::Random(workshop_.random);
    Live live;
    live.id = it->second;
    live_.emplace(live.id, std::move(live));
  }
  if (turn.also) new_addresses_.try_emplace(other, it->second);
  return live_.at(new_addresses_.at(address));
}

bool BatchRun::RefuseNew(size_t index) {
  if (contacts_[index] || parts_.new_conversations_per_minute == 0) return false;
  if (new_addresses_.count(turns_[index]->lookup.candidates.front().hash) != 0) return false;
  if (new_conversations_.Available(now_) > 0) {
    new_conversations_.Take(1);
    return false;
  }
  counters_.refused_new += 1;
  return true;
}

// The conversation follows its person to the new address; the old one may be somebody else's
// tomorrow.
void BatchRun::RunMove(const PreparedTurn& turn, size_t index) {
  auto delivery = turn.delivery;
  if (const auto& contact = contacts_[index]; contact && turn.also) {
    const core::ConversationId& id = contact->conversation;
    vault_writes_.push_back({vault::VaultWrite::Kind::kErase, id, nullptr, {}, today_, 0});
    vault_writes_.push_back(
        {vault::VaultWrite::Kind::kPut, id, &*turn.also, contact->key_day, today_, 0});
    if (contact->stopped)
      vault_writes_.push_back({vault::VaultWrite::Kind::kStop, id, nullptr, {}, today_, 0});
    // What stands behind it in this batch comes from there already.
    const store::Hash16& moved_to = turn.also->candidates.front().hash;
    for (size_t later = index + 1; later < turns_.size(); ++later) {
      if (!contacts_[later] && turns_[later]->lookup.candidates.front().hash == moved_to)
        contacts_[later] = contact;
    }
  }
  Close({Remember(turn)}, [delivery](const core::Status& status) { delivery->Finish(status); });
}

}  // namespace bot
