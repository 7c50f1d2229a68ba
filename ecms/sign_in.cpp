// SPDX-License-Identifier: Apache-2.0
#include "ecms/sign_in.h"

#include <algorithm>

#include "core/base64.h"
#include "core/crypto.h"
#include "core/json.h"
#include "ecms/setup_link.h"
#include "ecms/sign_in_office.h"
#include "ecms/totp.h"

namespace ecms {

using core::Err;
using core::ErrorCode;

namespace {

constexpr size_t kRecoveryCodes = 10;

core::Error Denied() { return {ErrorCode::kDenied, "name, password or code do not fit"}; }

core::Error Wait(core::Millis wait) {
  return {ErrorCode::kUnavailable,
          "too many attempts: wait " + std::to_string((wait.count() + 999) / 1000) + " seconds"};
}

}  // namespace

std::string HashText(std::string_view text) {
  return core::Base64Encode(core::Sha256(core::AsBytes(text)));
}

bool IsBytes(std::string_view base64, size_t min, size_t max) {
  const auto bytes = core::Base64Decode(base64);
  return bytes && bytes->size() >= min && bytes->size() <= max;
}

store::Command AuditOf(const core::Clock& clock, std::string_view actor, std::string_view action,
                       std::string_view object, std::string_view detail) {
  return store::AppendAudit{{0,
                             clock.Now(),
                             std::string(actor),
                             std::string(action),
                             std::string(object),
                             std::string(detail),
                             {}}};
}

core::Status CheckRecoveryCodes(const std::vector<std::string>& hashes) {
  const bool codes = hashes.size() == kRecoveryCodes &&
                     std::all_of(hashes.begin(), hashes.end(),
                                 [](const std::string& hash) { return IsBytes(hash, 32, 32); });
  return codes ? core::Status()
               : Err(ErrorCode::kInvalid, "recovery_code_hashes: ten SHA-256 in base64");
}

core::Result<ShownAuthenticator> CheckAuthenticator(const core::SecretString& secret,
                                                    const core::SecretString& code,
                                                    core::Timestamp now) {
  auto bytes = Base32Decode(secret.Reveal());
  if (!bytes || bytes->size() < 16)
    return Err(ErrorCode::kInvalid, "totp_secret: base32 of at least 16 bytes");
  const auto step = TotpStep(*bytes, code.Reveal(), now, 0);
  if (!step)
    return Err(ErrorCode::kInvalid, "totp_code: does not fit; is the clock of the phone right?");
  return ShownAuthenticator{std::move(*bytes), *step};
}

core::Result<std::string> Office::SaltOf(std::string_view name) const {
  ASSIGN_OR_RETURN(auto account, p_.store.FindAccount(name));
  if (account) {
    ASSIGN_OR_RETURN(auto credential, FindCredential(p_.store, account->id));
    if (credential) return credential->salt;
  }
  return core::Base64Encode(privacy::KeyedFingerprint(p_.keys.LoginKey(), "salt of nobody", name));
}

core::Result<Office::Proven> Office::Prove(std::string_view name, const Proof& proof,
                                           core::Timestamp now) const {
  ASSIGN_OR_RETURN(auto account, p_.store.FindAccount(name));
  std::optional<Credential> credential;
  if (account && !account->disabled) {
    ASSIGN_OR_RETURN(credential, FindCredential(p_.store, account->id));
  }
  const std::string hash = HashText(proof.login_secret.Reveal());
  if (!core::ConstantTimeEqual(hash, credential ? credential->login_hash : HashText("nobody")) ||
      !credential) {
    return tl::unexpected(Denied());
  }
  RETURN_IF_ERROR(TakeCode(account->id, *credential, proof.code.Reveal(), now));
  return Proven{std::move(*account), std::move(*credential)};
}

core::Result<Office::Proven> Office::ProveSlowly(std::string_view name, const Proof& proof) {
  const core::Timestamp now = p_.clock.Now();
  if (const core::Millis wait = attempts_.WaitFor(name, now); wait.count() > 0)
    return tl::unexpected(Wait(wait));
  auto proved = Prove(name, proof, now);
  if (proved) {
    attempts_.Succeeded(name);
  } else if (proved.error().code == ErrorCode::kDenied) {
    attempts_.Failed(name, now);  // kConflict: password and authenticator were right: nobody
                                  // guesses, so it costs no wait
  }
  return proved;
}

core::Result<Session> Office::Enter(const LogIn& log_in) {
  auto proven = ProveSlowly(log_in.name, {log_in.login_secret, log_in.code});
  if (!proven)
    return tl::unexpected(proven.error().code == ErrorCode::kConflict ? Denied() : proven.error());
  const store::AccountRow& account = proven->account;
  // The version makes a code single-use even if it comes twice at once: the second is told of a
  // conflict.
  const core::Status taken =
      p_.commit({PutCredential(proven->credential, account.id),
                 AuditOf(p_.clock, account.name, "session.begin", account.id.Text())});
  if (!taken)
    return tl::unexpected(taken.error().code == ErrorCode::kConflict ? Denied() : taken.error());
  Session session;
  session.caller = {account.id, account.name, account.role, account.organisation};
  ASSIGN_OR_RETURN(session.keys, KeysOf(session.caller));
  auto opened = sessions_.Open(account.id, p_.clock.Now(), p_.random);
  session.token = std::move(opened.token);
  session.csrf = std::move(opened.csrf);
  return session;
}

std::optional<Seat> Office::Check(std::string_view token, Presence presence) {
  const auto found = sessions_.Find(token, presence, p_.clock.Now());
  if (!found) return std::nullopt;
  // Read each time: a changed role or a disabled account counts at once.
  auto account = AccountOf(found->account);
  if (!account || !*account || (*account)->disabled) return std::nullopt;
  return Seat{{(*account)->id, (*account)->name, (*account)->role, (*account)->organisation},
              found->csrf};
}

core::Result<SetupView> Office::LookAtLink(std::string_view link) const {
  ASSIGN_OR_RETURN(store::AccountRow account, AccountOfLink(link));
  return SetupView{account.name, account.role, account.organisation,
                   p_.office_key.Get().has_value()};
}

core::Status Office::TakeCode(const core::AccountId& account, Credential& credential,
                              std::string_view code, core::Timestamp now) const {
  if (auto it = std::find(credential.recovery.begin(), credential.recovery.end(), HashText(code));
      it != credential.recovery.end()) {
    credential.recovery.erase(it);
    return {};
  }
  auto secret = OpenTotp(p_.keys.LoginKey(), account, credential);
  if (!secret) return tl::unexpected(Denied());
  if (const auto step = TotpStep(*secret, code, now, credential.totp_last)) {
    credential.totp_last = *step;
    return {};
  }
  if (TotpStep(*secret, code, now, 0))
    return Err(ErrorCode::kConflict, "this code was used: wait for the next one");
  return tl::unexpected(Denied());
}

core::Result<std::optional<store::AccountRow>> Office::AccountOf(const core::AccountId& id) const {
  ASSIGN_OR_RETURN(auto accounts, p_.store.ListAccounts());
  auto it =
      std::find_if(accounts.begin(), accounts.end(), [&](const auto& row) { return row.id == id; });
  return it == accounts.end() ? std::nullopt : std::optional(*it);
}

core::Result<store::AccountRow> Office::AccountOfLink(std::string_view link) const {
  const core::Error denied{ErrorCode::kDenied,
                           "this link was used, has expired or was never made; ask for a new one"};
  ASSIGN_OR_RETURN(auto row, p_.store.FindDocument(kSetupLinkKind, SetupLinkKey(link)));
  if (!row) return tl::unexpected(denied);
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(row->body));
  core::Problems problems;
  core::ObjectReader in(document.root(), "", problems);
  const auto id = core::AccountId::FromText(in.String("account"));
  if (!id || in.Integer("good_until_ms", 0, INT64_MAX) < p_.clock.Now().ms)
    return tl::unexpected(denied);
  ASSIGN_OR_RETURN(auto account, AccountOf(*id));
  if (!account || account->disabled) return tl::unexpected(denied);
  return *account;
}

core::Status Office::Complete(const Setup& s) {
  ASSIGN_OR_RETURN(const store::AccountRow account, AccountOfLink(s.link.Reveal()));
  ASSIGN_OR_RETURN(const ShownAuthenticator shown,
                   CheckAuthenticator(s.totp_secret, s.totp_code, p_.clock.Now()));
  RETURN_IF_ERROR(CheckRecoveryCodes(s.recovery_code_hashes));
  if (!IsBytes(s.salt, 16, 16)) return Err(ErrorCode::kInvalid, "salt: 16 bytes in base64");
  if (!IsBytes(s.login_secret.Reveal(), 32, 32))
    return Err(ErrorCode::kInvalid, "login_secret: 32 bytes in base64");
  if (!IsBytes(s.public_key, 32, 32))
    return Err(ErrorCode::kInvalid, "public_key: 32 bytes in base64");
  if (!IsBytes(s.sealed_private_key, 32, 512))
    return Err(ErrorCode::kInvalid, "sealed_private_key: base64");
  ASSIGN_OR_RETURN(auto old, FindCredential(p_.store, account.id));
  Credential credential{old ? old->version : 0,
                        s.salt,
                        HashText(s.login_secret.Reveal()),
                        s.public_key,
                        s.sealed_private_key,
                        SealTotp(p_.keys.LoginKey(), account.id, shown.secret),
                        shown.step,
                        s.recovery_code_hashes};
  store::CommandGroup group{
      PutCredential(credential, account.id),
      AuditOf(p_.clock, account.name, old ? "account.reset" : "account.setup", account.id.Text())};
  RETURN_IF_ERROR(DropSetupLinks(p_.store, account.id, group));
  RETURN_IF_ERROR(DropShares(account.id, group));
  RETURN_IF_ERROR(p_.commit(std::move(group)));
  sessions_.CloseAllOf(account.id);
  return {};
}

std::unique_ptr<SignIn> MakeSignIn(SignInParts parts) {
  return std::make_unique<Office>(std::move(parts));
}

}  // namespace ecms
