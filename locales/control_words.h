// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "locales/understand.h"

namespace locales {

// The control word among the WholeClass bits of a message; a stop word that is also an everyday
// word counts too.
[[nodiscard]] std::optional<Meaning> ControlMeaning(uint32_t mask);
// kRefused or kDontKnow.
[[nodiscard]] std::optional<Meaning> NoAnswerMeaning(uint32_t mask);

}  // namespace locales
