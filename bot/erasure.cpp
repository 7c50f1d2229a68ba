// SPDX-License-Identifier: Apache-2.0
#include "bot/erasure.h"

namespace bot {
namespace {
constexpr std::chrono::minutes kLastMessages{10};
}

core::Status Erasures::Resume() {
  ASSIGN_OR_RETURN(auto rows, store_.ListErasures());
  for (const store::ErasureRow& row : rows) {
    open_[row.conversation] = row;
    erasing_.insert(row.conversation);
  }
  return {};
}

int Erasures::Advance(core::Timestamp now) {
  int finished = 0;
  if (sweep_ && store_.CheckpointTruncate()) sweep_ = false;
  for (auto it = open_.begin(); it != open_.end();) {
    if (AdvanceOne(it->second, now)) {
      erasing_.erase(it->first);
      it = open_.erase(it);
      ++finished;
    } else {
      ++it;
    }
  }
  return finished;
}

bool Erasures::CommitStep(store::CommandGroup group) {
  store::Batch batch;
  batch.groups.push_back(std::move(group));
  auto committed = store_.Commit(batch);
  return committed && committed->groups.front();
}

bool Erasures::AdvanceOne(store::ErasureRow& row, core::Timestamp now) {
  if (row.step == 1) {
    auto unsent = store_.CountUnsent(row.conversation);
    if (!unsent || (*unsent > 0 && now < row.since + kLastMessages)) return false;
    vault::VaultWrite erase{vault::VaultWrite::Kind::kErase, row.conversation, nullptr, {}, {}, 0};
    if (!vault_.Commit({&erase, 1})) return false;
    store::ErasureRow next = row;
    next.step = 3;
    if (!CommitStep({store::DeleteConversation{row.conversation}, store::PutErasure{next}}))
      return false;
    row = next;
  }
  // A checkpoint does nothing while a reader is open: an erasure counts as done only after both
  // succeeded.
  if (!vault_.CheckpointTruncate() || !store_.CheckpointTruncate()) return false;
  return CommitStep({store::DropErasure{row.conversation}});
}

}  // namespace bot
