// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "authoring/xlsform/form.h"
#include "authoring/xlsform/types.h"

namespace authoring {

// The column "parameters": start, end, step of a range; randomize and seed of a select. What only
// the camera or the screen of another tool needs is left out; a word that no tool knows is an
// error.
void ReadParameters(Form& form, Tree& into, uint32_t row, const RowType& type);

// A default as an expression: 'abc' for a fixed text, as it stands for what calculates.
[[nodiscard]] std::string DefaultExpression(const std::string& text);

}  // namespace authoring
