// SPDX-License-Identifier: Apache-2.0
#include "bot/adopt.h"

#include <limits>

#include "core/base64.h"
#include "privacy/sealing.h"

namespace bot {

core::Result<bool> AdoptDatabase(store::Store& store, privacy::KeyRing& keys) {
  const auto fingerprint = privacy::KeyedFingerprint(keys.TokenKey(), "key folder", "");
  const std::string mine = core::Base64Encode(fingerprint);
  ASSIGN_OR_RETURN(const auto known, store.FindMeta(kKeyFolderMeta));
  if (known == mine) return false;
  ASSIGN_OR_RETURN(const auto surveys, store.ListSurveys());
  const bool used = !surveys.empty();  // a first start publishes them after this
  store::Batch batch;
  store::CommandGroup group;
  if (used) {
    group.push_back(store::DropConversationsBefore{core::Day{std::numeric_limits<int32_t>::max()}});
    ASSIGN_OR_RETURN(const auto erasures, store.ListErasures());
    for (const store::ErasureRow& row : erasures)
      group.push_back(store::DropErasure{row.conversation});
  }
  group.push_back(store::PutMeta{kKeyFolderMeta, mine});
  batch.groups.push_back(std::move(group));
  ASSIGN_OR_RETURN(auto committed, store.Commit(batch));
  RETURN_IF_ERROR(committed.groups.front());
  return used;
}

}  // namespace bot
