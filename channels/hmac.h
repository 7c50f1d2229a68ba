// SPDX-License-Identifier: Apache-2.0
// Keyed hashes as providers sign with them, SHA-1 and MD5 among them (which libsodium has not): by
// OpenSSL.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/bytes.h"

namespace channels {

enum class HashKind : uint8_t { kMd5, kSha1, kSha256, kSha512 };
[[nodiscard]] std::optional<HashKind> HashKindFrom(
    std::string_view name);  // "md5", "sha1", "sha256", "sha512"

[[nodiscard]] core::Bytes Hmac(HashKind kind, std::string_view key, std::string_view message);

}  // namespace channels
