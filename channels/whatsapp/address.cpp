// SPDX-License-Identifier: Apache-2.0
#include "channels/whatsapp/address.h"

#include <algorithm>
#include <cctype>

namespace channels::whatsapp {

bool IsUserId(std::string_view text) {
  auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (text.size() < 4 || !upper(text[0]) || !upper(text[1]) || text[2] != '.') return false;
  std::string_view id = text.substr(3);
  if (id.starts_with("ENT.")) id.remove_prefix(4);
  return !id.empty() && id.size() <= 128 && std::all_of(id.begin(), id.end(), [](char c) {
    auto u = static_cast<unsigned char>(c);
    return u < 0x80 && std::isalnum(u) != 0;
  });
}

std::string NumberFrom(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  bool digits = text.size() >= 5 && text.size() <= 20 &&
                std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? "+" + std::string(text) : "";
}

std::string AddressFrom(std::string_view text) {
  return IsUserId(text) ? std::string(text) : NumberFrom(text);
}

}  // namespace channels::whatsapp
