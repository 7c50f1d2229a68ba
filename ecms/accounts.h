// SPDX-License-Identifier: Apache-2.0
// Who asks, and what that role may see. Includes core/ only, so that web/ can use it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"
#include "core/secret.h"

namespace core {
class RandomSource;
}
namespace store {
class Store;
}

namespace ecms {

// Made by Accounts::Authenticate; every function that returns data takes one.
struct Caller {
  core::AccountId account;
  std::string name;
  std::string role;
};

// "officer", "supervisor", "author", "administrator", "auditor"; "feed" is another system's, that tells a status back.
[[nodiscard]] std::span<const std::string_view> Roles();
// Partners (survey authors) and auditors never see a ticket.
[[nodiscard]] bool MayReadTickets(std::string_view role);

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
