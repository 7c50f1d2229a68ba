// SPDX-License-Identifier: Apache-2.0
#include "privacy/number_prefix.h"

#include <phonenumbers/phonenumberutil.h>

namespace privacy {

core::SecretString NumberPrefix(std::string_view address) {
  constexpr size_t kOpenDigits = 4;  // 10,000 numbers
  if (!address.starts_with('+')) return {};
  using i18n::phonenumbers::PhoneNumberUtil;
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber number;
  if (util.Parse(std::string(address), "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
    return {};
  std::string prefix = "+" + std::to_string(number.country_code());
  std::string national;
  util.GetNationalSignificantNumber(number, &national);
  if (util.IsPossibleNumber(number) && national.size() > kOpenDigits)
    prefix += national.substr(0, national.size() - kOpenDigits);
  return core::SecretString(std::move(prefix));
}

}  // namespace privacy
