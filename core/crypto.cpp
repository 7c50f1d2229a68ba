// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"

#include <sodium.h>

#include "core/result.h"

namespace core {

void InitCrypto() {
  // libsodium's generator in user space, seeded by the kernel (a stream a thread, fast key
  // erasure): a turn draws some ten nonces and ids, and each would be a system call.
  CHECK(randombytes_set_implementation(&randombytes_internal_implementation) == 0);
  CHECK(sodium_init() >= 0);
}

Digest Sha256(ByteSpan data) {
  Digest out;
  crypto_hash_sha256(out.data(), data.data(), data.size());
  return out;
}

Digest HmacSha256(ByteSpan key, ByteSpan data) {
  Digest out;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, data.data(), data.size());
  crypto_auth_hmacsha256_final(&state, out.data());
  return out;
}

Digest Blake2b(ByteSpan data, ByteSpan key) {
  Digest out;
  crypto_generichash(out.data(), out.size(), data.data(), data.size(),
                     key.empty() ? nullptr : key.data(), key.size());
  return out;
}

bool ConstantTimeEqual(ByteSpan a, ByteSpan b) {
  // Both sides become digests under a fresh key, so neither content nor length shows in the time
  // taken.
  uint8_t key[32];
  randombytes_buf(key, sizeof key);
  Digest da = Blake2b(a, key);
  Digest db = Blake2b(b, key);
  return sodium_memcmp(da.data(), db.data(), da.size()) == 0 && a.size() == b.size();
}

bool ConstantTimeEqual(std::string_view a, std::string_view b) {
  return ConstantTimeEqual(AsBytes(a), AsBytes(b));
}

void Wipe(std::span<uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace core
