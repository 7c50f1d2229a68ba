// SPDX-License-Identifier: Apache-2.0
// What ecms/ needs of the place where staff addresses lie (the vault, which only bot/ may use).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "core/secret.h"

namespace ecms {

// Thread-safe; blocks on the disk. Ids are AlertRecord::id.
class StaffAddresses {
 public:
  virtual ~StaffAddresses() = default;
  // kConflict: this account has the address already.
  [[nodiscard]] virtual core::Status Put(std::string_view id, const core::AccountId& account,
                                         std::string_view route,
                                         const core::SecretString& address) = 0;
  [[nodiscard]] virtual core::Status Drop(const std::vector<std::string>& ids) = 0;
  [[nodiscard]] virtual core::Result<std::optional<core::SecretString>> Find(
      std::string_view id) const = 0;
  [[nodiscard]] virtual core::Result<std::vector<std::string>> List() const = 0;
};

}  // namespace ecms
