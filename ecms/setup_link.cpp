// SPDX-License-Identifier: Apache-2.0
#include "ecms/setup_link.h"

#include "core/base64.h"
#include "core/crypto.h"
#include "core/json_writer.h"

namespace ecms {
namespace {
constexpr std::chrono::hours kGoodFor{72};
constexpr size_t kMostLinks = 1000;
}  // namespace

std::string SetupLinkKey(std::string_view token) {
  return core::HexEncode(core::Sha256(core::AsBytes(token)));
}

SetupLink NewSetupLink(const core::AccountId& account, core::Timestamp now,
                       core::RandomSource& random) {
  core::Seed bytes = random.NewSeed();
  core::SecretString token(core::Base64UrlEncode(bytes));
  core::Wipe(bytes);
  core::JsonWriter body;
  body.BeginObject();
  body.Key("account").String(account.Text());
  body.Key("good_until_ms").Integer((now + kGoodFor).ms);
  body.EndObject();
  std::string key = SetupLinkKey(token.Reveal());
  return {std::move(token),
          store::PutDocument{
              {std::string(kSetupLinkKind), std::move(key), account.Text(), 0, body.Take()}, 0}};
}

core::Status DropSetupLinks(const store::Store& store, const core::AccountId& account,
                            store::CommandGroup& group) {
  ASSIGN_OR_RETURN(auto links, store.ListDocuments(kSetupLinkKind, account.Text(), "", kMostLinks));
  for (const auto& link : links) group.push_back(store::DropDocument{link.kind, link.key});
  return {};
}

}  // namespace ecms
