// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "channels/channel.h"
#include "store/rows.h"

namespace bot {

// What the officer sees of an entry once its message has this outcome; nullopt: as before.
[[nodiscard]] std::optional<store::EntryState> EntryAfter(channels::Outcome outcome);

}  // namespace bot
