// SPDX-License-Identifier: Apache-2.0
// Who can open sealed words: halves of the office key.
#include <algorithm>

#include "core/base64.h"
#include "core/json.h"
#include "core/json_writer.h"
#include "ecms/sign_in_office.h"
#include "ecms/survey_record.h"

namespace ecms {

using core::Err;
using core::ErrorCode;

namespace {

constexpr size_t kMaxShares = 1000;

std::string OneField(std::string_view name, std::string_view value) {
  core::JsonWriter w;
  w.BeginObject();
  w.Key(name).String(value);
  w.EndObject();
  return w.Take();
}

std::string FieldOf(const store::DocumentRow& row, std::string_view name) {
  auto document = core::JsonDocument::Parse(row.body);
  if (!document || document->root().kind() != core::JsonKind::kObject) return "";
  auto value = document->root().Find(name);
  return value && value->kind() == core::JsonKind::kString ? value->String() : "";
}

}  // namespace

std::string ShareKey(std::string_view key_id, const core::AccountId& account) {
  return std::string(key_id) + "/" + account.Text();
}

std::string Office::CurrentKey() const {
  const auto key = p_.office_key.Get();
  return key ? core::Base64Encode(*key) : "";
}

core::Status Office::DropShares(const core::AccountId& account, store::CommandGroup& group) const {
  ASSIGN_OR_RETURN(auto shares,
                   p_.store.ListDocuments(kOfficeKeyShareKind, account.Text(), "", kMaxShares));
  for (const auto& share : shares) group.push_back(store::DropDocument{share.kind, share.key});
  return {};
}

core::Result<KeyMaterial> Office::KeysOf(const Caller& caller) const {
  KeyMaterial material;
  ASSIGN_OR_RETURN(auto credential, FindCredential(p_.store, caller.account));
  if (!credential) return material;  // an API token's account
  material.public_key = credential->public_key;
  material.sealed_private_key = credential->sealed_private_key;
  const std::string current = CurrentKey();
  ASSIGN_OR_RETURN(auto keys, p_.store.ListDocuments(kOfficeKeyKind, std::nullopt, "", kMaxShares));
  for (const auto& key : keys) {
    OfficeKeyView view{key.key, FieldOf(key, "public_key"), "", "", false};
    if (MayReadTickets(caller.role)) view.sealed_to_recovery = FieldOf(key, "sealed_to_recovery");
    view.current = view.public_key == current;
    ASSIGN_OR_RETURN(auto share,
                     p_.store.FindDocument(kOfficeKeyShareKind, ShareKey(key.key, caller.account)));
    if (share) view.sealed_to_me = FieldOf(*share, "sealed");
    material.office_keys.push_back(std::move(view));
  }
  std::stable_partition(material.office_keys.begin(), material.office_keys.end(),
                        [](const auto& k) { return k.current; });
  return material;
}

core::Status Office::AddOfficeKey(const Caller& caller, const NewOfficeKey& key) {
  if (!MayReadTickets(caller.role)) return Err(ErrorCode::kDenied, "this role does not open words");
  auto public_key = privacy::PublicKeyFromBase64(key.public_key);
  if (!public_key) return Err(ErrorCode::kInvalid, "public_key: 32 bytes in base64");
  if (!IsBytes(key.sealed_to_me, 80, 80))
    return Err(ErrorCode::kInvalid, "sealed_to_me: a sealed box of 32 bytes in base64");
  if (!IsBytes(key.sealed_to_recovery, 32, 512))
    return Err(ErrorCode::kInvalid, "sealed_to_recovery: base64");
  const std::lock_guard lock(key_mutex_);
  const std::string current = CurrentKey();
  if (p_.key_is_configured && key.public_key != current) {
    return Err(
        ErrorCode::kConflict,
        "the configuration names another office key (keys.office_public); remove it there first");
  }
  if (!current.empty() && key.public_key != current && !MayManage(caller.role)) {
    return Err(ErrorCode::kDenied, "only a supervisor or an administrator may do this");
  }
  const std::string id = privacy::KeyId(*public_key);
  core::JsonWriter body;
  body.BeginObject();
  body.Key("public_key").String(key.public_key);
  body.Key("sealed_to_recovery").String(key.sealed_to_recovery);
  body.EndObject();
  store::CommandGroup group{
      store::PutDocument{{std::string(kOfficeKeyKind), id, "", 0, body.Take()}, 0},
      store::PutDocument{{std::string(kOfficeKeyShareKind), ShareKey(id, caller.account),
                          caller.account.Text(), 0, OneField("sealed", key.sealed_to_me)},
                         0},
      AuditOf(p_.clock, caller.name, "office_key.add", id)};
  if (!p_.key_is_configured) group.push_back(store::PutMeta{kOfficePublicMeta, key.public_key});
  RETURN_IF_ERROR(p_.commit(std::move(group)));
  p_.office_key.Set(*public_key);
  return {};
}

core::Status Office::LetIn(const Caller& caller, const core::AccountId& colleague,
                           std::string_view key_id, std::string_view sealed) {
  ASSIGN_OR_RETURN(auto mine,
                   p_.store.FindDocument(kOfficeKeyShareKind, ShareKey(key_id, caller.account)));
  // By the recovery sheet an officer comes back alone. A useless share would shut out nobody but
  // its maker.
  const bool recovers = colleague == caller.account;
  ASSIGN_OR_RETURN(auto key, p_.store.FindDocument(kOfficeKeyKind, key_id));
  if (!key) return Err(ErrorCode::kNotFound, "there is no such office key");
  if (!mine && !recovers)
    return Err(ErrorCode::kDenied, "only somebody who can open these words can let a colleague in");
  ASSIGN_OR_RETURN(auto account, AccountOf(colleague));
  if (!account || account->disabled || !MayReadTickets(account->role))
    return Err(ErrorCode::kNotFound, "there is no such colleague who may read tickets");
  if (!IsBytes(sealed, 80, 80))
    return Err(ErrorCode::kInvalid, "sealed: a sealed box of 32 bytes in base64");
  ASSIGN_OR_RETURN(auto theirs,
                   p_.store.FindDocument(kOfficeKeyShareKind, ShareKey(key_id, colleague)));
  return p_.commit(
      {store::PutDocument{{std::string(kOfficeKeyShareKind), ShareKey(key_id, colleague),
                           colleague.Text(), 0, OneField("sealed", sealed)},
                          theirs ? theirs->version : 0},
       AuditOf(p_.clock, caller.name, recovers ? "office_key.recover" : "office_key.let_in",
               colleague.Text(), key_id)});
}

core::Result<std::vector<std::string>> Office::Warnings() const {
  ASSIGN_OR_RETURN(auto accounts, List({}));
  const auto cleared = std::count_if(accounts.begin(), accounts.end(),
                                     [](const auto& a) { return a.cleared && !a.disabled; });
  std::vector<std::string> warnings;
  if (!p_.office_key.Get())
    warnings.emplace_back("no_office_key");
  else if (cleared < 2)
    warnings.emplace_back("fewer_than_two_cleared");
  ASSIGN_OR_RETURN(const auto surveys, ListSurveyRecords(p_.store));
  if (std::ranges::any_of(surveys,
                          [](const SurveyRecord& survey) { return survey.waiting.has_value(); }))
    warnings.emplace_back("survey_waits");
  return warnings;
}

}  // namespace ecms
