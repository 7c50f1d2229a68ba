// SPDX-License-Identifier: Apache-2.0
#include "channels/sms/sender.h"

#include "core/utf8.h"

namespace channels::sms {

std::string CanonicalSender(std::string_view from) {
  // A '+' that was not escaped in the URL arrives as a space.
  bool lost_plus = from.starts_with(' ') && from.size() > 1 && from[1] >= '0' && from[1] <= '9';
  std::string_view given = core::Trim(from);
  std::string_view number;
  if (given.starts_with('+')) {
    number = given.substr(1);
  } else if (given.starts_with("00")) {
    number = given.substr(2);
  } else if (lost_plus) {
    number = given;
  } else {
    return std::string(given);
  }
  std::string out = "+";
  for (char c : number) {
    if (c >= '0' && c <= '9') {
      out.push_back(c);
    } else if (std::string_view(" -().").find(c) == std::string_view::npos) {
      return std::string(given);
    }
  }
  return out.size() > 1 ? out : std::string(given);
}

}  // namespace channels::sms
