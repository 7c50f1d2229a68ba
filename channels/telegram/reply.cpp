// SPDX-License-Identifier: Apache-2.0
#include "channels/telegram/reply.h"

#include <algorithm>
#include <cctype>

#include "channels/payload.h"

namespace channels::telegram {
namespace {

constexpr int64_t kMaxWaitSeconds = 24 * 3600;

// What a 4xx means beyond its number stands only in the English description.
bool Says(std::string_view description, std::string_view words) {
  auto it =
      std::search(description.begin(), description.end(), words.begin(), words.end(),
                  [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
  return it != description.end();
}

Outcome OutcomeOf400(std::string_view description) {
  if (Says(description, "message is not modified")) return Outcome::kSent;
  if (Says(description, "query is too old")) return Outcome::kSent;
  for (std::string_view gone :
       {"chat not found", "user not found", "peer_id_invalid", "user is deactivated"}) {
    if (Says(description, gone)) return Outcome::kStopContact;
  }
  return Outcome::kGiveUp;
}

Outcome OutcomeOf(int status, std::string_view description) {
  switch (status) {
    case 400:
      return OutcomeOf400(description);
    case 401:  // token revoked
    case 404:
      return Outcome::kChannelDown;  // malformed token, or api_base is not the Bot API
    case 403:
      return Outcome::kStopContact;  // blocked, deactivated, never started
    case 408:
    case 409:  // webhook and getUpdates in conflict: passes
    case 429:
      return Outcome::kRetry;
    default:
      return status >= 400 && status < 500 ? Outcome::kGiveUp : Outcome::kRetry;
  }
}

SendOutcome ReadSuccess(core::JsonValue body, SendOutcome out) {
  out.outcome = Outcome::kSent;
  auto result = ObjectAt(body, "result");
  auto number = result ? IntegerAt(*result, "message_id") : std::nullopt;
  auto chat = result ? ObjectAt(*result, "chat") : std::nullopt;
  auto chat_id = chat ? IntegerAt(*chat, "id") : std::nullopt;
  if (number && chat_id) {
    out.provider_message_id =
        core::SecretString(std::to_string(*chat_id) + ':' + std::to_string(*number));
  }
  return out;
}

}  // namespace

core::Millis RetryAfter(const core::HttpReply& reply) {
  std::optional<int64_t> seconds;
  if (auto body = ParseJsonBody(reply.body)) {
    if (auto parameters = ObjectAt(body->root(), "parameters"))
      seconds = IntegerAt(*parameters, "retry_after");
  }
  if (!seconds) seconds = IntegerFrom(core::HeaderValue(reply.headers, "Retry-After"));
  return std::chrono::seconds(std::clamp<int64_t>(seconds.value_or(0), 0, kMaxWaitSeconds));
}

SendOutcome ReadSendReply(const core::HttpReply& reply) {
  SendOutcome out;
  out.code = std::to_string(reply.status);
  if (reply.status <= 0)
    return out;  // kRetry: no idempotency key, so a doubt is sent again (promise 1)
  auto body = ParseJsonBody(reply.body);
  bool object = body && body->root().kind() == core::JsonKind::kObject;
  int status = reply.status;
  if (status >= 200 && status < 300) {
    // Not the Bot API's answer (a portal or a proxy spoke): nothing was sent.
    if (!object) return out;
    auto ok = body->root().Find("ok");
    bool refused = ok && ok->kind() == core::JsonKind::kBool && !ok->Bool();
    if (!refused) return ReadSuccess(body->root(), std::move(out));
    status = static_cast<int>(
        std::clamp<int64_t>(IntegerAt(body->root(), "error_code").value_or(500), 400, 599));
    out.code = std::to_string(status);
  }
  out.outcome =
      OutcomeOf(status, object ? StringAt(body->root(), "description") : std::string_view{});
  if (status == 429) out.retry_after = RetryAfter(reply);
  return out;
}

SendOutcome ReadDeleteReply(const core::HttpReply& reply) {
  SendOutcome out = ReadSendReply(reply);
  const bool no_such_method =
      reply.status == 404;  // a Bot API server older than the method (7.0): nothing is down
  if (no_such_method || out.outcome == Outcome::kGiveUp || out.outcome == Outcome::kStopContact)
    out.outcome = Outcome::kSent;
  return out;
}

}  // namespace channels::telegram
