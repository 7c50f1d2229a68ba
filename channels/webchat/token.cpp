// SPDX-License-Identifier: Apache-2.0
#include "channels/webchat/token.h"

#include <algorithm>
#include <array>

#include "core/base64.h"
#include "core/crypto.h"

namespace channels::webchat {
namespace {

constexpr size_t kRandomBytes = 16;
constexpr size_t kMacBytes = 16;
constexpr size_t kTextBytes = 43;

core::Digest Mac(const core::SecretString& key, core::ByteSpan random) {
  // The prefix keeps this use of the key apart from any other.
  core::Bytes message;
  for (char c : std::string_view("dwbot webchat token v1|"))
    message.push_back(static_cast<uint8_t>(c));
  message.insert(message.end(), random.begin(), random.end());
  return core::HmacSha256(core::AsBytes(key.Reveal()), message);
}

}  // namespace

core::SecretString MakeToken(const core::SecretString& key, core::RandomSource& random) {
  std::array<uint8_t, kRandomBytes + kMacBytes> bytes{};
  random.Fill(std::span(bytes).first(kRandomBytes));
  core::Digest mac = Mac(key, core::ByteSpan(bytes).first(kRandomBytes));
  std::copy_n(mac.begin(), kMacBytes, bytes.begin() + kRandomBytes);
  return core::SecretString(core::Base64UrlEncode(bytes));
}

bool TokenIsOurs(const core::SecretString& key, std::string_view token) {
  if (key.empty() || token.size() != kTextBytes) return false;
  auto bytes = core::Base64UrlDecode(token);
  if (!bytes || bytes->size() != kRandomBytes + kMacBytes) return false;
  core::ByteSpan all(*bytes);
  core::Digest mac = Mac(key, all.first(kRandomBytes));
  bool signed_by_us =
      core::ConstantTimeEqual(all.subspan(kRandomBytes), core::ByteSpan(mac).first(kMacBytes));
  // 43 characters hold two bits more than 32 bytes: four spellings, one of them ours.
  return signed_by_us && core::Base64UrlEncode(all) == token;
}

}  // namespace channels::webchat
