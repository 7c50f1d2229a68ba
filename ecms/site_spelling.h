// SPDX-License-Identifier: Apache-2.0
// A name of a workplace as workers write it, that an officer released.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace ecms {

inline constexpr size_t kMostSpellings = 50;  // of one workplace

// As it is kept and compared: locales::FoldKey of it. kInvalid for what is no name of a place: a
// sentence, a number that could be a telephone's or a person's, a site code, too few letters.
[[nodiscard]] core::Result<std::string> ReadSpelling(std::string_view text);

}  // namespace ecms
