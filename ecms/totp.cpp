// SPDX-License-Identifier: Apache-2.0
#include "ecms/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "core/crypto.h"
#include "core/result.h"

namespace ecms {
namespace {

constexpr int64_t kStepMs = 30'000;
constexpr uint32_t kModulus = 1'000'000;
constexpr size_t kDigits = 6;

}  // namespace

std::string TotpCode(core::ByteSpan secret, int64_t step) {
  std::array<uint8_t, 8> counter{};
  for (size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<uint8_t>(step >> (56 - 8 * i));
  std::array<uint8_t, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  const bool made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
                         counter.size(), mac.data(), &size) != nullptr;
  CHECK(made && size == 20);
  const size_t at = mac[19] & 0x0fU;  // RFC 4226, 5.3
  const uint32_t number = (mac[at] & 0x7fU) << 24U | uint32_t{mac[at + 1]} << 16U |
                          uint32_t{mac[at + 2]} << 8U | mac[at + 3];
  std::string code = std::to_string(number % kModulus);
  return std::string(kDigits - code.size(), '0') + code;
}

std::optional<int64_t> TotpStep(core::ByteSpan secret, std::string_view code, core::Timestamp now,
                                int64_t last_used) {
  const int64_t current = now.ms / kStepMs;
  std::optional<int64_t> found;
  for (int64_t step = current - 1; step <= current + 1; ++step) {
    if (core::ConstantTimeEqual(TotpCode(secret, step), code) && step > last_used) found = step;
  }
  return found;
}

std::optional<core::Bytes> Base32Decode(std::string_view text) {
  core::Bytes out;
  uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    if (c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const bool letter = c >= 'A' && c <= 'Z';
    if (!letter && !(c >= '2' && c <= '7')) return std::nullopt;
    bits = (bits << 5U | static_cast<uint32_t>(letter ? c - 'A' : c - '2' + 26)) & 0xfffU;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    out.push_back(static_cast<uint8_t>(bits >> static_cast<uint32_t>(count)));
  }
  return out;
}

}  // namespace ecms
