// SPDX-License-Identifier: Apache-2.0
// Two kinds of sealing. Under a day key (the bot can open it until that day): sessions, addresses,
// outbox texts. To the office key (the bot can never open it): a worker's words.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/ids.h"
#include "core/random.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"
#include "privacy/key_ring.h"

namespace privacy {

// XChaCha20-Poly1305; layout: nonce (24) | ciphertext | tag (16). `context` is bound as associated
// data: a blob moved to another row or column does not open. Pads the plaintext to a multiple of
// `padding` bytes first (0 = not at all).
[[nodiscard]] core::Bytes SealWithKey(const Key& key, std::string_view context,
                                      core::ByteSpan plaintext, size_t padding = 0);
// kDenied if key, context or a single bit differ.
[[nodiscard]] core::Result<core::Bytes> OpenWithKey(const Key& key, std::string_view context,
                                                    core::ByteSpan sealed, size_t padding = 0);

using PublicKey = std::array<uint8_t, 32>;  // X25519
struct KeyPair {
  PublicKey public_key{};
  Key private_key;
};
[[nodiscard]] KeyPair NewKeyPair();
[[nodiscard]] std::string KeyId(const PublicKey& key);  // 8 hex characters of BLAKE2b(key)
[[nodiscard]] core::Result<PublicKey> PublicKeyFromBase64(std::string_view text);

// A worker's words. Envelope v1 (docs/envelope.md):
//   "DW1" | key id (4 bytes) | wrapped key (80 = crypto_box_seal of the 32-byte fresh key) | nonce
//   (24) | ciphertext+tag
// Plaintext is padded to a multiple of limits::kSealPadding; associated data is
// "v1|org|record|field|key id".
struct WordsContext {
  std::string_view organisation;  // config `organisation`
  core::RecordId record;
  std::string_view field;  // "words" or "scrubbed"
};
[[nodiscard]] core::Bytes SealWords(const PublicKey& office, const WordsContext& context,
                                    std::string_view words);
// For tests, `dwbot keys recovery` and the browser's counterpart. kDenied if anything does not fit.
[[nodiscard]] core::Result<core::SecretString> OpenWords(const KeyPair& office,
                                                         const WordsContext& context,
                                                         core::ByteSpan envelope);

// 16-byte keyed hash: HMAC-SHA-256(key, scope | 0 | value), truncated. For lookups (scope = channel
// kind name), provider ids (scope = channel name), receipts, API tokens.
using Fingerprint = std::array<uint8_t, 16>;
[[nodiscard]] Fingerprint KeyedFingerprint(const Key& key, std::string_view scope,
                                           std::string_view value);

}  // namespace privacy
