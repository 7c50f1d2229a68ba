// SPDX-License-Identifier: Apache-2.0
#include "bot/alerts/staff.h"

namespace bot {

core::Status Staff::Put(std::string_view id, const core::AccountId& account, std::string_view route,
                        const core::SecretString& address) {
  const auto known = vault::StaffId::FromText(id);
  if (!known) return core::Err(core::ErrorCode::kInvalid, "no id of a staff address");
  const auto by = route == "email" ? vault::StaffRoute::kEmail : vault::StaffRoute::kSms;
  return book_.Put(*known, {by, account, address});
}

core::Status Staff::Drop(const std::vector<std::string>& ids) {
  std::vector<vault::StaffId> known;
  for (const std::string& id : ids) {
    if (const auto one = vault::StaffId::FromText(id)) known.push_back(*one);
  }
  RETURN_IF_ERROR(book_.Drop(known));
  (void)book_.Tidy();  // a reader may be in the way: the next round of the alerts repeats it
  return {};
}

core::Result<std::optional<core::SecretString>> Staff::Find(std::string_view id) const {
  const auto known = vault::StaffId::FromText(id);
  if (!known) return std::nullopt;
  ASSIGN_OR_RETURN(auto found, book_.Find(*known));
  if (!found) return std::nullopt;
  return std::move(found->address);
}

core::Result<std::vector<std::string>> Staff::List() const {
  ASSIGN_OR_RETURN(const auto ids, book_.List());
  std::vector<std::string> out;
  for (const vault::StaffId& id : ids) out.push_back(id.Text());
  return out;
}

}  // namespace bot
