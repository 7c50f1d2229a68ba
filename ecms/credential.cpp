// SPDX-License-Identifier: Apache-2.0
#include "ecms/credential.h"

#include "core/base64.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "privacy/sealing.h"

namespace ecms {

core::Result<std::optional<Credential>> FindCredential(const store::Store& store,
                                                       const core::AccountId& account) {
  ASSIGN_OR_RETURN(auto row, store.FindDocument(kCredentialKind, account.Text()));
  if (!row) return std::nullopt;
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(row->body));
  core::Problems problems;
  core::ObjectReader in(document.root(), "", problems);
  Credential c;
  c.version = row->version;
  c.salt = in.String("salt");
  c.login_hash = in.String("login_hash");
  c.public_key = in.String("public_key");
  c.sealed_private_key = in.String("sealed_private_key");
  c.totp = in.String("totp");
  c.totp_last = in.Integer("totp_last", 0, INT64_MAX);
  c.recovery = in.Strings("recovery");
  if (!problems.empty())
    return core::Err(core::ErrorCode::kStorage, "a stored credential is damaged");
  return c;
}

store::Command PutCredential(const Credential& c, const core::AccountId& account) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key("salt").String(c.salt);
  w.Key("login_hash").String(c.login_hash);
  w.Key("public_key").String(c.public_key);
  w.Key("sealed_private_key").String(c.sealed_private_key);
  w.Key("totp").String(c.totp);
  w.Key("totp_last").Integer(c.totp_last);
  w.Key("recovery").BeginArray();
  for (const std::string& hash : c.recovery) w.String(hash);
  w.EndArray();
  w.EndObject();
  return store::PutDocument{{std::string(kCredentialKind), account.Text(), "", 0, w.Take()},
                            c.version};
}

std::string SealTotp(const privacy::Key& key, const core::AccountId& account,
                     core::ByteSpan secret) {
  return core::Base64Encode(privacy::SealWithKey(key, "v1|totp|" + account.Text(), secret));
}

core::Result<core::Bytes> OpenTotp(const privacy::Key& key, const core::AccountId& account,
                                   const Credential& credential) {
  const auto sealed = core::Base64Decode(credential.totp);
  if (!sealed) return core::Err(core::ErrorCode::kStorage, "a stored credential is damaged");
  return privacy::OpenWithKey(key, "v1|totp|" + account.Text(), *sealed);
}

}  // namespace ecms
