// SPDX-License-Identifier: Apache-2.0
// Time-based one-time passwords (RFC 6238: HMAC-SHA-1, 30 s, 6 digits), as every authenticator app
// makes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/time.h"

namespace ecms {

// The code of one 30 s step, six digits.
[[nodiscard]] std::string TotpCode(core::ByteSpan secret, int64_t step);
// The step that `code` belongs to: the one of `now`, or the one before or after it (clocks differ),
// and later than `last_used` (each code works once). nullopt: no such step.
[[nodiscard]] std::optional<int64_t> TotpStep(core::ByteSpan secret, std::string_view code,
                                              core::Timestamp now, int64_t last_used);
// RFC 4648 base32 without padding, any case, spaces ignored; nullopt for anything else.
[[nodiscard]] std::optional<core::Bytes> Base32Decode(std::string_view text);

}  // namespace ecms
