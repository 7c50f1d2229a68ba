// SPDX-License-Identifier: Apache-2.0
#include "privacy/sealing.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "core/base64.h"
#include "core/crypto.h"
#include "core/limits.h"
#include "privacy/ready_keys.h"
#include "privacy/sealing_internal.h"

namespace privacy {
namespace {

using core::Bytes;
using core::ByteSpan;
using core::Err;
using core::ErrorCode;

constexpr std::string_view kMagic = "DW1";
constexpr size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t kKeyIdSize = 4;
constexpr size_t kWrapSize = crypto_box_SEALBYTES + 32;
constexpr size_t kHeadSize = kMagic.size() + kKeyIdSize + kWrapSize;
static_assert(kNonceSize == 24 && kTagSize == 16 && kWrapSize == 80);

core::Error Denied() {
  // One error for every cause: which part did not fit is of use only to somebody who forges.
  return {ErrorCode::kDenied,
          "a sealed value does not open: wrong key, moved to another place, or damaged"};
}

std::array<uint8_t, kKeyIdSize> KeyIdBytes(const PublicKey& key) {
  const core::Digest digest = core::Blake2b(key);
  std::array<uint8_t, kKeyIdSize> id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

}  // namespace

Bytes SealWithKeyAndNonce(const Key& key, const Nonce& nonce, std::string_view context,
                          ByteSpan plaintext, size_t padding) {
  const size_t room = padding == 0 ? plaintext.size() : (plaintext.size() / padding + 1) * padding;
  Bytes out(kNonceSize + room + kTagSize);
  std::copy(nonce.begin(), nonce.end(), out.begin());
  uint8_t* body = out.data() + kNonceSize;
  std::copy(plaintext.begin(), plaintext.end(), body);
  if (padding != 0) {
    size_t padded = 0;
    CHECK(sodium_pad(&padded, body, plaintext.size(), padding, room) == 0 && padded == room);
  }
  crypto_aead_xchacha20poly1305_ietf_encrypt(body, nullptr, body, room,
                                             core::AsBytes(context).data(), context.size(), nullptr,
                                             nonce.data(), key.Reveal().data());
  return out;
}

Bytes SealWithKey(const Key& key, std::string_view context, ByteSpan plaintext, size_t padding) {
  Nonce nonce;
  randombytes_buf(nonce.data(), nonce.size());
  return SealWithKeyAndNonce(key, nonce, context, plaintext, padding);
}

core::Result<Bytes> OpenWithKey(const Key& key, std::string_view context, ByteSpan sealed,
                                size_t padding) {
  if (sealed.size() < kNonceSize + kTagSize) return tl::unexpected<core::Error>(Denied());
  const ByteSpan body = sealed.subspan(kNonceSize);
  Bytes plain(body.size() - kTagSize);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          plain.data(), nullptr, nullptr, body.data(), body.size(), core::AsBytes(context).data(),
          context.size(), sealed.data(), key.Reveal().data()) != 0) {
    return tl::unexpected<core::Error>(Denied());
  }
  if (padding != 0) {
    size_t length = 0;
    if (plain.size() % padding != 0 ||
        sodium_unpad(&length, plain.data(), plain.size(), padding) != 0) {
      return tl::unexpected<core::Error>(Denied());
    }
    plain.resize(length);
  }
  return plain;
}

KeyPair NewKeyPair() {
  KeyPair pair;
  crypto_box_keypair(pair.public_key.data(), pair.private_key.RevealMutable().data());
  return pair;
}

std::string KeyId(const PublicKey& key) { return core::HexEncode(KeyIdBytes(key)); }

core::Result<PublicKey> PublicKeyFromBase64(std::string_view text) {
  PublicKey key;
  const auto bytes = text.size() == 44 ? core::Base64Decode(text) : std::nullopt;
  if (!bytes || bytes->size() != key.size()) {
    return Err(ErrorCode::kInvalid,
               "the office key must be 32 bytes in base64 (44 characters), as `dwbot keys office` "
               "prints it");
  }
  std::copy(bytes->begin(), bytes->end(), key.begin());
  // libsodium refuses points of small order, to which anybody could open; refuse them here, where
  // somebody can mend it.
  const KeyPair probe = NewKeyPair();
  std::array<uint8_t, 32> shared{};
  if (crypto_scalarmult(shared.data(), probe.private_key.Reveal().data(), key.data()) != 0) {
    return Err(ErrorCode::kInvalid,
               "the office key is not a usable X25519 key: copy it again as `dwbot keys office` "
               "prints it");
  }
  return key;
}

std::string AssociatedData(const WordsContext& context, std::string_view key_id) {
  CHECK(context.field.find('|') == std::string_view::npos);
  std::string data = "v1|";
  data.append(context.organisation).append("|").append(context.record.Text()).append("|");
  data.append(context.field).append("|").append(key_id);
  return data;
}

Bytes SealWords(const PublicKey& office, const WordsContext& context, std::string_view words) {
  WordsKey key = TakeWordsKey(office);
  Bytes out(kHeadSize);
  std::copy(kMagic.begin(), kMagic.end(), out.begin());
  const auto key_id = KeyIdBytes(office);
  std::copy(key_id.begin(), key_id.end(), out.begin() + kMagic.size());
  static_assert(kWrapSize == kWrappedSize);
  std::copy(key.wrapped.begin(), key.wrapped.end(), out.begin() + kMagic.size() + kKeyIdSize);
  const Bytes body = SealWithKey(key.fresh, AssociatedData(context, core::HexEncode(key_id)),
                                 core::AsBytes(words), core::limits::kSealPadding);
  out.insert(out.end(), body.begin(), body.end());
  sodium_memzero(key.fresh.RevealMutable().data(), key.fresh.size());
  return out;
}

core::Result<core::SecretString> OpenWords(const KeyPair& office, const WordsContext& context,
                                           ByteSpan envelope) {
  const auto key_id = KeyIdBytes(office.public_key);
  if (envelope.size() < kHeadSize || core::AsText(envelope.first(kMagic.size())) != kMagic ||
      !std::equal(key_id.begin(), key_id.end(), envelope.begin() + kMagic.size())) {
    return tl::unexpected<core::Error>(Denied());
  }
  Key fresh;
  if (crypto_box_seal_open(fresh.RevealMutable().data(),
                           envelope.data() + kMagic.size() + kKeyIdSize, kWrapSize,
                           office.public_key.data(), office.private_key.Reveal().data()) != 0) {
    return tl::unexpected<core::Error>(Denied());
  }
  auto plain = OpenWithKey(fresh, AssociatedData(context, core::HexEncode(key_id)),
                           envelope.subspan(kHeadSize), core::limits::kSealPadding);
  sodium_memzero(fresh.RevealMutable().data(), fresh.size());
  if (!plain) return tl::unexpected<core::Error>(std::move(plain.error()));
  core::SecretString words(std::string(core::AsText(*plain)));
  sodium_memzero(plain->data(), plain->size());
  return words;
}

Fingerprint KeyedFingerprint(const Key& key, std::string_view scope, std::string_view value) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.Reveal().data(), key.size());
  crypto_auth_hmacsha256_update(&state, core::AsBytes(scope).data(), scope.size());
  const uint8_t separator = 0;
  crypto_auth_hmacsha256_update(&state, &separator, 1);
  crypto_auth_hmacsha256_update(&state, core::AsBytes(value).data(), value.size());
  core::Digest digest;
  crypto_auth_hmacsha256_final(&state, digest.data());
  Fingerprint out;
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

}  // namespace privacy
