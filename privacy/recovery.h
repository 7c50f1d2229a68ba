// SPDX-License-Identifier: Apache-2.0
// The office's recovery sheet: 160 random bits, printed as eight groups of four letters and a check
// letter, under which the private half of the office key is sealed in the database. Made in the
// browser (web/app/src/keys/office.ts).
#pragma once

#include <array>
#include <string_view>

#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"
#include "privacy/sealing.h"

namespace privacy {

using RecoverySecret = core::Secret<std::array<uint8_t, 20>>;

// What somebody types from the sheet: any case, spaces and dashes anywhere, O for 0, I and L for 1.
// kInvalid says which group does not fit its check letter.
[[nodiscard]] core::Result<RecoverySecret> ReadRecoverySheet(std::string_view typed);
// `sealed`: "DR1" | nonce | ciphertext and tag. kDenied: another sheet, another office key, or
// changed.
[[nodiscard]] core::Result<KeyPair> OpenByRecovery(const RecoverySecret& secret,
                                                   const PublicKey& office, core::ByteSpan sealed);
// The private half alone, as `dwbot keys office` prints it (32 bytes in base64). kDenied if it does
// not belong to `office`.
[[nodiscard]] core::Result<KeyPair> PairFrom(std::string_view private_base64,
                                             const PublicKey& office);

}  // namespace privacy
