// SPDX-License-Identifier: Apache-2.0
// Finishes erasures in the order of design.md ("Two files"): (1) was one core transaction: session
// emptied, unsent rows and unopened words gone, the last messages queued, the mark set. Then (2)
// those are sent within ten minutes or given up, (3) the vault row goes, (4) truncating checkpoints
// on both files, (5) the mark goes. Resumed at start from the marks.
#pragma once

#include <functional>
#include <map>
#include <set>

#include "core/time.h"
#include "store/store.h"
#include "vault/vault.h"

namespace bot {

// Writer thread only.
class Erasures {
 public:
  Erasures(store::Store& store, vault::Vault& vault, std::set<core::ConversationId>& erasing)
      : store_(store), vault_(vault), erasing_(erasing) {}
  // Marks left by an earlier run. Before the writer starts.
  [[nodiscard]] core::Status Resume();
  // Sealed words were removed: a truncating checkpoint at the next Advance().
  void Sweep() { sweep_ = true; }
  void Begin(const store::ErasureRow& row) { open_[row.conversation] = row; }
  // Does the next step of each, where it is time. Call every second or so. Returns how many are
  // finished now.
  int Advance(core::Timestamp now);
  [[nodiscard]] size_t open() const { return open_.size(); }

 private:
  // True when the mark went.
  bool AdvanceOne(store::ErasureRow& row, core::Timestamp now);
  bool CommitStep(store::CommandGroup group);

  store::Store& store_;
  vault::Vault& vault_;
  std::set<core::ConversationId>& erasing_;
  std::map<core::ConversationId, store::ErasureRow> open_;
  bool sweep_ = true;  // a kill may have left them in the log
};

}  // namespace bot
