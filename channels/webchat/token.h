// SPDX-License-Identifier: Apache-2.0
// The address of a worker who writes in the browser: a random token that only this server can make,
// so that nobody fills the vault with invented addresses. The page keeps it in sessionStorage; it
// is treated like a phone number.
#pragma once

#include <string_view>

#include "core/random.h"
#include "core/secret.h"

namespace channels::webchat {

// 43 characters of base64url: 16 random bytes, then the first 16 bytes of their HMAC-SHA-256 under
// `key`.
[[nodiscard]] core::SecretString MakeToken(const core::SecretString& key,
                                           core::RandomSource& random);

// True if MakeToken() made it with this key, in constant time; no other spelling of the same bytes
// is taken.
[[nodiscard]] bool TokenIsOurs(const core::SecretString& key, std::string_view token);

}  // namespace channels::webchat
