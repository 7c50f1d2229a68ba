// SPDX-License-Identifier: Apache-2.0
#include "ecms/feed_signature.h"

#include "core/base64.h"
#include "core/crypto.h"

namespace ecms {

std::optional<core::SecretString> ReadWebhookSecret(std::string_view text) {
  constexpr std::string_view kPrefix = "whsec_";
  if (!text.starts_with(kPrefix)) return std::nullopt;
  auto bytes = core::Base64Decode(text.substr(kPrefix.size()));
  if (!bytes || bytes->size() < 24 || bytes->size() > 64) return std::nullopt;
  return core::SecretString(std::string(bytes->begin(), bytes->end()));
}

std::string WebhookSignature(const std::vector<core::SecretString>& secrets, std::string_view id,
                             core::Timestamp now, std::string_view body) {
  std::string content(id);
  content.append(".").append(std::to_string(now.ms / 1000)).append(".").append(body);
  std::string out;
  for (const core::SecretString& secret : secrets) {
    const core::Digest mac =
        core::HmacSha256(core::AsBytes(secret.Reveal()), core::AsBytes(content));
    out += (out.empty() ? "v1," : " v1,") + core::Base64Encode(mac);
  }
  return out;
}

}  // namespace ecms
