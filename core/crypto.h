// SPDX-License-Identifier: Apache-2.0
// The few primitives that every layer may need; envelopes and keys are privacy/. All by libsodium.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/bytes.h"

namespace core {

using Digest = std::array<uint8_t, 32>;

// Must be called once before any other function here (main and the tests' main do). Aborts when
// libsodium cannot start.
void InitCrypto();

[[nodiscard]] Digest Sha256(ByteSpan data);
[[nodiscard]] Digest HmacSha256(ByteSpan key, ByteSpan data);
[[nodiscard]] Digest Blake2b(ByteSpan data, ByteSpan key = {});
// Time does not depend on where the first difference is; different lengths are unequal.
[[nodiscard]] bool ConstantTimeEqual(ByteSpan a, ByteSpan b);
[[nodiscard]] bool ConstantTimeEqual(std::string_view a, std::string_view b);
void Wipe(std::span<uint8_t> bytes);

}  // namespace core
