// SPDX-License-Identifier: Apache-2.0
#include "twilio_requests.h"

#include "core/json_writer.h"
#include "fixture.h"

namespace channels {
namespace {

void AddParameters(core::Parameters& out, const std::string& name, core::JsonValue value) {
  if (value.kind() == core::JsonKind::kString) out.emplace_back(name, value.String());
  for (size_t i = 0; value.kind() == core::JsonKind::kArray && i < value.size(); ++i)
    out.emplace_back(name, value.At(i).String());
}

}  // namespace

std::unique_ptr<Channel> TwilioFor(const std::string& token, const std::string& origin) {
  core::JsonWriter json;
  json.BeginObject();
  json.Key("account_sid").String("AC00000000000000000000000000000001");
  json.Key("auth_token").String(token);
  json.Key("from").String("+15550002");
  json.Key("public_url").String(origin);
  json.EndObject();
  core::Problems problems;
  return MakeChannel("twilio", json.Take(), problems);
}

SignedRequest SignedRequestFrom(core::JsonValue vector) {
  SignedRequest out;
  const std::string& url = vector.Find("url")->String();
  const size_t path = url.find('/', url.find("://") + 3);
  out.origin = url.substr(0, path);
  auto method = vector.Find("method");
  out.request.method = method ? method->String() : "POST";
  out.request.target = url.substr(path);
  if (size_t mark = out.request.target.find('?'); mark != std::string::npos)
    out.request.query = out.request.target.substr(mark + 1);
  out.request.headers = {{"X-Twilio-Signature", vector.Find("signature")->String()}};
  if (auto body = vector.Find("body")) {
    out.request.body = body->String();
    return out;
  }
  core::Parameters form;
  auto params = vector.Find("params");
  for (const std::string& name : params->Keys()) AddParameters(form, name, *params->Find(name));
  out.request.body = core::FormEncode(form);
  return out;
}

bool IsTakenAsSigned(const Channel& channel, const core::HttpRequest& request) {
  auto inbound = channel.Receive(request);
  return inbound || inbound.error().code != core::ErrorCode::kDenied;
}

}  // namespace channels
