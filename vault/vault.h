// SPDX-License-Identifier: Apache-2.0
// Who can be reached where: the only place that can go from a conversation to an address
// (vault.db). Only bot/ may use it. At rest: keyed hashes of addresses (a key a month,
// privacy::KeyRing::LookupKeys) and addresses sealed under day keys.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/model.h"
#include "core/result.h"
#include "core/time.h"
#include "privacy/key_ring.h"
#include "privacy/sealing.h"

namespace vault {

// An address as an inbound message has it, with its hashes under the current and the older lookup
// keys that exist; made in the prepare step (any thread).
struct Lookup {
  core::ChannelKind kind = core::ChannelKind::kSms;
  std::string channel;  // of the config: replies leave on it
  core::Address address;
  struct Candidate {
    int32_t epoch;
    privacy::Fingerprint hash;
  };
  std::vector<Candidate> candidates;  // current month first
};
[[nodiscard]] Lookup MakeLookup(std::span<const privacy::NamedKey> keys, core::ChannelKind kind,
                                std::string channel, core::Address address);

// What the vault knows of one address. Never leaves bot/.
struct Contact {
  core::ConversationId conversation;
  bool stopped = false;
  core::Day key_day;       // the address is sealed under this day's key
  core::Day last_contact;  // by day: a second fsync is not the rule
  int32_t lookup_epoch = 0;
};

struct Destination {
  std::string channel;
  core::ChannelKind kind = core::ChannelKind::kSms;
  core::Address address;
};

// One write; all of a Commit are one durable transaction.
struct VaultWrite {
  enum class Kind : uint8_t {
    kPut,   // insert or replace the row of this address: new conversation, first contact of a day
            // (re-key), moved day key
    kStop,  // mark every address of `conversation` as stopped
    kUnstop,
    kErase,   // remove every address of `conversation` (erasure step 3)
    kExpire,  // remove rows whose key_day is before `day`, and rows under lookup keys older than
              // `epoch`
  };
  Kind kind = Kind::kPut;
  core::ConversationId conversation;
  const Lookup* lookup = nullptr;  // kPut
  core::Day key_day;               // kPut
  core::Day day;                   // kPut: today (last contact); kExpire
  int32_t epoch = 0;               // kExpire
};

class Vault {
 public:
  virtual ~Vault() = default;
  // ---- writer thread only ----
  // The contact of each lookup (first candidate that is found), or nullopt: never seen, or
  // forgotten.
  [[nodiscard]] virtual core::Result<std::vector<std::optional<Contact>>> Find(
      std::span<const Lookup* const> lookups) = 0;
  // Durable when it returns. kPut seals the address under the key of key_day. kStorage: nothing of
  // it was stored, and every later Commit fails.
  [[nodiscard]] virtual core::Status Commit(std::span<const VaultWrite> writes) = 0;
  [[nodiscard]] virtual core::Status CheckpointTruncate() = 0;

  // ---- any thread ----
  // Where to send for a conversation on `channel` (its newest address there; "" = its newest
  // anywhere). nullopt: no row, or expired (no key). `stopped` rows are returned only with
  // `even_if_stopped` (the one confirmation of STOP).
  [[nodiscard]] virtual core::Result<std::optional<Destination>> Resolve(
      const core::ConversationId& conversation, std::string_view channel,
      bool even_if_stopped) const = 0;
  [[nodiscard]] virtual bool Healthy() const = 0;
  [[nodiscard]] virtual core::Result<int64_t> Count() const = 0;
};

// SQLite with the settings of store/. `keys` outlives the vault.
[[nodiscard]] core::Result<std::unique_ptr<Vault>> OpenSqliteVault(const std::string& file,
                                                                   privacy::KeyRing& keys);
[[nodiscard]] std::unique_ptr<Vault> MakeMemoryVault(privacy::KeyRing& keys);

}  // namespace vault
