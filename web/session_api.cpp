// SPDX-License-Identifier: Apache-2.0
#include "web/session_api.h"

#include "core/json_writer.h"
#include "ecms/sign_in.h"
#include "web/api.h"
#include "web/fields.h"
#include "web/services.h"

namespace web {
namespace {

core::HttpResponse Done() { return {204, {}, ""}; }

core::HttpResponse Answer(const core::Status& status) {
  return status ? Done() : ErrorResponse(status.error());
}

std::string Cookie(const Services& services, std::string_view value, bool ends) {
  return std::string(CookieName(services)) + "=" + std::string(value) +
         "; Path=/; HttpOnly; SameSite=Strict" + (services.options.demo ? "" : "; Secure") +
         (ends ? "; Max-Age=0" : "");
}

void WriteKeys(core::JsonWriter& w, const ecms::KeyMaterial& keys) {
  w.Key("public_key").String(keys.public_key);
  w.Key("sealed_private_key").String(keys.sealed_private_key);
  w.Key("office_keys").BeginArray();
  for (const ecms::OfficeKeyView& key : keys.office_keys) {
    w.BeginObject();
    w.Key("key_id").String(key.key_id);
    w.Key("public_key").String(key.public_key);
    w.Key("sealed_to_me").String(key.sealed_to_me);
    w.Key("sealed_to_recovery").String(key.sealed_to_recovery);
    w.Key("current").Bool(key.current);
    w.EndObject();
  }
  w.EndArray();
}

core::HttpResponse SessionResponse(const Call& call, const ecms::Caller& caller,
                                   std::string_view csrf, const ecms::KeyMaterial& keys) {
  auto warnings = call.services.sign_in.Warnings();
  if (!warnings) return ErrorResponse(warnings.error());
  if (!ecms::MayReadTickets(caller.role))
    warnings->clear();  // how many can open words is the inspectorate's
  core::JsonWriter w;
  w.BeginObject();
  w.Key("account").String(caller.account.Text());
  w.Key("name").String(caller.name);
  w.Key("role").String(caller.role);
  w.Key("organisation").String(caller.organisation);
  w.Key("may_read_tickets").Bool(ecms::MayReadTickets(caller.role));
  w.Key("csrf").String(csrf);
  WriteKeys(w, keys);
  w.Key("warnings").BeginArray();
  for (const std::string& warning : *warnings) w.String(warning);
  w.EndArray();
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

// Wrong name, password or code: 401, and a wait: 429.
core::HttpResponse Refusal(const core::Error& error) {
  if (error.code == core::ErrorCode::kDenied)
    return core::ProblemResponse(401, "Not signed in", error.message);
  if (error.code == core::ErrorCode::kUnavailable) {
    auto response = core::ProblemResponse(429, "Too many attempts", error.message);
    response.headers.emplace_back("Retry-After", "60");
    return response;
  }
  return ErrorResponse(error);
}

// The session is valid, whatever was typed: 403, not 401.
core::HttpResponse AnswerToProof(const core::Status& done) {
  if (done || done.error().code != core::ErrorCode::kUnavailable) return Answer(done);
  return Refusal(done.error());
}

}  // namespace

core::HttpResponse AskSalt(const Call& call) {
  Fields in(call);
  const std::string name = in.Text("name", kMaxFieldName);
  if (auto refused = in.Refused()) return std::move(*refused);
  auto salt = call.services.sign_in.SaltOf(name);
  if (!salt) return ErrorResponse(salt.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("salt").String(*salt);
  w.Key("memory_kib").Integer(ecms::kKdfMemoryKib);
  w.Key("passes").Integer(ecms::kKdfPasses);
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse BeginSession(const Call& call) {
  Fields in(call);
  ecms::LogIn log_in{in.Text("name", kMaxFieldName), in.Secret("login_secret"), in.Secret("code")};
  if (auto refused = in.Refused()) return std::move(*refused);
  auto session = call.services.sign_in.Enter(log_in);
  if (!session) return Refusal(session.error());
  call.services.sign_in.Leave(call.session);  // this browser's earlier one
  core::HttpResponse response =
      SessionResponse(call, session->caller, session->csrf, session->keys);
  response.headers.emplace_back("Set-Cookie",
                                Cookie(call.services, session->token.Reveal(), false));
  return response;
}

core::HttpResponse GetSession(const Call& call) {
  auto keys = call.services.sign_in.KeysOf(call.caller);
  if (!keys) return ErrorResponse(keys.error());
  return SessionResponse(call, call.caller, call.csrf, *keys);
}

core::HttpResponse EndSession(const Call& call) {
  call.services.sign_in.Leave(call.session);
  core::HttpResponse response = Done();
  response.headers.emplace_back("Set-Cookie", Cookie(call.services, "", true));
  response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return response;
}

core::HttpResponse LookAtSetup(const Call& call) {
  Fields in(call);
  const core::SecretString link = in.Secret("link");
  if (auto refused = in.Refused()) return std::move(*refused);
  auto view = call.services.sign_in.LookAtLink(link.Reveal());
  if (!view) return Refusal(view.error());
  core::JsonWriter w;
  w.BeginObject();
  w.Key("name").String(view->name);
  w.Key("role").String(view->role);
  w.Key("organisation").String(view->organisation);
  w.Key("office_has_key").Bool(view->office_has_key);
  w.Key("memory_kib").Integer(ecms::kKdfMemoryKib);
  w.Key("passes").Integer(ecms::kKdfPasses);
  w.EndObject();
  return core::JsonResponse(200, w.Take());
}

core::HttpResponse CompleteSetup(const Call& call) {
  Fields in(call);
  ecms::Setup setup;
  setup.link = in.Secret("link");
  setup.salt = in.Text("salt");
  setup.login_secret = in.Secret("login_secret");
  setup.public_key = in.Text("public_key");
  setup.sealed_private_key = in.Text("sealed_private_key");
  setup.totp_secret = in.Secret("totp_secret");
  setup.totp_code = in.Secret("totp_code");
  setup.recovery_code_hashes = in.Texts("recovery_code_hashes");
  if (auto refused = in.Refused()) return std::move(*refused);
  const core::Status done = call.services.sign_in.Complete(setup);
  return done ? Done() : Refusal(done.error());
}

core::HttpResponse AddOfficeKey(const Call& call) {
  Fields in(call);
  ecms::NewOfficeKey key{in.Text("public_key"), in.Text("sealed_to_me"),
                         in.Text("sealed_to_recovery")};
  if (auto refused = in.Refused()) return std::move(*refused);
  return Answer(call.services.sign_in.AddOfficeKey(call.caller, key));
}

core::HttpResponse LetIn(const Call& call) {
  Fields in(call);
  const std::string account = in.Text("account"), key_id = in.Text("key_id", 16),
                    sealed = in.Text("sealed");
  if (auto refused = in.Refused()) return std::move(*refused);
  const auto id = core::AccountId::FromText(account);
  if (!id) return ErrorResponse({core::ErrorCode::kNotFound, "there is no such account"});
  return Answer(call.services.sign_in.LetIn(call.caller, *id, key_id, sealed));
}

core::HttpResponse ReplaceAuthenticator(const Call& call) {
  Fields in(call);
  const ecms::Proof proof{in.Secret("login_secret"), in.Secret("code")};
  const core::SecretString secret = in.Secret("totp_secret"), code = in.Secret("totp_code");
  if (auto refused = in.Refused()) return std::move(*refused);
  return AnswerToProof(
      call.services.sign_in.ReplaceAuthenticator(call.caller, call.session, proof, secret, code));
}

core::HttpResponse ReplaceRecoveryCodes(const Call& call) {
  Fields in(call);
  const ecms::Proof proof{in.Secret("login_secret"), in.Secret("code")};
  const std::vector<std::string> hashes = in.Texts("recovery_code_hashes");
  if (auto refused = in.Refused()) return std::move(*refused);
  return AnswerToProof(call.services.sign_in.ReplaceRecoveryCodes(call.caller, proof, hashes));
}

}  // namespace web
