// SPDX-License-Identifier: Apache-2.0
// What people type as an address, in the one form that is stored and sent to.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "core/secret.h"

namespace ecms {

// "Anna+alerts@Münster.example" -> "Anna+alerts@xn--mnster-3ya.example". ASCII before the @
// (SMTPUTF8 is not everywhere), no quotes, no white space or control character anywhere, so nothing
// can end a header or a command. kInvalid says what is wrong, without the address.
[[nodiscard]] core::Result<core::SecretString> NormalEmail(std::string_view typed);
// "+685 72-12345" -> "+6857212345": with the country's code, E.164.
[[nodiscard]] core::Result<core::SecretString> NormalNumber(std::string_view typed);
// Enough to know one's own address again.
[[nodiscard]] std::string Masked(std::string_view route, const core::SecretString& address);

}  // namespace ecms
