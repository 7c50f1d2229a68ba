// SPDX-License-Identifier: Apache-2.0
#include "privacy/key_ring.h"

#include <sodium.h>

#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "privacy/key_storage.h"

namespace privacy {
namespace {

constexpr int kLookupMonths = 5;  // this month and the four before it (design.md "Keys and expiry")
constexpr int kProviderWeeks = 3;  // this week and the two before it (design.md "Provider ids")

uint64_t Slot(KeyName name) {
  return (static_cast<uint64_t>(name.kind) << 32) | static_cast<uint32_t>(name.epoch);
}

class Ring final : public KeyRing {
 public:
  Ring(std::unique_ptr<KeyStorage> storage, std::map<KeyName, KeyBytes> loaded,
       core::RandomSource& random)
      : storage_(std::move(storage)), random_(&random) {
    for (auto& [name, bytes] : loaded) {
      Keep(name, bytes);
      sodium_memzero(bytes.data(), bytes.size());
    }
    token_ = Find({KeyKind::kToken, 0});
    receipt_ = Find({KeyKind::kReceipt, 0});
    login_ = Find({KeyKind::kLogin, 0});
    CHECK(token_ != nullptr && receipt_ != nullptr && login_ != nullptr);
  }

  ~Ring() override {
    for (auto& [slot, key] : keys_) sodium_memzero(key->RevealMutable().data(), key->size());
  }

  core::Result<std::vector<NamedKey>> LookupKeys(core::Day today) override {
    return Latest(KeyKind::kLookup, MonthEpoch(today), kLookupMonths);
  }

  core::Result<std::vector<NamedKey>> ProviderKeys(core::Day today) override {
    return Latest(KeyKind::kProvider, WeekEpoch(today), kProviderWeeks);
  }

  core::Result<const Key*> DayKeyForSealing(core::Day expires) override {
    return FindOrMake({KeyKind::kDay, expires.number});
  }

  const Key* DayKeyForOpening(core::Day expires) override {
    const KeyName name{KeyKind::kDay, expires.number};
    {
      const std::shared_lock lock(mutex_);
      if (const Key* key = Find(name)) return key;
      if (expires < first_day_) return nullptr;
    }
    const std::unique_lock lock(mutex_);
    // Another process with the same folder (`dwbot` on the command line) may have made it since we
    // opened.
    auto stored = storage_->Load(name);
    if (!stored || !stored->has_value()) return nullptr;
    const Key* key = Keep(name, **stored);
    sodium_memzero((*stored)->data(), (*stored)->size());
    return key;
  }

  const Key& TokenKey() override { return *token_; }
  const Key& ReceiptKey() override { return *receipt_; }
  const Key& LoginKey() override { return *login_; }

  core::Result<int> DeleteExpired(core::Day today) override {
    const std::unique_lock lock(mutex_);
    if (first_day_ < today) first_day_ = today;
    int count = 0;
    core::Status status;
    for (auto [kind, first] :
         {std::pair{KeyKind::kDay, today.number},
          std::pair{KeyKind::kProvider, WeekEpoch(today) - kProviderWeeks + 1},
          std::pair{KeyKind::kLookup, MonthEpoch(today) - kLookupMonths + 1}}) {
      auto deleted = DeleteBefore(kind, first);
      if (deleted) {
        count += *deleted;
      } else if (status) {
        status = tl::unexpected<core::Error>(std::move(deleted.error()));
      }
    }
    if (!status) return tl::unexpected<core::Error>(std::move(status.error()));
    return count;
  }

 private:
  // Both need the lock, shared at least.
  const Key* Find(KeyName name) const {
    auto it = keys_.find(Slot(name));
    return it == keys_.end() ? nullptr : it->second.get();
  }
  core::Result<std::vector<NamedKey>> Collect(KeyKind kind, int32_t newest, int count) const {
    std::vector<NamedKey> keys;
    keys.reserve(static_cast<size_t>(count));
    for (int32_t epoch = newest; epoch > newest - count; --epoch) {
      if (const Key* key = Find({kind, epoch})) keys.push_back({epoch, key});
    }
    return keys;
  }

  core::Result<std::vector<NamedKey>> Latest(KeyKind kind, int32_t newest, int count) {
    {
      const std::shared_lock lock(mutex_);
      if (Find({kind, newest}) != nullptr) return Collect(kind, newest, count);
    }
    ASSIGN_OR_RETURN(const Key* made, FindOrMake({kind, newest}));
    static_cast<void>(made);
    const std::shared_lock lock(mutex_);
    return Collect(kind, newest, count);
  }

  core::Result<const Key*> FindOrMake(KeyName name) {
    {
      const std::shared_lock lock(mutex_);
      if (const Key* key = Find(name)) return key;
    }
    const std::unique_lock lock(mutex_);
    if (const Key* key = Find(name)) return key;
    if (name.kind == KeyKind::kDay && name.epoch < first_day_.number) {
      return core::Err(core::ErrorCode::kNotFound,
                       "the key of " + PathOf(name) + " was deleted: that day is over");
    }
    KeyBytes fresh{};
    random_->Fill(fresh);
    auto stored = storage_->Add(name, fresh);
    sodium_memzero(fresh.data(), fresh.size());
    if (!stored) return tl::unexpected<core::Error>(std::move(stored.error()));
    const Key* key = Keep(name, *stored);
    sodium_memzero(stored->data(), stored->size());
    return key;
  }

  const Key* Keep(KeyName name, const KeyBytes& bytes) {
    auto& slot = keys_[Slot(name)];
    slot = std::make_unique<Key>(bytes);
    return slot.get();
  }

  core::Result<int> DeleteBefore(KeyKind kind, int32_t first) {
    std::map<KeyName, bool> expired;
    auto stored = storage_->List(kind);
    if (stored) {
      for (const KeyName name : *stored) {
        if (name.epoch < first) expired[name] = true;
      }
    }
    for (const auto& [slot, key] : keys_) {
      const KeyName name{static_cast<KeyKind>(slot >> 32),
                         static_cast<int32_t>(static_cast<uint32_t>(slot))};
      if (name.kind == kind && name.epoch < first) expired[name] = true;
    }
    std::vector<KeyName> names;
    for (const auto& [name, unused] : expired) names.push_back(name);
    for (const KeyName name : names) Retire(name);
    if (!stored) return tl::unexpected<core::Error>(std::move(stored.error()));
    if (!names.empty()) RETURN_IF_ERROR(storage_->Remove(names));
    return static_cast<int>(names.size());
  }

  // Random bytes rather than zeros: somebody who still holds the pointer then seals to nobody, not
  // to everybody. The object itself stays until the ring goes, so such a pointer never dangles.
  void Retire(KeyName name) {
    auto it = keys_.find(Slot(name));
    if (it == keys_.end()) return;
    randombytes_buf(it->second->RevealMutable().data(), it->second->size());
    retired_.push_back(std::move(it->second));
    keys_.erase(it);
  }

  std::unique_ptr<KeyStorage> storage_;
  core::RandomSource* random_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<uint64_t, std::unique_ptr<Key>> keys_;
  std::vector<std::unique_ptr<Key>> retired_;
  core::Day first_day_{INT32_MIN};  // day keys before it were deleted and are not made again
  const Key* token_ = nullptr;
  const Key* receipt_ = nullptr;
  const Key* login_ = nullptr;
};

}  // namespace

std::unique_ptr<KeyRing> MakeKeyRing(std::unique_ptr<KeyStorage> storage,
                                     std::map<KeyName, KeyBytes> loaded,
                                     core::RandomSource& random) {
  return std::make_unique<Ring>(std::move(storage), std::move(loaded), random);
}

}  // namespace privacy
