// SPDX-License-Identifier: Apache-2.0
// What people send when a conversation is over: "ok thanks", a thumb, a late "1". Pure,
// thread-safe.
#pragma once

#include <string_view>

namespace locales {

// Whether the whole message, in `language` or English, asks for nothing and tells nothing: a
// thank-you, a goodbye, a yes or no, "I don't know", a number of one or two digits, or no letters
// at all. Whatever could be somebody who wants something is none: a greeting, a control word, a
// question mark, a sign of alarm, "please" alone, one word more than is known.
[[nodiscard]] bool IsSmallTalk(std::string_view language, std::string_view text);

}  // namespace locales
