// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/secret.h"

namespace privacy {

// The block of a numbering plan that an address ("+6857212345") lies in: the longest prefix that
// still covers 10,000 numbers, so that it points at nobody. A number whose length its country's
// plan does not have counts by its country code alone. Empty for what is no international number (a
// chat id, a short code). Thread-safe.
[[nodiscard]] core::SecretString NumberPrefix(std::string_view address);

}  // namespace privacy
