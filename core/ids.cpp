// SPDX-License-Identifier: Apache-2.0
#include "core/ids.h"

#include "core/random.h"
#include "core/result.h"

namespace core {
namespace {
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
}

std::string IdToText(const IdBytes& bytes) {
  std::string out;
  out.reserve(26);
  uint32_t buffer = 0;
  int bits = 0;
  for (uint8_t byte : bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out.push_back(kAlphabet[(buffer >> bits) & 31]);
    }
  }
  out.push_back(kAlphabet[(buffer << (5 - bits)) & 31]);
  return out;
}

std::optional<IdBytes> IdFromText(std::string_view text) {
  if (text.size() != 26) return std::nullopt;
  IdBytes bytes{};
  uint32_t buffer = 0;
  int bits = 0;
  size_t at = 0;
  for (char c : text) {
    size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 5) | static_cast<uint32_t>(value);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = static_cast<uint8_t>(buffer >> bits);
    }
  }
  if ((buffer & ((1u << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

IdBytes RandomIdBytes(RandomSource& random) {
  IdBytes bytes;
  random.Fill(bytes);
  return bytes;
}

std::string_view Name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalid:
      return "invalid";
    case ErrorCode::kDenied:
      return "denied";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kTooLarge:
      return "too_large";
    case ErrorCode::kUnavailable:
      return "unavailable";
    case ErrorCode::kStorage:
      return "storage";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "unknown";
}

std::string Describe(const Problems& problems) {
  std::string out;
  for (const Problem& p : problems) {
    if (!out.empty()) out += '\n';
    out += p.where.empty() ? p.what : p.where + ": " + p.what;
  }
  return out;
}

}  // namespace core
