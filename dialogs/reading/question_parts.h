// SPDX-License-Identifier: Apache-2.0
// The keys of one row, read by what they are about. The row is `reading.out.questions[index]`.
#pragma once

#include "dialogs/reading/reader.h"

namespace dialogs {

void ReadSilent(Reading& reading, core::ObjectReader& row, uint16_t index);
void ReadWording(Reading& reading, core::ObjectReader& row, Question& q);
void ReadRequired(Reading& reading, core::ObjectReader& row, uint16_t index, const Scope& where);
// choices, choice_filter, or_other, randomize, seed.
void ReadChoicesOf(Reading& reading, core::ObjectReader& row, uint16_t index, const Scope& where);
// The range of a range, constraint, validation, confirm.
void ReadRules(Reading& reading, core::ObjectReader& row, uint16_t index);
// stop, stop_message: an end.
void ReadStops(Reading& reading, core::ObjectReader& row, uint16_t index);

}  // namespace dialogs
