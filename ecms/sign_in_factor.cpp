// SPDX-License-Identifier: Apache-2.0
// Another telephone, and other recovery codes, by somebody who is signed in and shows password and
// code once more.
#include "ecms/sign_in_office.h"

namespace ecms {

core::Status Office::ReplaceAuthenticator(const Caller& caller, std::string_view session,
                                          const Proof& proof, const core::SecretString& totp_secret,
                                          const core::SecretString& totp_code) {
  ASSIGN_OR_RETURN(const ShownAuthenticator shown,
                   CheckAuthenticator(totp_secret, totp_code, p_.clock.Now()));
  ASSIGN_OR_RETURN(Proven proven, ProveSlowly(caller.name, proof));
  const core::AccountId& id = proven.account.id;
  proven.credential.totp = SealTotp(p_.keys.LoginKey(), id, shown.secret);
  proven.credential.totp_last = shown.step;
  RETURN_IF_ERROR(p_.commit({PutCredential(proven.credential, id),
                             AuditOf(p_.clock, caller.name, "account.authenticator", id.Text())}));
  sessions_.CloseAllOf(id, session);
  return {};
}

core::Status Office::ReplaceRecoveryCodes(const Caller& caller, const Proof& proof,
                                          const std::vector<std::string>& recovery_code_hashes) {
  RETURN_IF_ERROR(CheckRecoveryCodes(recovery_code_hashes));
  ASSIGN_OR_RETURN(Proven proven, ProveSlowly(caller.name, proof));
  const core::AccountId& id = proven.account.id;
  proven.credential.recovery = recovery_code_hashes;
  return p_.commit({PutCredential(proven.credential, id),
                    AuditOf(p_.clock, caller.name, "account.recovery_codes", id.Text())});
}

}  // namespace ecms
