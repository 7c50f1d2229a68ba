// SPDX-License-Identifier: Apache-2.0
// A request that may arrive twice, because the answer to the first was lost on the line, carries a
// key that its sender drew at random. What the request makes gets an id that only this sender,
// place and key lead to: who finds it there has been here before.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/crypto.h"
#include "core/ids.h"
#include "core/result.h"
#include "ecms/accounts.h"

namespace ecms {

// "" (no key) is fine.
[[nodiscard]] inline core::Status CheckRepeatKey(std::string_view key) {
  auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  if (key.empty() ||
      (key.size() >= 16 && key.size() <= 64 && std::all_of(key.begin(), key.end(), allowed)))
    return {};
  return core::Err(core::ErrorCode::kInvalid,
                   "repeat_key: 16 to 64 random characters of A-Z a-z 0-9 - _");
}

// `place`: what the request makes, and where ("thread <ticket>").
template <class SomeId>
[[nodiscard]] SomeId IdOfRepeat(const Caller& caller, std::string_view place,
                                std::string_view key) {
  const std::string all =
      caller.account.Text() + "\n" + std::string(place) + "\n" + std::string(key);
  const core::Digest digest = core::Blake2b(core::AsBytes(all));
  SomeId id;
  std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

}  // namespace ecms
