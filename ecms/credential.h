// SPDX-License-Identifier: Apache-2.0
// What is stored of an officer's way in: one document of kind "credential" an account.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "privacy/key_ring.h"
#include "store/store.h"

namespace ecms {

inline constexpr std::string_view kCredentialKind =
    "credential";  // NOTE: persistent, like the JSON keys
inline constexpr std::string_view kOfficeKeyKind = "office_key";  // key: privacy::KeyId
inline constexpr std::string_view kOfficeKeyShareKind =
    "office_key_share";  // key: key id / account; parent: account
inline constexpr const char* kOfficePublicMeta =
    "office_public";  // the key that words are sealed to, where the configuration names none

struct Credential {
  int64_t version = 0;     // of the document; 0 = not stored yet
  std::string salt;        // base64, like the next three
  std::string login_hash;  // SHA-256 of the login secret
  std::string public_key;
  std::string sealed_private_key;
  std::string
      totp;  // the shared secret, sealed under the ring's login key and bound to the account
  int64_t totp_last = 0;
  std::vector<std::string> recovery;  // SHA-256 of the codes that are left, base64
};

[[nodiscard]] core::Result<std::optional<Credential>> FindCredential(
    const store::Store& store, const core::AccountId& account);
[[nodiscard]] store::Command PutCredential(const Credential& credential,
                                           const core::AccountId& account);
[[nodiscard]] std::string SealTotp(const privacy::Key& key, const core::AccountId& account,
                                   core::ByteSpan secret);
// kDenied: the ring has another login key (a restore without it).
[[nodiscard]] core::Result<core::Bytes> OpenTotp(const privacy::Key& key,
                                                 const core::AccountId& account,
                                                 const Credential& credential);

}  // namespace ecms
