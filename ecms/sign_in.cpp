// SPDX-License-Identifier: Apache-2.0
#include "ecms/sign_in.h"

#include <algorithm>
#include <mutex>

#include "core/base64.h"
#include "core/crypto.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "ecms/credential.h"
#include "ecms/make_sign_in.h"
#include "ecms/sessions.h"
#include "ecms/setup_link.h"
#include "ecms/totp.h"

namespace ecms {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kRecoveryCodes = 10;
constexpr size_t kMaxShares = 1000;

std::string HashText(std::string_view text) { return core::Base64Encode(core::Sha256(core::AsBytes(text))); }

bool IsBytes(std::string_view base64, size_t min, size_t max) {
  const auto bytes = core::Base64Decode(base64);
  return bytes && bytes->size() >= min && bytes->size() <= max;
}

core::Error Denied() { return {ErrorCode::kDenied, "name, password or code do not fit"}; }

bool MayManage(std::string_view role) { return role == "supervisor" || role == "administrator"; }

std::string ShareKey(std::string_view key_id, const core::AccountId& account) {
  return std::string(key_id) + "/" + account.Text();
}

std::string OneField(std::string_view name, std::string_view value) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key(name).String(value);
  w.EndObject();
  return w.Take();
}

std::string FieldOf(const store::DocumentRow& row, std::string_view name) {
  auto document = core::JsonDocument::Parse(row.body);
  if (!document || document->root().kind() != core::JsonKind::kObject) return "";
  auto value = document->root().Find(name);
  return value && value->kind() == core::JsonKind::kString ? value->String() : "";
}

store::Command Audit(const core::Clock& clock, std::string_view actor, std::string_view action, std::string_view object,
                     std::string_view detail = "") {
  return store::AppendAudit{
      {0, clock.Now(), std::string(actor), std::string(action), std::string(object), std::string(detail), {}}};
}

class Office final : public SignIn {
 public:
  explicit Office(SignInParts parts) : p_(std::move(parts)) {}

  core::Result<std::string> SaltOf(std::string_view name) const override {
    ASSIGN_OR_RETURN(auto account, p_.store.FindAccount(name));
    if (account) {
      ASSIGN_OR_RETURN(auto credential, FindCredential(p_.store, account->id));
      if (credential) return credential->salt;
    }
    return core::Base64Encode(privacy::KeyedFingerprint(p_.keys.LoginKey(), "salt of nobody", name));
  }

  core::Result<Session> Enter(const LogIn& log_in) override {
    const core::Timestamp now = p_.clock.Now();
    if (const core::Millis wait = attempts_.WaitFor(log_in.name, now); wait.count() > 0) {
      return Err(ErrorCode::kUnavailable, "too many attempts: wait " + std::to_string((wait.count() + 999) / 1000) + " seconds");
    }
    auto entered = TryToEnter(log_in, now);
    if (entered) {
      attempts_.Succeeded(log_in.name);
    } else if (entered.error().code == ErrorCode::kDenied) {
      attempts_.Failed(log_in.name, now);
    } else if (entered.error().code == ErrorCode::kConflict) {
      return tl::unexpected(Denied());  // password and authenticator were right: nobody guesses, so it costs no wait
    }
    return entered;
  }

  std::optional<Seat> Check(std::string_view token) override {
    const auto found = sessions_.Find(token, p_.clock.Now());
    if (!found) return std::nullopt;
    // Read each time: a changed role or a disabled account counts at once.
    auto account = AccountOf(found->account);
    if (!account || !*account || (*account)->disabled) return std::nullopt;
    return Seat{{(*account)->id, (*account)->name, (*account)->role}, found->csrf};
  }

  void Leave(std::string_view token) override { sessions_.Close(token); }

  core::Result<SetupView> LookAtLink(std::string_view link) const override {
    ASSIGN_OR_RETURN(store::AccountRow account, AccountOfLink(link));
    return SetupView{account.name, account.role, p_.office_key.Get().has_value()};
  }

  core::Status Complete(const Setup& setup) override;
  core::Result<KeyMaterial> KeysOf(const Caller& caller) const override;
  core::Status AddOfficeKey(const Caller& caller, const NewOfficeKey& key) override;
  core::Status LetIn(const Caller& caller, const core::AccountId& colleague, std::string_view key_id,
                     std::string_view sealed) override;
  core::Result<std::vector<AccountView>> List(const Caller& caller) const override;
  core::Status SetDisabled(const Caller& caller, const core::AccountId& account, bool disabled) override;
  core::Result<core::SecretString> Reset(const Caller& caller, const core::AccountId& account) override;
  core::Result<std::vector<std::string>> Warnings() const override;

 private:
  core::Result<Session> TryToEnter(const LogIn& log_in, core::Timestamp now);
  // Takes the code: its step, or the recovery code, is used up in `credential`. kDenied; kConflict = it was used before.
  [[nodiscard]] core::Status TakeCode(const core::AccountId& account, Credential& credential, std::string_view code,
                                      core::Timestamp now) const;
  core::Result<std::optional<store::AccountRow>> AccountOf(const core::AccountId& id) const {
    ASSIGN_OR_RETURN(auto accounts, p_.store.ListAccounts());
    auto it = std::find_if(accounts.begin(), accounts.end(), [&](const auto& row) { return row.id == id; });
    return it == accounts.end() ? std::nullopt : std::optional(*it);
  }
  core::Result<store::AccountRow> AccountOfLink(std::string_view link) const;
  // Base64 of the key that words are sealed to; "" = none yet.
  std::string CurrentKey() const {
    const auto key = p_.office_key.Get();
    return key ? core::Base64Encode(*key) : "";
  }
  core::Status Refuse(const Caller& caller) const {
    return MayManage(caller.role) ? core::Status{} : Err(ErrorCode::kDenied, "only a supervisor or an administrator may do this");
  }
  core::Status DropShares(const core::AccountId& account, store::CommandGroup& group) const {
    ASSIGN_OR_RETURN(auto shares, p_.store.ListDocuments(kOfficeKeyShareKind, account.Text(), "", kMaxShares));
    for (const auto& share : shares) group.push_back(store::DropDocument{share.kind, share.key});
    return {};
  }

  SignInParts p_;
  Sessions sessions_;
  Attempts attempts_;
  std::mutex key_mutex_;  // office keys are registered one after another: the one that is stored last is the one in use
};

core::Result<Session> Office::TryToEnter(const LogIn& log_in, core::Timestamp now) {
  ASSIGN_OR_RETURN(auto account, p_.store.FindAccount(log_in.name));
  std::optional<Credential> credential;
  if (account && !account->disabled) {
    ASSIGN_OR_RETURN(credential, FindCredential(p_.store, account->id));
  }
  const std::string hash = HashText(log_in.login_secret.Reveal());
  if (!core::ConstantTimeEqual(hash, credential ? credential->login_hash : HashText("nobody")) || !credential) {
    return tl::unexpected(Denied());
  }
  RETURN_IF_ERROR(TakeCode(account->id, *credential, log_in.code.Reveal(), now));
  // The version makes a code single-use even if it comes twice at once: the second is told of a conflict.
  RETURN_IF_ERROR(p_.commit({PutCredential(*credential, account->id), Audit(p_.clock, account->name, "session.begin", account->id.Text())}));
  Session session;
  session.caller = {account->id, account->name, account->role};
  ASSIGN_OR_RETURN(session.keys, KeysOf(session.caller));
  auto opened = sessions_.Open(account->id, now, p_.random);
  session.token = std::move(opened.token);
  session.csrf = std::move(opened.csrf);
  return session;
}

core::Status Office::TakeCode(const core::AccountId& account, Credential& credential, std::string_view code,
                              core::Timestamp now) const {
  if (auto it = std::find(credential.recovery.begin(), credential.recovery.end(), HashText(code)); it != credential.recovery.end()) {
    credential.recovery.erase(it);
    return {};
  }
  auto secret = OpenTotp(p_.keys.LoginKey(), account, credential);
  if (!secret) return tl::unexpected(Denied());
  if (const auto step = TotpStep(*secret, code, now, credential.totp_last)) {
    credential.totp_last = *step;
    return {};
  }
  if (TotpStep(*secret, code, now, 0)) return Err(ErrorCode::kConflict, "this code was used");
  return tl::unexpected(Denied());
}

core::Result<store::AccountRow> Office::AccountOfLink(std::string_view link) const {
  const core::Error denied{ErrorCode::kDenied, "this link was used, has expired or was never made; ask for a new one"};
  ASSIGN_OR_RETURN(auto row, p_.store.FindDocument(kSetupLinkKind, SetupLinkKey(link)));
  if (!row) return tl::unexpected(denied);
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(row->body));
  core::Problems problems;
  core::ObjectReader in(document.root(), "", problems);
  const auto id = core::AccountId::FromText(in.String("account"));
  if (!id || in.Integer("good_until_ms", 0, INT64_MAX) < p_.clock.Now().ms) return tl::unexpected(denied);
  ASSIGN_OR_RETURN(auto account, AccountOf(*id));
  if (!account || account->disabled) return tl::unexpected(denied);
  return *account;
}

core::Status Office::Complete(const Setup& s) {
  ASSIGN_OR_RETURN(const store::AccountRow account, AccountOfLink(s.link.Reveal()));
  const auto totp = Base32Decode(s.totp_secret.Reveal());
  if (!totp || totp->size() < 16) return Err(ErrorCode::kInvalid, "totp_secret: base32 of at least 16 bytes");
  const auto step = TotpStep(*totp, s.totp_code.Reveal(), p_.clock.Now(), 0);
  if (!step) return Err(ErrorCode::kInvalid, "totp_code: does not fit; is the clock of the phone right?");
  const bool codes = s.recovery_code_hashes.size() == kRecoveryCodes &&
                     std::all_of(s.recovery_code_hashes.begin(), s.recovery_code_hashes.end(),
                                 [](const std::string& hash) { return IsBytes(hash, 32, 32); });
  if (!codes) return Err(ErrorCode::kInvalid, "recovery_code_hashes: ten SHA-256 in base64");
  if (!IsBytes(s.salt, 16, 16)) return Err(ErrorCode::kInvalid, "salt: 16 bytes in base64");
  if (!IsBytes(s.login_secret.Reveal(), 32, 32)) return Err(ErrorCode::kInvalid, "login_secret: 32 bytes in base64");
  if (!IsBytes(s.public_key, 32, 32)) return Err(ErrorCode::kInvalid, "public_key: 32 bytes in base64");
  if (!IsBytes(s.sealed_private_key, 32, 512)) return Err(ErrorCode::kInvalid, "sealed_private_key: base64");
  ASSIGN_OR_RETURN(auto old, FindCredential(p_.store, account.id));
  Credential credential{old ? old->version : 0, s.salt, HashText(s.login_secret.Reveal()), s.public_key, s.sealed_private_key,
                        SealTotp(p_.keys.LoginKey(), account.id, *totp), *step, s.recovery_code_hashes};
  store::CommandGroup group{PutCredential(credential, account.id),
                            store::DropDocument{std::string(kSetupLinkKind), SetupLinkKey(s.link.Reveal())},
                            Audit(p_.clock, account.name, old ? "account.reset" : "account.setup", account.id.Text())};
  RETURN_IF_ERROR(DropShares(account.id, group));
  RETURN_IF_ERROR(p_.commit(std::move(group)));
  sessions_.CloseAllOf(account.id);
  return {};
}

core::Result<KeyMaterial> Office::KeysOf(const Caller& caller) const {
  KeyMaterial material;
  ASSIGN_OR_RETURN(auto credential, FindCredential(p_.store, caller.account));
  if (!credential) return material;  // an API token's account
  material.public_key = credential->public_key;
  material.sealed_private_key = credential->sealed_private_key;
  const std::string current = CurrentKey();
  ASSIGN_OR_RETURN(auto keys, p_.store.ListDocuments(kOfficeKeyKind, std::nullopt, "", kMaxShares));
  for (const auto& key : keys) {
    OfficeKeyView view{key.key, FieldOf(key, "public_key"), "", "", false};
    if (MayReadTickets(caller.role)) view.sealed_to_recovery = FieldOf(key, "sealed_to_recovery");
    view.current = view.public_key == current;
    ASSIGN_OR_RETURN(auto share, p_.store.FindDocument(kOfficeKeyShareKind, ShareKey(key.key, caller.account)));
    if (share) view.sealed_to_me = FieldOf(*share, "sealed");
    material.office_keys.push_back(std::move(view));
  }
  std::stable_partition(material.office_keys.begin(), material.office_keys.end(), [](const auto& k) { return k.current; });
  return material;
}

core::Status Office::AddOfficeKey(const Caller& caller, const NewOfficeKey& key) {
  if (!MayReadTickets(caller.role)) return Err(ErrorCode::kDenied, "this role does not open words");
  auto public_key = privacy::PublicKeyFromBase64(key.public_key);
  if (!public_key) return Err(ErrorCode::kInvalid, "public_key: 32 bytes in base64");
  if (!IsBytes(key.sealed_to_me, 80, 80)) return Err(ErrorCode::kInvalid, "sealed_to_me: a sealed box of 32 bytes in base64");
  if (!IsBytes(key.sealed_to_recovery, 32, 512)) return Err(ErrorCode::kInvalid, "sealed_to_recovery: base64");
  const std::lock_guard lock(key_mutex_);
  const std::string current = CurrentKey();
  if (p_.key_is_configured && key.public_key != current) {
    return Err(ErrorCode::kConflict, "the configuration names another office key (keys.office_public); remove it there first");
  }
  if (!current.empty() && key.public_key != current) RETURN_IF_ERROR(Refuse(caller));
  const std::string id = privacy::KeyId(*public_key);
  core::JsonWriter body;
  body.BeginObject();
  body.Key("public_key").String(key.public_key);
  body.Key("sealed_to_recovery").String(key.sealed_to_recovery);
  body.EndObject();
  store::CommandGroup group{
      store::PutDocument{{std::string(kOfficeKeyKind), id, "", 0, body.Take()}, 0},
      store::PutDocument{{std::string(kOfficeKeyShareKind), ShareKey(id, caller.account), caller.account.Text(), 0,
                          OneField("sealed", key.sealed_to_me)}, 0},
      Audit(p_.clock, caller.name, "office_key.add", id)};
  if (!p_.key_is_configured) group.push_back(store::PutMeta{kOfficePublicMeta, key.public_key});
  RETURN_IF_ERROR(p_.commit(std::move(group)));
  p_.office_key.Set(*public_key);
  return {};
}

core::Status Office::LetIn(const Caller& caller, const core::AccountId& colleague, std::string_view key_id, std::string_view sealed) {
  ASSIGN_OR_RETURN(auto mine, p_.store.FindDocument(kOfficeKeyShareKind, ShareKey(key_id, caller.account)));
  // By the recovery sheet an officer comes back alone. A useless share would shut out nobody but its maker.
  const bool recovers = colleague == caller.account;
  ASSIGN_OR_RETURN(auto key, p_.store.FindDocument(kOfficeKeyKind, key_id));
  if (!key) return Err(ErrorCode::kNotFound, "there is no such office key");
  if (!mine && !recovers) return Err(ErrorCode::kDenied, "only somebody who can open these words can let a colleague in");
  ASSIGN_OR_RETURN(auto account, AccountOf(colleague));
  if (!account || account->disabled || !MayReadTickets(account->role))
    return Err(ErrorCode::kNotFound, "there is no such colleague who may read tickets");
  if (!IsBytes(sealed, 80, 80)) return Err(ErrorCode::kInvalid, "sealed: a sealed box of 32 bytes in base64");
  ASSIGN_OR_RETURN(auto theirs, p_.store.FindDocument(kOfficeKeyShareKind, ShareKey(key_id, colleague)));
  return p_.commit({store::PutDocument{{std::string(kOfficeKeyShareKind), ShareKey(key_id, colleague), colleague.Text(), 0,
                                        OneField("sealed", sealed)}, theirs ? theirs->version : 0},
                    Audit(p_.clock, caller.name, recovers ? "office_key.recover" : "office_key.let_in", colleague.Text(), key_id)});
}

core::Result<std::vector<AccountView>> Office::List(const Caller& /*any account of the office*/) const {
  ASSIGN_OR_RETURN(auto accounts, p_.store.ListAccounts());
  const auto key = p_.office_key.Get();
  std::vector<AccountView> views;
  for (const store::AccountRow& row : accounts) {
    AccountView view{row.id, row.name, row.role, row.disabled, false, false, ""};
    ASSIGN_OR_RETURN(auto credential, FindCredential(p_.store, row.id));
    view.set_up = credential.has_value();
    if (credential) view.public_key = credential->public_key;
    if (key) {
      ASSIGN_OR_RETURN(auto share, p_.store.FindDocument(kOfficeKeyShareKind, ShareKey(privacy::KeyId(*key), row.id)));
      view.cleared = share.has_value();
    }
    views.push_back(std::move(view));
  }
  return views;
}

core::Status Office::SetDisabled(const Caller& caller, const core::AccountId& id, bool disabled) {
  RETURN_IF_ERROR(Refuse(caller));
  if (id == caller.account) return Err(ErrorCode::kConflict, "nobody disables the own account");
  ASSIGN_OR_RETURN(auto account, AccountOf(id));
  if (!account) return Err(ErrorCode::kNotFound, "there is no such account");
  account->disabled = disabled;
  store::CommandGroup group{store::PutAccount{*account},
                            Audit(p_.clock, caller.name, disabled ? "account.disable" : "account.enable", id.Text())};
  if (disabled) RETURN_IF_ERROR(DropShares(id, group));
  RETURN_IF_ERROR(p_.commit(std::move(group)));
  if (disabled) sessions_.CloseAllOf(id);
  return {};
}

core::Result<core::SecretString> Office::Reset(const Caller& caller, const core::AccountId& id) {
  RETURN_IF_ERROR(Refuse(caller));
  ASSIGN_OR_RETURN(auto account, AccountOf(id));
  if (!account) return Err(ErrorCode::kNotFound, "there is no such account");
  SetupLink link = NewSetupLink(id, p_.clock.Now(), p_.random);
  RETURN_IF_ERROR(p_.commit({link.command, Audit(p_.clock, caller.name, "account.link", id.Text())}));
  return std::move(link.token);
}

core::Result<std::vector<std::string>> Office::Warnings() const {
  ASSIGN_OR_RETURN(auto accounts, List({}));
  const auto cleared = std::count_if(accounts.begin(), accounts.end(), [](const auto& a) { return a.cleared && !a.disabled; });
  std::vector<std::string> warnings;
  if (!p_.office_key.Get()) warnings.emplace_back("no_office_key");
  else if (cleared < 2) warnings.emplace_back("fewer_than_two_cleared");
  return warnings;
}

}  // namespace

std::unique_ptr<SignIn> MakeSignIn(SignInParts parts) { return std::make_unique<Office>(std::move(parts)); }

}  // namespace ecms
