// SPDX-License-Identifier: Apache-2.0
// Officers' accounts: one-time links, password without the server ever seeing it, second factor,
// sessions, and who can open sealed words. Includes core/ only, so that web/ can use it.
// docs/keys.md says what is derived from what.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"
#include "ecms/accounts.h"

namespace ecms {

// All bytes are base64 (standard alphabet, padded). The browser runs Argon2id (64 MiB, 3 passes,
// one lane) over password and salt to 64 bytes: the first 32 are the login secret, the last 32 open
// `sealed_private_key`.
inline constexpr int kKdfMemoryKib = 64 * 1024;
inline constexpr int kKdfPasses = 3;

// Half of a key of the office, as one officer may have it.
struct OfficeKeyView {
  std::string key_id;  // privacy::KeyId
  std::string public_key;
  std::string
      sealed_to_me;  // the private half, sealed to this officer's public key; "" = not cleared yet
  std::string sealed_to_recovery;  // under the key on the printed sheet; for roles that open words
  bool current = false;  // words are sealed to it now; older ones only open what came before
};
struct KeyMaterial {
  std::string public_key;                  // X25519 of the officer
  std::string sealed_private_key;          // under the second half of the Argon2id output
  std::vector<OfficeKeyView> office_keys;  // newest first
};
struct LogIn {
  std::string name;
  core::SecretString login_secret;
  core::SecretString code;  // of the authenticator, or one of the printed recovery codes
};
struct Session {
  core::SecretString token;  // for the cookie; the server keeps its hash
  std::string csrf;
  Caller caller;
  KeyMaterial keys;
};
struct Seat {  // a valid session
  Caller caller;
  std::string csrf;
};
// Why a request came: somebody did something, or an open page only waits for news. Waiting does not
// keep a session alive.
enum class Presence : uint8_t { kActs, kWaits };
struct SetupView {
  std::string name, role;
  std::string organisation;  // "" = the inspectorate
  bool office_has_key = false;
};
struct Setup {
  core::SecretString link;
  std::string salt;  // 16 bytes
  core::SecretString login_secret;
  std::string public_key, sealed_private_key;
  core::SecretString totp_secret;                 // base32, at least 16 bytes
  core::SecretString totp_code;                   // shows that the authenticator has it
  std::vector<std::string> recovery_code_hashes;  // ten SHA-256
};
struct NewOfficeKey {
  std::string public_key;
  std::string sealed_to_me;
  std::string sealed_to_recovery;  // under the key on the printed sheet
};
struct AccountView {
  core::AccountId id;
  std::string name, role;
  std::string organisation;  // "" = the inspectorate
  bool disabled = false;
  bool set_up = false;
  bool cleared = false;     // can open words sealed to the current key
  std::string public_key;   // "" until set up
  bool may_manage = false;  // the caller may change it and make links for it
};
struct NewAccount {
  std::string name, role;
  std::string organisation;  // "" = the inspectorate
};
struct MadeAccount {
  core::AccountId id;
  core::SecretString link;  // of its first password: shown once
};
struct AccountChange {  // nullopt: stays as it is
  std::optional<bool> disabled;
  std::optional<std::string> role, organisation;
};
// What somebody who is signed in shows once more before the ways in change.
struct Proof {
  core::SecretString login_secret;
  core::SecretString
      code;  // of the authenticator so far, or a printed recovery code: it is used up
};

// Thread-safe. May block on the disk: for the `office` thread.
class SignIn {
 public:
  virtual ~SignIn() = default;

  // Of an unknown name: a salt that is always the same for that name.
  [[nodiscard]] virtual core::Result<std::string> SaltOf(std::string_view name) const = 0;
  // kDenied, with one message for every reason; kUnavailable while too many attempts failed (its
  // message says how long to wait): a delay, never a lock.
  [[nodiscard]] virtual core::Result<Session> Enter(const LogIn& log_in) = 0;
  [[nodiscard]] virtual std::optional<Seat> Check(std::string_view token, Presence presence) = 0;
  virtual void Leave(std::string_view token) = 0;

  // kDenied: used, expired or never made.
  [[nodiscard]] virtual core::Result<SetupView> LookAtLink(std::string_view link) const = 0;
  // kInvalid says what does not fit. Ends every session of the account; words sealed before stay
  // closed to it until a cleared officer lets it in again.
  [[nodiscard]] virtual core::Status Complete(const Setup& setup) = 0;

  [[nodiscard]] virtual core::Result<KeyMaterial> KeysOf(const Caller& caller) const = 0;
  // The first one by any officer of the inbox; a further one (a leaver) by a supervisor or
  // administrator. kConflict: the configuration names a key. Words that come in after the next
  // start are sealed to it.
  [[nodiscard]] virtual core::Status AddOfficeKey(const Caller& caller,
                                                  const NewOfficeKey& key) = 0;
  // A cleared officer lets a colleague in: the private half of `key_id`, sealed to the colleague.
  // Or an officer who opened it by the printed recovery key: sealed to the officer's own key;
  // audited as office_key.recover.
  [[nodiscard]] virtual core::Status LetIn(const Caller& caller, const core::AccountId& colleague,
                                           std::string_view key_id, std::string_view sealed) = 0;

  // Those that MaySeeAccount.
  [[nodiscard]] virtual core::Result<std::vector<AccountView>> List(const Caller& caller) const = 0;
  // These three by whom MayManageAccount says, else kDenied; all are audited. kInvalid names the
  // field; kConflict: the name is taken, or a name so much like it that people would take one for
  // the other.
  [[nodiscard]] virtual core::Result<MadeAccount> Add(const Caller& caller,
                                                      const NewAccount& account) = 0;
  // A leaver is disabled: sessions and links end at once, sealed halves are removed. Another role
  // or organisation ends the sessions too, and a role that reads no tickets loses the sealed
  // halves. kConflict: nobody disables the own account, and one administrator who can sign in
  // stays.
  [[nodiscard]] virtual core::Status Change(const Caller& caller, const core::AccountId& account,
                                            const AccountChange& change) = 0;
  // A new one-time link for somebody who lost the password; earlier ones end.
  [[nodiscard]] virtual core::Result<core::SecretString> Reset(const Caller& caller,
                                                               const core::AccountId& account) = 0;

  // Another telephone: the authenticator so far stops, and every session but `session` ends.
  // kDenied: password or code do not fit; kConflict: that code was used, the next one will do;
  // kUnavailable: wait, as with Enter; kInvalid: the new secret or its code.
  [[nodiscard]] virtual core::Status ReplaceAuthenticator(const Caller& caller,
                                                          std::string_view session,
                                                          const Proof& proof,
                                                          const core::SecretString& totp_secret,
                                                          const core::SecretString& totp_code) = 0;
  // Ten others; those before stop. Fails as above.
  [[nodiscard]] virtual core::Status ReplaceRecoveryCodes(
      const Caller& caller, const Proof& proof,
      const std::vector<std::string>& recovery_code_hashes) = 0;
  // Sentences for the pages: "only one person can open sealed words" and the like, as codes.
  [[nodiscard]] virtual core::Result<std::vector<std::string>> Warnings() const = 0;
};

}  // namespace ecms
