// SPDX-License-Identifier: Apache-2.0
// How WhatsApp names a person: digits of a phone number, or (since 2026, for people with a
// username) a business-scoped user id such as "US.13491208655302741918" (Meta, "Business-scoped
// user IDs", 28 May 2026).
#pragma once

#include <string>
#include <string_view>

namespace channels::whatsapp {

// "CC." and 1 to 128 letters and digits, or "CC.ENT." and those.
[[nodiscard]] bool IsUserId(std::string_view text);
// "+" and 5 to 20 digits, from what WhatsApp writes without "+"; "" if it is no number.
[[nodiscard]] std::string NumberFrom(std::string_view text);
// A number or a user id in the form of core::Address; "" if it is neither.
[[nodiscard]] std::string AddressFrom(std::string_view text);

}  // namespace channels::whatsapp
