// SPDX-License-Identifier: Apache-2.0
// What a text costs as SMS: its encoding and how many parts a gateway makes of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace channels::sms {

struct Segments {
  std::string_view encoding;  // "GSM-7" or "UCS-2"
  size_t units = 0;           // septets of GSM-7 (an escape pair is two), else UTF-16 code units
  size_t segments = 1;        // an empty text is one
};

// 160 septets or 70 units in a single message, 153 or 67 in each part of a longer one (3GPP
// TS 23.040: six octets of user data header with an 8-bit reference). No part ends within an escape
// pair or a surrogate pair.
[[nodiscard]] Segments CountSegments(std::string_view utf8);

// The text with typographic characters (curly quotes, dashes, ellipsis, odd spaces) replaced by
// their plain forms, if all of it is then GSM-7; otherwise unchanged, for then nothing would be
// saved. Letters are never replaced.
[[nodiscard]] std::string SmartEncode(std::string_view utf8);

}  // namespace channels::sms
