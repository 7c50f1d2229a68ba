// SPDX-License-Identifier: Apache-2.0
// Where the people who work here wish to be alerted: in vault.db, in a table of its own, under keys
// of their own purpose. A staff address never meets a worker's row: no function here reads
// `addresses`, and none of Vault reads this table.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/model.h"
#include "core/result.h"
#include "privacy/key_ring.h"

namespace vault {

using StaffId = core::Id<struct StaffTag>;

// NOTE: persistent values.
enum class StaffRoute : uint8_t { kEmail = 1, kSms = 2 };

struct StaffAddress {
  StaffRoute route = StaffRoute::kEmail;
  core::AccountId account;
  core::Address address;
};

// Thread-safe; blocks on the disk.
class StaffBook {
 public:
  virtual ~StaffBook() = default;
  // Durable when it returns. kConflict: this account has the address already.
  [[nodiscard]] virtual core::Status Put(const StaffId& id, const StaffAddress& address) = 0;
  // Durable when it returns; the bytes leave the write-ahead log with the next Tidy() that
  // succeeds. Unknown ids: nothing.
  [[nodiscard]] virtual core::Status Drop(std::span<const StaffId> ids) = 0;
  // Truncates the write-ahead log if something was dropped since it last did. kUnavailable while a
  // reader is busy: repeat.
  [[nodiscard]] virtual core::Status Tidy() = 0;
  // nullopt: not there, or sealed under a key that is gone (another key folder).
  [[nodiscard]] virtual core::Result<std::optional<StaffAddress>> Find(const StaffId& id) const = 0;
  [[nodiscard]] virtual core::Result<std::vector<StaffId>> List() const = 0;
};

// The file of OpenSqliteVault(), which has made its tables. `keys` outlives the book.
[[nodiscard]] core::Result<std::unique_ptr<StaffBook>> OpenStaffBook(const std::string& file,
                                                                     privacy::KeyRing& keys);

}  // namespace vault
