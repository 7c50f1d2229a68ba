// SPDX-License-Identifier: Apache-2.0
// The code on a workplace's poster: 5 random characters and a check character (check_character.h),
// "K7M-2QX". At least two are digits and two letters, so that a code with one typing error still
// looks like a code and not like a word.
#pragma once

#include <string>
#include <string_view>

#include "core/random.h"

namespace dialogs {

[[nodiscard]] std::string NewSiteCode(core::RandomSource& random);

struct SiteCodeReading {
  enum class Kind {
    kNone,      // nothing here looks like a code
    kMistyped,  // looks like one, and cannot be
    kCode,
  };
  Kind kind = Kind::kNone;
  std::string code;  // kCode: in its canonical form. Whether a site has it is not said here
};
// Is the whole text a code? Case, one dash or space in its middle, full-width letters and digits of
// any script do not matter. One character too few or too many is a typing error.
[[nodiscard]] SiteCodeReading ReadSiteCode(std::string_view text);
// The same of the end of a text: "Hello K7M-2QX".
[[nodiscard]] SiteCodeReading ReadSiteCodeAtEnd(std::string_view text);

}  // namespace dialogs
