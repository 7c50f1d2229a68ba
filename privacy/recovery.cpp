// SPDX-License-Identifier: Apache-2.0
#include "privacy/recovery.h"

#include <sodium.h>

#include <algorithm>
#include <string>

#include "core/base64.h"
#include "core/crypto.h"

namespace privacy {
namespace {

constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base32
constexpr size_t kGroups = 8;
constexpr size_t kGroupSize = 4;
constexpr std::string_view kMagic = "DR1";

// Upper case, without what separates groups, look-alikes as the letters that are printed.
std::string Letters(std::string_view typed) {
  std::string out;
  for (char c : typed) {
    if (c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    out += c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
  }
  return out;
}

char CheckLetter(std::string_view group, size_t at) {
  const std::string text = std::to_string(at) + "|" + std::string(group);
  return kLetters[core::Sha256(core::AsBytes(text))[0] >> 3U];
}

core::Result<KeyPair> Checked(const std::array<uint8_t, 32>& private_key, const PublicKey& office) {
  KeyPair pair{office, Key(private_key)};
  PublicKey derived{};
  if (crypto_scalarmult_base(derived.data(), private_key.data()) != 0 || derived != office)
    return core::Err(core::ErrorCode::kDenied,
                     "this is not the private half of office key " + KeyId(office));
  return pair;
}

}  // namespace

core::Result<RecoverySecret> ReadRecoverySheet(std::string_view typed) {
  const std::string letters = Letters(typed);
  if (letters.size() != kGroups * (kGroupSize + 1))
    return core::Err(core::ErrorCode::kInvalid,
                     "the recovery key has eight groups of five characters");
  std::array<uint8_t, 20> bytes{};
  size_t at = 0;
  unsigned held = 0;
  uint32_t bits = 0;
  for (size_t g = 0; g < kGroups; ++g) {
    const std::string_view group =
        std::string_view(letters).substr(g * (kGroupSize + 1), kGroupSize);
    const bool known = std::all_of(group.begin(), group.end(), [](char c) {
      return kLetters.find(c) != std::string_view::npos;
    });
    if (!known || CheckLetter(group, g) != letters[g * (kGroupSize + 1) + kGroupSize])
      return core::Err(
          core::ErrorCode::kInvalid,
          "group " + std::to_string(g + 1) + " is not as it was printed; compare it once more");
    for (char c : group) {
      bits = (bits << 5U | static_cast<uint32_t>(kLetters.find(c))) & 0xFFFU;
      held += 5;
      if (held < 8) continue;
      held -= 8;
      bytes.at(at++) = static_cast<uint8_t>(bits >> held);
    }
  }
  return RecoverySecret(bytes);
}

core::Result<KeyPair> OpenByRecovery(const RecoverySecret& secret, const PublicKey& office,
                                     core::ByteSpan sealed) {
  constexpr std::string_view kScope = "dwbot recovery v1|";
  const core::Error wrong{core::ErrorCode::kDenied,
                          "this sheet does not open office key " + KeyId(office)};
  if (!core::AsText(sealed).starts_with(kMagic)) return tl::unexpected(wrong);
  core::Bytes material(kScope.begin(), kScope.end());
  material.insert(material.end(), secret.Reveal().begin(), secret.Reveal().end());
  const Key key(core::Sha256(material));
  auto opened = OpenWithKey(key, "v1|recovery|" + KeyId(office), sealed.subspan(kMagic.size()));
  core::Wipe(material);
  if (!opened || opened->size() != 32) return tl::unexpected(wrong);
  std::array<uint8_t, 32> private_key{};
  std::copy(opened->begin(), opened->end(), private_key.begin());
  core::Wipe(*opened);
  return Checked(private_key, office);
}

core::Result<KeyPair> PairFrom(std::string_view private_base64, const PublicKey& office) {
  auto bytes = core::Base64Decode(private_base64);
  if (!bytes || bytes->size() != 32)
    return core::Err(core::ErrorCode::kInvalid, "a private key is 32 bytes in base64");
  std::array<uint8_t, 32> private_key{};
  std::copy(bytes->begin(), bytes->end(), private_key.begin());
  return Checked(private_key, office);
}

}  // namespace privacy
