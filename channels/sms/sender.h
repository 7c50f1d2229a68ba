// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace channels::sms {

// "00..." and "+..." in international form ("+" and digits); anything else as given (short codes,
// local numbers).
[[nodiscard]] std::string CanonicalSender(std::string_view from);

}  // namespace channels::sms
