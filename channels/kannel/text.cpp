// SPDX-License-Identifier: Apache-2.0
#include "channels/kannel/text.h"

#include <cctype>
#include <cstdint>

#include "core/utf8.h"

namespace channels::kannel {
namespace {

enum class Charset { kUtf8, kUtf16Be, kOther };

// Letters and digits in lower case: "UTF-16BE", "utf16be" and "UTF_16BE" are one name.
Charset CharsetFrom(std::string_view name) {
  std::string plain;
  for (char c : name) {
    auto u = static_cast<unsigned char>(c);
    if (u < 0x80 && std::isalnum(u) != 0) plain.push_back(static_cast<char>(std::tolower(u)));
  }
  if (plain == "utf8" || plain == "usascii" || plain == "ascii") return Charset::kUtf8;
  if (plain == "utf16be" || plain == "utf16" || plain == "ucs2" || plain == "iso10646ucs2")
    return Charset::kUtf16Be;
  return Charset::kOther;
}

bool IsHigh(uint32_t unit) { return unit >= 0xd800 && unit <= 0xdbff; }
bool IsLow(uint32_t unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

}  // namespace

std::string Utf16BeToUtf8(std::string_view bytes) {
  auto unit = [&](size_t at) -> uint32_t {
    return (uint32_t{static_cast<uint8_t>(bytes[at])} << 8) | static_cast<uint8_t>(bytes[at + 1]);
  };
  std::string out;
  size_t at = bytes.starts_with("\xfe\xff") ? 2 : 0;
  while (at + 1 < bytes.size()) {
    uint32_t first = unit(at);
    at += 2;
    if (IsHigh(first) && at + 1 < bytes.size() && IsLow(unit(at))) {
      core::AppendUtf8(out, 0x10000 + ((first - 0xd800) << 10) + (unit(at) - 0xdc00));
      at += 2;
    } else {
      core::AppendUtf8(out, IsHigh(first) || IsLow(first) ? char32_t{0xfffd} : char32_t{first});
    }
  }
  if (at < bytes.size()) core::AppendUtf8(out, 0xfffd);
  return out;
}

std::optional<std::string> DecodeText(std::string_view bytes, std::string_view coding,
                                      std::string_view charset) {
  if (coding == "1") return std::nullopt;
  Charset known = CharsetFrom(charset);
  // Kannel says "UTF-16BE" with coding 2; without a charset the coding decides. A charset that is
  // named wins: with `mo-recode` a Unicode message comes as UTF-8.
  if (charset.empty()) known = coding == "2" ? Charset::kUtf16Be : Charset::kUtf8;
  switch (known) {
    case Charset::kUtf8:
      return core::RepairUtf8(bytes);
    case Charset::kUtf16Be:
      return Utf16BeToUtf8(bytes);
    case Charset::kOther:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace channels::kannel
