// SPDX-License-Identifier: Apache-2.0
// The vault's staff book as ecms/ knows it.
#pragma once

#include "ecms/staff_addresses.h"
#include "vault/staff_book.h"

namespace bot {

class Staff final : public ecms::StaffAddresses {
 public:
  explicit Staff(vault::StaffBook& book) : book_(book) {}
  core::Status Put(std::string_view id, const core::AccountId& account, std::string_view route,
                   const core::SecretString& address) override;
  core::Status Drop(const std::vector<std::string>& ids) override;
  core::Result<std::optional<core::SecretString>> Find(std::string_view id) const override;
  core::Result<std::vector<std::string>> List() const override;

 private:
  vault::StaffBook& book_;
};

}  // namespace bot
