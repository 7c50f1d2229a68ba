// SPDX-License-Identifier: Apache-2.0
#include "ecms/access.h"

#include <algorithm>
#include <array>
#include <string>

namespace ecms {
namespace {

constexpr std::array<std::string_view, 6> kRoles = {"officer",       "supervisor", "author",
                                                    "administrator", "auditor",    "feed"};

template <size_t N>
bool IsOneOf(std::string_view role, const std::array<std::string_view, N>& roles) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace

std::span<const std::string_view> Roles() { return kRoles; }

bool MayReadTickets(std::string_view role) {
  return IsOneOf(role, std::array<std::string_view, 3>{"officer", "supervisor", "administrator"});
}

bool MayPublishSurveys(std::string_view role) {
  return IsOneOf(role, std::array<std::string_view, 2>{"author", "administrator"});
}

bool MayGiveSurveys(std::string_view role) { return role == "administrator"; }

bool MayReadAudit(std::string_view role) { return role == "auditor" || MayManage(role); }

bool MayManage(std::string_view role) {
  return IsOneOf(role, std::array<std::string_view, 2>{"supervisor", "administrator"});
}

bool MayManageAccount(const Caller& caller, std::string_view role) {
  if (caller.role == "administrator") return true;
  return caller.role == "supervisor" && (role == "officer" || role == "author");
}

core::Status FitsOrganisation(std::string_view role, std::string_view organisation) {
  if (organisation.empty() || role == "author") return {};
  return core::Err(core::ErrorCode::kInvalid,
                   "organisation: only survey authors may belong to a partner organisation; choose "
                   "the role author, or leave the "
                   "organisation empty (the inspectorate)");
}

bool MaySeeAccount(const Caller& caller, std::string_view organisation) {
  return caller.organisation.empty() || caller.organisation == organisation;
}

bool MaySeeSurvey(const Caller& caller, std::string_view organisation) {
  return caller.organisation == organisation ||
         (caller.organisation.empty() && caller.role != "author");
}

}  // namespace ecms
