// SPDX-License-Identifier: Apache-2.0
// The keys whose deletion is expiry. They lie in a folder outside databases and backups:
//   lookup/2026-11      HMAC-SHA-256 key of a month: finds an address without storing it
//   provider/2026-W47   HMAC-SHA-256 key of a week: provider message ids (dedupe, delivery
//   statuses) day/2026-12-21      encrypts everything that expires on that day token signs our own
//   webchat tokens;  receipt: keyed hash of receipt codes;  login: officers' second factors
// Files are 32 random bytes, mode 0400, written with fsync (file and folder) before first use.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/random.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"

namespace privacy {

using Key = core::Secret<std::array<uint8_t, 32>>;

struct NamedKey {
  int32_t epoch =
      0;  // month: year * 12 + month - 1; week: Monday's day number / 7 (floor); as stored in rows
  const Key* key = nullptr;
};

// Thread-safe. Keys stay valid for the life of the ring, but DeleteExpired() wipes what it deletes.
class KeyRing {
 public:
  virtual ~KeyRing() = default;
  // The key of today's month (made if missing) first, then those of the four months before it that
  // exist.
  [[nodiscard]] virtual core::Result<std::vector<NamedKey>> LookupKeys(core::Day today) = 0;
  // The key of today's week (made if missing) first, then those of the two weeks before it that
  // exist.
  [[nodiscard]] virtual core::Result<std::vector<NamedKey>> ProviderKeys(core::Day today) = 0;
  // The key for what expires on `expires`, made if missing. kNotFound if that day's key was deleted
  // (it is in the past).
  [[nodiscard]] virtual core::Result<const Key*> DayKeyForSealing(core::Day expires) = 0;
  // nullptr if there is none: what it sealed has expired.
  [[nodiscard]] virtual const Key* DayKeyForOpening(core::Day expires) = 0;
  [[nodiscard]] virtual const Key& TokenKey() = 0;
  [[nodiscard]] virtual const Key& ReceiptKey() = 0;
  [[nodiscard]] virtual const Key&
  LoginKey() = 0;  // officers' second factors, salts of unknown names
  // Deletes day keys of days before `today`, provider keys older than 21 days, lookup keys older
  // than five months. Returns how many. Files are unlinked and the folder synced before it returns.
  [[nodiscard]] virtual core::Result<int> DeleteExpired(core::Day today) = 0;
};

// Opens (and with `create` makes) the key folder. kInvalid, all problems at once, when the folder
// or a file is readable by others, has a wrong size, two keys are equal, or something is missing;
// the message says what to do.
[[nodiscard]] core::Result<std::unique_ptr<KeyRing>> OpenKeyRing(const std::string& folder,
                                                                 core::RandomSource& random,
                                                                 bool create);
// In memory, for tests.
[[nodiscard]] std::unique_ptr<KeyRing> MakeMemoryKeyRing(core::RandomSource& random);

}  // namespace privacy
