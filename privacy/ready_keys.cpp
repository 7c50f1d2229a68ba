// SPDX-License-Identifier: Apache-2.0
#include "privacy/ready_keys.h"

#include <sodium.h>

#include <mutex>
#include <optional>

#include "core/result.h"

namespace privacy {
namespace {

void Wipe(WordsKey& key) { sodium_memzero(key.fresh.RevealMutable().data(), key.fresh.size()); }

WordsKey MakeWordsKey(const PublicKey& office) {
  WordsKey key;
  auto& fresh = key.fresh.RevealMutable();
  randombytes_buf(fresh.data(), fresh.size());
  CHECK(crypto_box_seal(key.wrapped.data(), fresh.data(), fresh.size(), office.data()) == 0);
  return key;
}

class Waiting {
 public:
  std::optional<WordsKey> Take(const PublicKey& office) {
    const std::lock_guard lock(mutex_);
    if (office_ != office) {
      while (count_ > 0) Wipe(keys_[--count_]);
      office_ = office;
    }
    if (count_ == 0) return std::nullopt;
    WordsKey key = keys_[--count_];
    Wipe(keys_[count_]);
    return key;
  }
  void Add(const PublicKey& office, const WordsKey& key) {
    const std::lock_guard lock(mutex_);
    if (office_ == office && count_ < keys_.size()) keys_[count_++] = key;
  }
  // For which office key another one is wanted.
  std::optional<PublicKey> Wanted() {
    const std::lock_guard lock(mutex_);
    return count_ < keys_.size() ? office_ : std::nullopt;
  }
  size_t count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  std::mutex mutex_;
  std::optional<PublicKey> office_;
  std::array<WordsKey, kReadyKeys> keys_;  // of office_; in place, so that no copy stays behind
  size_t count_ = 0;
};

Waiting& TheWaiting() {
  static Waiting waiting;
  return waiting;
}

}  // namespace

WordsKey TakeWordsKey(const PublicKey& office) {
  auto ready = TheWaiting().Take(office);
  WordsKey key = ready ? *ready : MakeWordsKey(office);
  if (ready) Wipe(*ready);
  return key;
}

void MakeWordsKeyReady() {
  const auto office = TheWaiting().Wanted();
  if (!office) return;
  WordsKey key = MakeWordsKey(*office);
  TheWaiting().Add(*office, key);
  Wipe(key);
}

size_t CountReadyWordsKeys() { return TheWaiting().count(); }

}  // namespace privacy
