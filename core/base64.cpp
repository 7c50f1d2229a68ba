// SPDX-License-Identifier: Apache-2.0
#include "core/base64.h"

#include <sodium.h>

namespace core {
namespace {

std::string Encode(ByteSpan bytes, int variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), variant);
  out.pop_back();  // the terminating NUL
  return out;
}

std::optional<Bytes> Decode(std::string_view text, int variant) {
  if (text.empty()) return Bytes{};  // libsodium takes no null pointer
  Bytes out(text.size());
  size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, &end,
                        variant) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  out.resize(size);
  return out;
}

}  // namespace

std::string Base64Encode(ByteSpan b) { return Encode(b, sodium_base64_VARIANT_ORIGINAL); }
std::string Base64UrlEncode(ByteSpan b) {
  return Encode(b, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
std::optional<Bytes> Base64Decode(std::string_view t) {
  return Decode(t, sodium_base64_VARIANT_ORIGINAL);
}
std::optional<Bytes> Base64UrlDecode(std::string_view t) {
  return Decode(t, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string HexEncode(ByteSpan bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
  out.pop_back();
  return out;
}

std::optional<Bytes> HexDecode(std::string_view text) {
  if (text.empty()) return Bytes{};
  Bytes out(text.size() / 2);
  size_t size = 0;
  const char* end = nullptr;
  if (text.size() % 2 != 0 ||
      sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size, &end) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  return out;
}

}  // namespace core
