// SPDX-License-Identifier: Apache-2.0
// The table of channel types. Adding one = its folder, one line in registry.cpp, its fixtures
// (CONTRIBUTING.md).
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "channels/channel.h"
#include "core/json.h"

namespace channels {

struct ChannelType {
  std::string_view type;  // config: "telegram"
  // Reads its keys from `settings` (which also holds `type` and `survey`, already asked for by the
  // caller, who calls Finish()); nullptr after problems.
  std::unique_ptr<Channel> (*make)(core::ObjectReader& settings, const ChannelContext& context);
};

[[nodiscard]] std::span<const ChannelType> ChannelTypes();
[[nodiscard]] const ChannelType* FindChannelType(std::string_view type);

}  // namespace channels
