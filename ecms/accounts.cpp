// SPDX-License-Identifier: Apache-2.0
#include "ecms/accounts.h"

#include <algorithm>

#include "core/base64.h"
#include "core/crypto.h"
#include "core/random.h"
#include "core/utf8.h"
#include "locales/fold.h"
#include "store/store.h"

namespace ecms {
namespace {

constexpr size_t kMaxName = 64;
static_assert(std::is_same_v<Accounts::TokenHash16, store::Hash16>);

core::Status CheckName(std::string_view field, std::string_view name) {
  const bool plain = !name.empty() && name.size() <= kMaxName && core::IsUtf8(name) &&
                     core::Trim(name) == name && std::none_of(name.begin(), name.end(), [](char c) {
                       return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
                     });
  if (plain) return {};
  return core::Err(
      core::ErrorCode::kInvalid,
      std::string(field) +
          ": 1 to 64 characters (bytes), without white space at the ends and without line breaks");
}

}  // namespace

core::Status CheckAccountName(std::string_view name) { return CheckName("name", name); }

core::Status CheckOrganisationName(std::string_view name) {
  return name.empty() ? core::Status() : CheckName("organisation", name);
}

core::Result<std::string> OrganisationNamed(const store::Store& store, std::string_view name) {
  RETURN_IF_ERROR(CheckOrganisationName(name));
  ASSIGN_OR_RETURN(const auto accounts, store.ListAccounts());
  const auto folded = locales::Fold(name).key;
  if (folded.empty()) return std::string(name);
  for (const store::AccountRow& row : accounts) {
    if (!row.organisation.empty() && locales::Fold(row.organisation).key == folded)
      return row.organisation;
  }
  return std::string(name);
}

core::Result<Caller> Accounts::Authenticate(std::string_view api_token) const {
  // The lookup is by hash, so its time says nothing about how much of a guess was right.
  ASSIGN_OR_RETURN(auto found, store_.FindApiToken(TokenHash(api_token)));
  if (!found || found->disabled)
    return core::Err(core::ErrorCode::kDenied, "the API token is not valid");
  return Caller{found->id, std::move(found->name), std::move(found->role),
                std::move(found->organisation)};
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
