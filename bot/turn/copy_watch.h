// SPDX-License-Identifier: Apache-2.0
// Notices that the same long text comes from several conversations. That can only be seen at
// receipt: afterwards words are sealed, each under a key of its own. Memory only, as keyed hashes
// under a key of this run; nothing of it is ever stored but the flag on a ticket. Writer thread
// only.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "core/crypto.h"
#include "core/ids.h"
#include "core/random.h"
#include "core/time.h"

namespace bot {

class CopyWatch {
 public:
  static constexpr size_t kShortest = 40;  // UTF-16 units; shorter texts are alike by nature
  static constexpr size_t kPeople = 3;
  static constexpr std::chrono::hours kWindow{72};
  static constexpr size_t kMostTexts = 4096;  // then the oldest are forgotten

  explicit CopyWatch(core::RandomSource& random) : key_(random.NewSeed()) {}

  void Note(const core::ConversationId& from, const core::RecordId& record, std::string_view text,
            core::Timestamp now);
  // Did this record's text come from kPeople conversations or more, up to its own? (Those before it
  // are not known any more.)
  [[nodiscard]] bool IsCopy(const core::RecordId& record) const { return copies_.contains(record); }

 private:
  struct Text {
    std::vector<core::ConversationId> people;  // different ones, at most kPeople
  };
  void Forget(core::Timestamp now);

  core::Seed key_;
  std::map<core::Digest, Text> texts_;
  std::deque<std::pair<core::Timestamp, core::Digest>> order_;  // by first arrival
  std::set<core::RecordId> copies_;
  std::deque<core::RecordId> copy_order_;
};

}  // namespace bot
