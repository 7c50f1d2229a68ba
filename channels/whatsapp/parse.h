// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "channels/channel.h"
#include "core/json.h"

namespace channels::whatsapp {

// One webhook body. What is for another number of the same account, and kinds that say nothing to
// us, are left out. kInvalid: not what Meta sends.
[[nodiscard]] core::Result<Inbound> ParseNotification(core::JsonValue body,
                                                      std::string_view phone_number_id);

}  // namespace channels::whatsapp
