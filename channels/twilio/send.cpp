// SPDX-License-Identifier: Apache-2.0
#include "channels/twilio/send.h"

#include <algorithm>

#include "channels/payload.h"
#include "channels/text_split.h"
#include "channels/twilio/address.h"
#include "channels/twilio/error_codes.h"
#include "core/base64.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace channels::twilio {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMaxBody = 1600;  // characters; counted in UTF-16 units, which is never less

core::HttpCall Call(const Settings& s, std::string method, const std::string& resource) {
  const std::string& user = s.api_key_sid.empty() ? s.account_sid : s.api_key_sid;
  const std::string& password =
      s.api_key_sid.empty() ? s.auth_token.Reveal() : s.api_key_secret.Reveal();
  core::HttpCall call;
  call.method = std::move(method);
  call.url = s.api_base + "/2010-04-01/Accounts/" + s.account_sid + resource;
  call.headers = {
      {"Authorization", "Basic " + core::Base64Encode(core::AsBytes(user + ":" + password))}};
  return call;
}

// ContentVariables is JSON in a form value: {"1": "...", "2": "..."}.
std::string Variables(const std::vector<std::string>& parameters) {
  core::JsonWriter json;
  json.BeginObject();
  for (size_t i = 0; i < parameters.size(); ++i)
    json.Key(std::to_string(i + 1)).String(parameters[i]);
  json.EndObject();
  return json.Take();
}

core::HttpCall Post(const Settings& s, const core::Parameters& parameters) {
  core::HttpCall call = Call(s, "POST", "/Messages.json");
  call.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  call.body = core::FormEncode(parameters);
  return call;
}

core::Millis RetryAfter(const core::HttpReply& reply) {
  int64_t seconds = IntegerFrom(core::HeaderValue(reply.headers, "Retry-After")).value_or(0);
  return std::chrono::seconds(std::clamp<int64_t>(seconds, 0, 24 * 3600));
}

Outcome OutcomeOfStatus(int status) {
  switch (status) {
    case 401:
    case 403:
    case 404:  // account_sid or api_base
      return Outcome::kChannelDown;
    case 408:
    case 429:
      return Outcome::kRetry;
    default:
      return status >= 400 && status < 500 ? Outcome::kGiveUp : Outcome::kRetry;
  }
}

bool IsMessageSid(std::string_view sid) {
  return sid.size() > 2 && sid.size() <= 64 && (sid.starts_with("SM") || sid.starts_with("MM")) &&
         std::all_of(sid.begin(), sid.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

}  // namespace

core::Result<std::vector<core::HttpCall>> RenderMessage(const Settings& settings,
                                                        const core::Address& to,
                                                        const core::MessageId& id,
                                                        const core::OutboundMessage& message) {
  Pair pair = PairFor(settings, to);
  core::Parameters common = {{"To", pair.to}};
  if (!pair.from.empty()) common.emplace_back("From", pair.from);
  if (!settings.messaging_service_sid.empty())
    common.emplace_back("MessagingServiceSid", settings.messaging_service_sid);
  common.emplace_back("StatusCallback", settings.origin + settings.base_path + settings.hook_path +
                                            "?message=" + id.Text());
  std::vector<core::HttpCall> calls;
  if (!message.template_name.empty()) {
    common.emplace_back("ContentSid", message.template_name);
    if (!message.template_parameters.empty())
      common.emplace_back("ContentVariables", Variables(message.template_parameters));
    calls.push_back(Post(settings, common));
    return calls;
  }
  if (core::Trim(message.text).empty()) return Err(ErrorCode::kInvalid, "the message has no text");
  for (std::string& piece : SplitText(message.text, kMaxBody)) {
    core::Parameters parameters = common;
    parameters.emplace_back("Body", std::move(piece));
    calls.push_back(Post(settings, parameters));
  }
  return calls;
}

SendOutcome ReadSendReply(const core::HttpReply& reply) {
  SendOutcome out;
  out.code = std::to_string(reply.status);
  if (reply.status <= 0)
    return out;  // kRetry: Twilio knows no idempotency key, so a doubt is sent again (promise 1)
  auto body = ParseJsonBody(reply.body);
  const bool object = body && body->root().kind() == core::JsonKind::kObject;
  if (reply.status >= 200 && reply.status < 300) {
    std::string_view sid = object ? StringAt(body->root(), "sid") : std::string_view{};
    if (sid.empty()) return out;  // a portal or a proxy spoke: nothing was sent
    out.outcome = Outcome::kSent;
    out.provider_message_id = core::SecretString(std::string(sid));
    return out;
  }
  const int64_t code = object ? IntegerAt(body->root(), "code").value_or(0) : 0;
  if (code > 0) out.code = std::to_string(code);
  out.outcome = OutcomeOfCode(code).value_or(OutcomeOfStatus(reply.status));
  if (out.outcome == Outcome::kRetry || out.outcome == Outcome::kChannelDown)
    out.retry_after = RetryAfter(reply);
  return out;
}

std::optional<core::HttpCall> EraseMessage(const Settings& settings,
                                           const core::SecretString& sid) {
  if (!IsMessageSid(sid.Reveal())) return std::nullopt;
  return Call(settings, "DELETE", "/Messages/" + sid.Reveal() + ".json");
}

SendOutcome ReadEraseAnswer(const core::HttpReply& reply) {
  SendOutcome out;
  out.code = std::to_string(reply.status);
  if ((reply.status >= 200 && reply.status < 300) || reply.status == 404) {
    out.outcome = Outcome::kSent;
  } else if (reply.status == 401 || reply.status == 403) {
    out.outcome = Outcome::kChannelDown;
  } else {
    out.outcome =
        Outcome::kRetry;  // 20009: not finished yet; and whatever else passes within 14 days
    out.retry_after = RetryAfter(reply);
  }
  return out;
}

}  // namespace channels::twilio
