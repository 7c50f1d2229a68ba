// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/time.h"
#include "locales/fold.h"
#include "locales/lexicon.h"

namespace locales {

// The days that the text can mean: one is an answer, several are to be asked back, none is not
// understood. Order of day and month follows the country; a date without a year is this year's
// unless that is still to come, then also last year's.
[[nodiscard]] std::vector<core::Day> ReadDate(const Folded& text, const Words& words,
                                              std::string_view country, core::Day today);

}  // namespace locales
