// SPDX-License-Identifier: Apache-2.0
#include "web/accounts_api.h"

#include "core/json_writer.h"
#include "ecms/sign_in.h"
#include "web/api.h"
#include "web/fields.h"
#include "web/services.h"

namespace web {
namespace {

core::HttpResponse NoSuchAccount() {
  return ErrorResponse({core::ErrorCode::kNotFound, "there is no such account"});
}

}  // namespace

core::HttpResponse ListAccounts(const Call& call) {
  auto accounts = call.services.sign_in.List(call.caller);
  if (!accounts) return ErrorResponse(accounts.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("accounts").BeginArray();
  for (const ecms::AccountView& account : *accounts) {
    w.BeginObject();
    w.Key("id").String(account.id.Text());
    w.Key("name").String(account.name);
    w.Key("role").String(account.role);
    w.Key("organisation").String(account.organisation);
    w.Key("disabled").Bool(account.disabled);
    w.Key("set_up").Bool(account.set_up);
    w.Key("cleared").Bool(account.cleared);
    w.Key("public_key").String(account.public_key);
    w.Key("may_manage").Bool(account.may_manage);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse AddAccount(const Call& call) {
  Fields in(call);
  const ecms::NewAccount account{in.Text("name"), in.Text("role", kMaxFieldName),
                                 in.TextIfThere("organisation").value_or("")};
  if (auto refused = in.Refused()) return std::move(*refused);
  const auto made = call.services.sign_in.Add(call.caller, account);
  if (!made) return ErrorResponse(made.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("id").String(made->id.Text());
  w.Key("link").String(made->link.Reveal());
  w.EndObject();
  return core::JsonResponse(201, w.Take());
}

core::HttpResponse ChangeAccount(const Call& call) {
  Fields in(call);
  const ecms::AccountChange change{in.FlagIfThere("disabled"),
                                   in.TextIfThere("role", kMaxFieldName),
                                   in.TextIfThere("organisation")};
  if (auto refused = in.Refused()) return std::move(*refused);
  const auto id = core::AccountId::FromText(call.captured.at(0));
  if (!id) return NoSuchAccount();
  const core::Status done = call.services.sign_in.Change(call.caller, *id, change);
  return done ? core::HttpResponse{204, {}, ""} : ErrorResponse(done.error());
}

core::HttpResponse ResetAccount(const Call& call) {
  const auto id = core::AccountId::FromText(call.captured.at(0));
  if (!id) return NoSuchAccount();
  auto link = call.services.sign_in.Reset(call.caller, *id);
  if (!link) return ErrorResponse(link.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("link").String(link->Reveal());
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

}  // namespace web
