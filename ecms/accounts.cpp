// SPDX-License-Identifier: Apache-2.0
#include "ecms/accounts.h"

#include <algorithm>

#include "core/base64.h"
#include "core/crypto.h"
#include "core/random.h"
#include "store/store.h"

namespace ecms {
namespace {

constexpr std::array<std::string_view, 6> kRoles = {"officer", "supervisor", "author",
                                                    "administrator", "auditor", "feed"};
constexpr std::array<std::string_view, 3> kTicketRoles = {"officer", "supervisor", "administrator"};
static_assert(std::is_same_v<Accounts::TokenHash16, store::Hash16>);

}  // namespace

std::span<const std::string_view> Roles() { return kRoles; }

bool MayReadTickets(std::string_view role) {
  return std::find(kTicketRoles.begin(), kTicketRoles.end(), role) != kTicketRoles.end();
}

core::Result<Caller> Accounts::Authenticate(std::string_view api_token) const {
  // The lookup is by hash, so its time says nothing about how much of a guess was right.
  ASSIGN_OR_RETURN(auto found, store_.FindApiToken(TokenHash(api_token)));
  if (!found || found->disabled)
    return core::Err(core::ErrorCode::kDenied, "the API token is not valid");
  return Caller{found->id, std::move(found->name), std::move(found->role)};
}

Accounts::TokenHash16 Accounts::TokenHash(std::string_view api_token) {
  core::Digest digest = core::Blake2b(core::AsBytes(api_token));
  TokenHash16 out{};
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

core::SecretString Accounts::NewApiToken(core::RandomSource& random) {
  core::Seed bytes = random.NewSeed();
  core::SecretString token("dwt_" + core::Base64UrlEncode(bytes));
  core::Wipe(bytes);
  return token;
}

}  // namespace ecms
