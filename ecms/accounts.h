// SPDX-License-Identifier: Apache-2.0
// Accounts by API token, and the names that accounts may have. Includes core/ only, so that web/
// can use it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/secret.h"
#include "ecms/access.h"

namespace core {
class RandomSource;
}
namespace store {
class Store;
}

namespace ecms {

// 1 to 64 bytes without white space at the ends and without control characters. kInvalid says so.
[[nodiscard]] core::Status CheckAccountName(std::string_view name);
// The same for a partner's name; "" is the inspectorate.
[[nodiscard]] core::Status CheckOrganisationName(std::string_view name);
// A partner as its other accounts spell it, so that two spellings of one name are one partner;
// kInvalid as above.
[[nodiscard]] core::Result<std::string> OrganisationNamed(const store::Store& store,
                                                          std::string_view name);

class Accounts {
 public:
  using TokenHash16 = std::array<uint8_t, 16>;  // store::Hash16

  explicit Accounts(const store::Store& store) : store_(store) {}
  // kDenied for an unknown token or a disabled account; same answer and work for both.
  [[nodiscard]] core::Result<Caller> Authenticate(std::string_view api_token) const;
  // What is stored of a token: BLAKE2b, truncated.
  [[nodiscard]] static TokenHash16 TokenHash(std::string_view api_token);
  // A new token of 256 random bits: shown once, then only its hash is kept. Letters, digits, '-'
  // and '_' only.
  [[nodiscard]] static core::SecretString NewApiToken(core::RandomSource& random);

 private:
  const store::Store& store_;
};

}  // namespace ecms
