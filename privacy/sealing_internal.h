// SPDX-License-Identifier: Apache-2.0
// Inside privacy/ and its known-answer tests only: sealing with a nonce that the caller chose. A
// nonce used twice with one key gives both plaintexts away.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "privacy/sealing.h"

namespace privacy {

using Nonce = std::array<uint8_t, 24>;

[[nodiscard]] core::Bytes SealWithKeyAndNonce(const Key& key, const Nonce& nonce,
                                              std::string_view context, core::ByteSpan plaintext,
                                              size_t padding);
// "v1|org|record|field|key id".
[[nodiscard]] std::string AssociatedData(const WordsContext& context, std::string_view key_id);

}  // namespace privacy
