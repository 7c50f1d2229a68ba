// SPDX-License-Identifier: Apache-2.0
#include "channels/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace channels {
namespace {

const EVP_MD* Digest(HashKind kind) {
  switch (kind) {
    case HashKind::kMd5:
      return EVP_md5();
    case HashKind::kSha1:
      return EVP_sha1();
    case HashKind::kSha256:
      return EVP_sha256();
    case HashKind::kSha512:
      return EVP_sha512();
  }
  return EVP_sha256();
}

}  // namespace

std::optional<HashKind> HashKindFrom(std::string_view name) {
  if (name == "md5") return HashKind::kMd5;
  if (name == "sha1") return HashKind::kSha1;
  if (name == "sha256") return HashKind::kSha256;
  if (name == "sha512") return HashKind::kSha512;
  return std::nullopt;
}

core::Bytes Hmac(HashKind kind, std::string_view key, std::string_view message) {
  core::Bytes out(EVP_MAX_MD_SIZE);
  unsigned int size = 0;
  const core::ByteSpan bytes = core::AsBytes(message);
  // Null only where OpenSSL has the hash switched off (MD5 under FIPS): no signature is then equal
  // to it.
  if (HMAC(Digest(kind), key.data(), static_cast<int>(key.size()), bytes.data(), bytes.size(),
           out.data(), &size) == nullptr) {
    return {};
  }
  out.resize(size);
  return out;
}

}  // namespace channels
