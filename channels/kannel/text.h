// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace channels::kannel {

// UTF-16, most significant byte first, to UTF-8. A lone surrogate or a last odd byte becomes
// U+FFFD; a byte order mark at the start goes.
[[nodiscard]] std::string Utf16BeToUtf8(std::string_view bytes);

// The text of a message with Kannel's coding (%c) and charset (%C); nullopt if it is no text (8-bit
// data) or in a charset that is not read.
[[nodiscard]] std::optional<std::string> DecodeText(std::string_view bytes, std::string_view coding,
                                                    std::string_view charset);

}  // namespace channels::kannel
