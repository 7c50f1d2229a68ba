// SPDX-License-Identifier: Apache-2.0
// The reference for tests. Addresses are sealed here too, so that expiry by a deleted key is the
// same.
#include <algorithm>
#include <mutex>

#include "vault/row.h"

namespace vault {
namespace {

class MemoryVault final : public Vault {
 public:
  explicit MemoryVault(privacy::KeyRing& keys) : keys_(keys) {}

  core::Result<std::vector<std::optional<Contact>>> Find(
      std::span<const Lookup* const> lookups) override {
    const std::lock_guard lock(mutex_);
    std::vector<std::optional<Contact>> found;
    for (const Lookup* lookup : lookups) {
      const Row* row = RowOf(*lookup);
      found.push_back(row == nullptr ? std::nullopt : std::optional(ToContact(*row)));
    }
    return found;
  }

  core::Status Commit(std::span<const VaultWrite> writes) override {
    ASSIGN_OR_RETURN(std::vector<Row> sealed, SealRows(writes, keys_));
    const std::lock_guard lock(mutex_);
    auto next = sealed.begin();
    for (const VaultWrite& write : writes) {
      if (write.kind == VaultWrite::Kind::kPut) {
        Put(*write.lookup, std::move(*next++));
      } else {
        Apply(write);
      }
    }
    return {};
  }

  core::Status CheckpointTruncate() override { return {}; }

  core::Result<std::optional<Destination>> Resolve(const core::ConversationId& conversation,
                                                   std::string_view channel,
                                                   bool even_if_stopped) const override {
    std::vector<Row> rows;
    {
      const std::lock_guard lock(mutex_);
      std::copy_if(rows_.begin(), rows_.end(), std::back_inserter(rows),
                   [&](const Row& row) { return row.conversation == conversation; });
    }
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return a.recency > b.recency; });
    return Choose(rows, channel, even_if_stopped, keys_);
  }

  bool Healthy() const override { return true; }

  core::Result<int64_t> Count() const override {
    const std::lock_guard lock(mutex_);
    return static_cast<int64_t>(rows_.size());
  }

 private:
  static bool Is(const Row& row, const Lookup::Candidate& at) {
    return row.at.epoch == at.epoch && row.at.hash == at.hash;
  }

  const Row* RowOf(const Lookup& lookup) const {
    for (const Lookup::Candidate& candidate : lookup.candidates) {
      const auto it = std::find_if(rows_.begin(), rows_.end(),
                                   [&](const Row& row) { return Is(row, candidate); });
      if (it != rows_.end() && IsAlive(*it, keys_)) return &*it;
    }
    return nullptr;
  }

  void Put(const Lookup& lookup, Row row) {
    const Row* before = RowOf(lookup);
    row.stopped = before != nullptr && before->stopped;
    std::erase_if(rows_, [&](const Row& old) {
      return std::any_of(lookup.candidates.begin(), lookup.candidates.end(),
                         [&](const auto& at) { return Is(old, at); });
    });
    for (const Row& other : rows_) {
      if (other.conversation != row.conversation) continue;
      row.stopped = row.stopped || (other.stopped && IsAlive(other, keys_));
      row.recency = std::max(row.recency, other.recency + 1);
    }
    rows_.push_back(std::move(row));
  }

  void Apply(const VaultWrite& write) {
    const bool stops = write.kind == VaultWrite::Kind::kStop;
    if (stops || write.kind == VaultWrite::Kind::kUnstop) {
      for (Row& row : rows_) {
        if (row.conversation == write.conversation) row.stopped = stops;
      }
    } else if (write.kind == VaultWrite::Kind::kErase) {
      std::erase_if(rows_, [&](const Row& row) { return row.conversation == write.conversation; });
    } else {
      std::erase_if(rows_, [&](const Row& row) {
        return row.key_day < write.day || row.at.epoch < write.epoch;
      });
    }
  }

  privacy::KeyRing& keys_;
  mutable std::mutex mutex_;
  std::vector<Row> rows_;
};

}  // namespace

std::unique_ptr<Vault> MakeMemoryVault(privacy::KeyRing& keys) {
  return std::make_unique<MemoryVault>(keys);
}

}  // namespace vault
