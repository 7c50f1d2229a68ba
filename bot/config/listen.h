// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/config/config.h"

namespace bot::config {

// "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "*:8080" (every address). nullopt for anything
// else.
[[nodiscard]] std::optional<Listen> ParseListen(std::string_view text);
// Could both not be bound at once?
[[nodiscard]] bool Collide(const Listen& a, const Listen& b);

}  // namespace bot::config
