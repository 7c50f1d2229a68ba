// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace core {

// Standard alphabet with padding (RFC 4648 section 4).
[[nodiscard]] std::string Base64Encode(ByteSpan bytes);
// URL-safe alphabet without padding (RFC 4648 section 5).
[[nodiscard]] std::string Base64UrlEncode(ByteSpan bytes);
// nullopt unless the whole text is valid in that alphabet.
[[nodiscard]] std::optional<Bytes> Base64Decode(std::string_view text);
[[nodiscard]] std::optional<Bytes> Base64UrlDecode(std::string_view text);
// Lower-case hex.
[[nodiscard]] std::string HexEncode(ByteSpan bytes);
[[nodiscard]] std::optional<Bytes> HexDecode(std::string_view text);

}  // namespace core
