// SPDX-License-Identifier: Apache-2.0
// Who may what: roles, and the organisations of this installation (the inspectorate, and partners
// such as an NGO or a union, whose survey authors see their surveys and nothing else). The one
// place that decides. Pure; includes core/ only.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"

namespace ecms {

// Who asks. Made from a session or an API token; every function that returns data takes one.
struct Caller {
  core::AccountId account;
  std::string name;
  std::string role;
  std::string organisation = {};  // a partner's name; "" = the inspectorate
};

// "officer", "supervisor", "author", "administrator", "auditor"; "feed" is another system's, that
// tells a status back.
[[nodiscard]] std::span<const std::string_view> Roles();

// Partners (survey authors) and auditors never see a ticket.
[[nodiscard]] bool MayReadTickets(std::string_view role);
// Survey authors and administrators.
[[nodiscard]] bool MayPublishSurveys(std::string_view role);
// Whose a survey is: administrators.
[[nodiscard]] bool MayGiveSurveys(std::string_view role);
// Supervisors, administrators and auditors.
[[nodiscard]] bool MayReadAudit(std::string_view role);
// Supervisors and administrators.
[[nodiscard]] bool MayManage(std::string_view role);
// Accounts of that role: administrators manage all, supervisors officers and survey authors. A link
// for a new password is the way into an account, so nobody may make one for somebody who may do
// more.
[[nodiscard]] bool MayManageAccount(const Caller& caller, std::string_view role);

// kInvalid: a partner's account with another role than "author".
[[nodiscard]] core::Status FitsOrganisation(std::string_view role, std::string_view organisation);
// An account of `organisation`, in a list: partners see their own people only.
[[nodiscard]] bool MaySeeAccount(const Caller& caller, std::string_view organisation);
// A survey of `organisation`. Authors see those of their own organisation; everybody else of the
// inspectorate sees all. Where this says no there is nothing: 404, and no line in a list.
[[nodiscard]] bool MaySeeSurvey(const Caller& caller, std::string_view organisation);

}  // namespace ecms
