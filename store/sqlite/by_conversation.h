// SPDX-License-Identifier: Apache-2.0
// Which rows of a table are a conversation's, in memory: an index without a random page a turn. The
// writer's transaction changes it as it changes the table; what is rolled back there is put back
// here.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/ids.h"

namespace store::sqlite {

template <class Entry>
class ByConversation {
 public:
  using Entries = std::vector<Entry>;

  [[nodiscard]] const Entries& Of(const core::ConversationId& id) const {
    static const Entries kNone;
    const auto it = entries_.find(id);
    return it == entries_.end() ? kNone : it->second;
  }
  // To be changed by the caller, before the next call.
  [[nodiscard]] Entries& Change(const core::ConversationId& id) {
    Entries& entries = entries_[id];
    before_.emplace_back(id, entries);
    return entries;
  }

  [[nodiscard]] size_t Mark() const { return before_.size(); }
  // Everything is as it was at `mark`; 0: at the last Committed().
  void BackTo(size_t mark) {
    for (; before_.size() > mark; before_.pop_back()) {
      auto& [id, entries] = before_.back();
      entries_[id] = std::move(entries);
      DropIfEmpty(id);
    }
  }
  void Committed() {
    for (const auto& [id, entries] : before_) DropIfEmpty(id);
    before_.clear();
  }
  // To be filled anew.
  void Clear() {
    entries_.clear();
    before_.clear();
  }
  [[nodiscard]] Entries& Fill(const core::ConversationId& id) { return entries_[id]; }

 private:
  void DropIfEmpty(const core::ConversationId& id) {
    const auto it = entries_.find(id);
    if (it != entries_.end() && it->second.empty()) entries_.erase(it);
  }

  std::unordered_map<core::ConversationId, Entries> entries_;
  std::vector<std::pair<core::ConversationId, Entries>> before_;  // as they were, oldest first
};

}  // namespace store::sqlite
