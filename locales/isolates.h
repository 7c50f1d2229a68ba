// SPDX-License-Identifier: Apache-2.0
// Latin words and numbers inside Arabic or Urdu text keep their own direction when they stand
// between FSI (U+2068) and PDI (U+2069): Unicode UAX 9, 2.4. Understanding and comparing ignore
// both.
#pragma once

#include <string>
#include <string_view>

namespace locales {

// A value put into right-to-left text: isolated line by line where it has a Latin letter or a
// digit.
[[nodiscard]] std::string Isolated(std::string_view value);

// Text of a right-to-left catalog: every run that has a Latin letter, or digits joined by marks
// ("12-15", "STOP", "LX-4821"), isolated. A text with no right-to-left letter, and a plain number,
// stay as they are.
[[nodiscard]] std::string WithIsolatedLatin(std::string_view text);

}  // namespace locales
