// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace core {

[[nodiscard]] bool IsUtf8(std::string_view text);
// Each malformed sequence becomes U+FFFD; valid text is returned unchanged.
[[nodiscard]] std::string RepairUtf8(std::string_view text);
// The longest prefix of at most `max_bytes` bytes that ends on a code point border.
[[nodiscard]] std::string_view Utf8Prefix(std::string_view text, size_t max_bytes);
// Length in UTF-16 code units, which is how Telegram and Meta count. Malformed bytes count one.
[[nodiscard]] size_t Utf16Length(std::string_view text);
// Without the ASCII white space at both ends.
[[nodiscard]] std::string_view Trim(std::string_view text);
// Reads one code point at `at` and moves `at` behind it; U+FFFD for a malformed byte. at <
// text.size().
[[nodiscard]] char32_t NextCodePoint(std::string_view text, size_t& at);
void AppendUtf8(std::string& out, char32_t code_point);

}  // namespace core
