// SPDX-License-Identifier: Apache-2.0
// Accounts as supervisors and administrators look after them. ecms/access.h says who may change
// whom.
#include <algorithm>

#include "ecms/setup_link.h"
#include "ecms/sign_in_office.h"
#include "locales/fold.h"

namespace ecms {

using core::Err;
using core::ErrorCode;

namespace {

core::Status CheckRole(std::string_view role) {
  if (role == "feed")
    return Err(
        ErrorCode::kInvalid,
        "role: feed is another system's; dwbot user add NAME --role feed --api-token makes it");
  const auto roles = Roles();
  if (std::find(roles.begin(), roles.end(), role) != roles.end()) return {};
  return Err(ErrorCode::kInvalid, "role: officer, supervisor, author, administrator or auditor");
}

// "Ana" beside "ana" in the audit would be read as one person.
core::Status CheckNotTaken(const std::vector<store::AccountRow>& accounts, std::string_view name) {
  const auto folded = locales::Fold(name).key;
  for (const store::AccountRow& row : accounts) {
    if (row.name == name)
      return Err(ErrorCode::kConflict, "name: there is an account with this name already");
    if (!folded.empty() && locales::Fold(row.name).key == folded) {
      return Err(ErrorCode::kConflict, "name: it is too much like that of the account \"" +
                                           row.name + "\"; people would take one for the other");
    }
  }
  return {};
}

std::string Where(const store::AccountRow& row) {
  return row.organisation.empty() ? row.role : row.role + " of " + row.organisation;
}

}  // namespace

core::Result<store::AccountRow> Office::ManagedBy(const Caller& caller,
                                                  const core::AccountId& id) const {
  if (!MayManage(caller.role))
    return Err(ErrorCode::kDenied, "only a supervisor or an administrator may do this");
  ASSIGN_OR_RETURN(auto account, AccountOf(id));
  if (!account || !MaySeeAccount(caller, account->organisation))
    return Err(ErrorCode::kNotFound, "there is no such account");
  if (!MayManageAccount(caller, account->role)) {
    return Err(ErrorCode::kDenied,
               "supervisors look after officers and survey authors; an administrator may do this");
  }
  return std::move(*account);
}

core::Status Office::KeepOneAdministrator(const store::AccountRow& before,
                                          const store::AccountRow& after) const {
  const auto counts = [](const store::AccountRow& row) {
    return row.role == "administrator" && !row.disabled;
  };
  if (!counts(before) || counts(after)) return {};
  ASSIGN_OR_RETURN(const auto accounts, p_.store.ListAccounts());
  for (const store::AccountRow& row : accounts) {
    if (row.id == before.id || !counts(row)) continue;
    ASSIGN_OR_RETURN(const auto credential, FindCredential(p_.store, row.id));
    if (credential) return {};
  }
  return Err(ErrorCode::kConflict,
             "this is the only administrator who can sign in: make another one first, and let that "
             "person set up the account");
}

core::Result<std::vector<AccountView>> Office::List(const Caller& caller) const {
  ASSIGN_OR_RETURN(auto accounts, p_.store.ListAccounts());
  const auto key = p_.office_key.Get();
  std::vector<AccountView> views;
  for (const store::AccountRow& row : accounts) {
    if (!MaySeeAccount(caller, row.organisation)) continue;
    AccountView view{row.id,
                     row.name,
                     row.role,
                     row.organisation,
                     row.disabled,
                     false,
                     false,
                     "",
                     MayManageAccount(caller, row.role)};
    ASSIGN_OR_RETURN(auto credential, FindCredential(p_.store, row.id));
    view.set_up = credential.has_value();
    if (credential) view.public_key = credential->public_key;
    if (key) {
      ASSIGN_OR_RETURN(auto share, p_.store.FindDocument(kOfficeKeyShareKind,
                                                         ShareKey(privacy::KeyId(*key), row.id)));
      view.cleared = share.has_value();
    }
    views.push_back(std::move(view));
  }
  return views;
}

core::Result<MadeAccount> Office::Add(const Caller& caller, const NewAccount& wanted) {
  if (!MayManage(caller.role))
    return Err(ErrorCode::kDenied, "only a supervisor or an administrator may do this");
  RETURN_IF_ERROR(CheckAccountName(wanted.name));
  RETURN_IF_ERROR(CheckRole(wanted.role));
  if (!MayManageAccount(caller, wanted.role)) {
    return Err(ErrorCode::kDenied,
               "supervisors make accounts of officers and survey authors; an administrator may "
               "make the others");
  }
  const std::lock_guard lock(changing_);
  ASSIGN_OR_RETURN(const std::string organisation,
                   OrganisationNamed(p_.store, wanted.organisation));
  RETURN_IF_ERROR(FitsOrganisation(wanted.role, organisation));
  ASSIGN_OR_RETURN(const auto accounts, p_.store.ListAccounts());
  RETURN_IF_ERROR(CheckNotTaken(accounts, wanted.name));
  const store::AccountRow row{core::AccountId::Random(p_.random), wanted.name, wanted.role, false,
                              organisation};
  SetupLink link = NewSetupLink(row.id, p_.clock.Now(), p_.random);
  RETURN_IF_ERROR(
      p_.commit({store::PutAccount{row}, link.command,
                 AuditOf(p_.clock, caller.name, "account.add", row.id.Text(), Where(row))}));
  return MadeAccount{row.id, std::move(link.token)};
}

core::Status Office::Change(const Caller& caller, const core::AccountId& id,
                            const AccountChange& change) {
  const std::lock_guard lock(changing_);
  ASSIGN_OR_RETURN(const store::AccountRow before, ManagedBy(caller, id));
  store::AccountRow after = before;
  if (change.disabled) after.disabled = *change.disabled;
  if (change.role && *change.role != before.role) {
    RETURN_IF_ERROR(CheckRole(*change.role));
    if (before.role == "feed")
      return Err(ErrorCode::kInvalid, "role: the account of another system keeps its role");
    after.role = *change.role;
  }
  if (change.organisation) {
    ASSIGN_OR_RETURN(after.organisation, OrganisationNamed(p_.store, *change.organisation));
  }
  if (!MayManageAccount(caller, after.role))
    return Err(ErrorCode::kDenied, "only an administrator may give this role");
  RETURN_IF_ERROR(FitsOrganisation(after.role, after.organisation));
  RETURN_IF_ERROR(KeepOneAdministrator(before, after));
  if (after.disabled && !before.disabled && id == caller.account)
    return Err(ErrorCode::kConflict, "nobody disables the own account");
  store::CommandGroup group{store::PutAccount{after}};
  const bool moved = after.role != before.role || after.organisation != before.organisation;
  if (after.disabled != before.disabled)
    group.push_back(AuditOf(p_.clock, caller.name,
                            after.disabled ? "account.disable" : "account.enable", id.Text()));
  if (moved)
    group.push_back(AuditOf(p_.clock, caller.name, "account.role", id.Text(),
                            Where(before) + " -> " + Where(after)));
  if (group.size() == 1) return {};  // as it was
  if (after.disabled) RETURN_IF_ERROR(DropSetupLinks(p_.store, id, group));
  if (after.disabled || !MayReadTickets(after.role)) RETURN_IF_ERROR(DropShares(id, group));
  RETURN_IF_ERROR(p_.commit(std::move(group)));
  if (after.disabled || moved) sessions_.CloseAllOf(id);
  return {};
}

core::Result<core::SecretString> Office::Reset(const Caller& caller, const core::AccountId& id) {
  ASSIGN_OR_RETURN(const store::AccountRow account, ManagedBy(caller, id));
  if (account.disabled)
    return Err(ErrorCode::kConflict, "this account is disabled; enable it first");
  store::CommandGroup group;
  RETURN_IF_ERROR(DropSetupLinks(p_.store, id, group));
  SetupLink link = NewSetupLink(id, p_.clock.Now(), p_.random);
  group.push_back(link.command);
  group.push_back(AuditOf(p_.clock, caller.name, "account.link", id.Text()));
  RETURN_IF_ERROR(p_.commit(std::move(group)));
  return std::move(link.token);
}

}  // namespace ecms
