// SPDX-License-Identifier: Apache-2.0
// Inside vault/ only: one address as it is stored, and the rules that both vaults share.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "vault/vault.h"

namespace vault {

struct Row {
  Lookup::Candidate at;  // hash and month of the lookup key
  core::ConversationId conversation;
  bool stopped = false;
  core::Day key_day;
  core::Day last_contact;
  int64_t recency = 0;
  core::Bytes sealed;
};

// The row that a kPut will store, but for `stopped` and `recency`. Errors of the key ring pass
// through.
[[nodiscard]] core::Result<Row> SealRow(const VaultWrite& put, privacy::KeyRing& keys);
// The address of a row; nullopt: its key is gone or it was tampered with.
[[nodiscard]] std::optional<Destination> OpenRow(const Row& row, privacy::KeyRing& keys);
// Has the row's key not been deleted?
[[nodiscard]] bool IsAlive(const Row& row, privacy::KeyRing& keys);
[[nodiscard]] Contact ToContact(const Row& row);

// Seals the rows of all kPut, in order. The slow part (a new day's key file) comes before any
// transaction.
[[nodiscard]] core::Result<std::vector<Row>> SealRows(std::span<const VaultWrite> writes,
                                                      privacy::KeyRing& keys);
// What Resolve() returns for the rows of one conversation, newest first.
[[nodiscard]] std::optional<Destination> Choose(std::span<const Row> newest_first,
                                                std::string_view channel, bool even_if_stopped,
                                                privacy::KeyRing& keys);

}  // namespace vault
