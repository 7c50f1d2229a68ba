// SPDX-License-Identifier: Apache-2.0
// Inside ecms/ only: what sign_in*.cpp share.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ecms/credential.h"
#include "ecms/make_sign_in.h"
#include "ecms/sessions.h"

namespace ecms {

[[nodiscard]] bool IsBytes(std::string_view base64, size_t min,
                           size_t max);                     // of that many, in base64
[[nodiscard]] std::string HashText(std::string_view text);  // SHA-256 in base64
[[nodiscard]] std::string ShareKey(std::string_view key_id,
                                   const core::AccountId& account);  // of kOfficeKeyShareKind
[[nodiscard]] store::Command AuditOf(const core::Clock& clock, std::string_view actor,
                                     std::string_view action, std::string_view object,
                                     std::string_view detail = "");
// kInvalid, by the field's name in the API.
[[nodiscard]] core::Status CheckRecoveryCodes(const std::vector<std::string>& hashes);
struct ShownAuthenticator {
  core::Bytes secret;
  int64_t step = 0;  // of the code: it is used up
};
[[nodiscard]] core::Result<ShownAuthenticator> CheckAuthenticator(const core::SecretString& secret,
                                                                  const core::SecretString& code,
                                                                  core::Timestamp now);

class Office final : public SignIn {
 public:
  explicit Office(SignInParts parts) : p_(std::move(parts)) {}

  // sign_in.cpp
  core::Result<std::string> SaltOf(std::string_view name) const override;
  core::Result<Session> Enter(const LogIn& log_in) override;
  std::optional<Seat> Check(std::string_view token, Presence presence) override;
  void Leave(std::string_view token) override { sessions_.Close(token); }
  core::Result<SetupView> LookAtLink(std::string_view link) const override;
  core::Status Complete(const Setup& setup) override;

  // sign_in_keys.cpp
  core::Result<KeyMaterial> KeysOf(const Caller& caller) const override;
  core::Status AddOfficeKey(const Caller& caller, const NewOfficeKey& key) override;
  core::Status LetIn(const Caller& caller, const core::AccountId& colleague,
                     std::string_view key_id, std::string_view sealed) override;
  core::Result<std::vector<std::string>> Warnings() const override;

  // sign_in_accounts.cpp
  core::Result<std::vector<AccountView>> List(const Caller& caller) const override;
  core::Result<MadeAccount> Add(const Caller& caller, const NewAccount& account) override;
  core::Status Change(const Caller& caller, const core::AccountId& account,
                      const AccountChange& change) override;
  core::Result<core::SecretString> Reset(const Caller& caller,
                                         const core::AccountId& account) override;

  // sign_in_factor.cpp
  core::Status ReplaceAuthenticator(const Caller& caller, std::string_view session,
                                    const Proof& proof, const core::SecretString& totp_secret,
                                    const core::SecretString& totp_code) override;
  core::Status ReplaceRecoveryCodes(const Caller& caller, const Proof& proof,
                                    const std::vector<std::string>& recovery_code_hashes) override;

 private:
  // Whose password and code these are, with the code used up in `credential`, which is not stored
  // yet. kDenied, one message for all; kConflict = password and code were right, but that code was
  // used before.
  struct Proven {
    store::AccountRow account;
    Credential credential;
  };
  core::Result<Proven> Prove(std::string_view name, const Proof& proof, core::Timestamp now) const;
  // Prove, with the wait of somebody who guesses.
  core::Result<Proven> ProveSlowly(std::string_view name, const Proof& proof);
  [[nodiscard]] core::Status TakeCode(const core::AccountId& account, Credential& credential,
                                      std::string_view code, core::Timestamp now) const;
  core::Result<std::optional<store::AccountRow>> AccountOf(const core::AccountId& id) const;
  core::Result<store::AccountRow> AccountOfLink(std::string_view link) const;
  // Base64 of the key that words are sealed to; "" = none yet.
  std::string CurrentKey() const;
  core::Status DropShares(const core::AccountId& account, store::CommandGroup& group) const;
  // kNotFound, kDenied.
  core::Result<store::AccountRow> ManagedBy(const Caller& caller, const core::AccountId& id) const;
  core::Status KeepOneAdministrator(const store::AccountRow& before,
                                    const store::AccountRow& after) const;

  SignInParts p_;
  Sessions sessions_;
  Attempts attempts_;
  std::mutex key_mutex_;  // office keys are registered one after another: the one that is stored
                          // last is the one in use
  std::mutex changing_;  // accounts, one change at a time: two administrators who demote each other
};

}  // namespace ecms
