// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "channels/channel.h"

namespace channels::twilio {

// What an error code of Twilio means for the sender; nullopt for a code that is not in the table
// (https://www.twilio.com/docs/api/errors).
[[nodiscard]] std::optional<Outcome> OutcomeOfCode(int64_t code);

}  // namespace channels::twilio
