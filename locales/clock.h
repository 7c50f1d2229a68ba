// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "locales/fold.h"
#include "locales/lexicon.h"

namespace locales {

// The times of day that the text can mean, in minutes from midnight: one is an answer, several are
// to be asked back ("8:30" may be the evening), none is not understood. Where the clock starts at
// dawn (times_from_six) both ways to count are candidates.
[[nodiscard]] std::vector<int> ReadTime(const Folded& text, const Words& words);

}  // namespace locales
