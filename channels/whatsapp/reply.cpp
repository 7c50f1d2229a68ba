// SPDX-License-Identifier: Apache-2.0
#include "channels/whatsapp/reply.h"

#include <algorithm>
#include <array>

#include "channels/payload.h"

namespace channels::whatsapp {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct Rule {
  int64_t first;
  int64_t last;
  Outcome outcome;
  core::Millis retry_after{0};
};

constexpr std::array kRules = {
    // Our token, permissions, account, name, payment: somebody must act.
    Rule{0, 0, Outcome::kChannelDown},
    Rule{3, 3, Outcome::kChannelDown},
    Rule{10, 10, Outcome::kChannelDown},
    Rule{190, 190, Outcome::kChannelDown},
    Rule{200, 299, Outcome::kChannelDown},
    Rule{368, 368, Outcome::kChannelDown},
    Rule{130497, 130497, Outcome::kChannelDown},
    Rule{131005, 131005, Outcome::kChannelDown},
    Rule{131031, 131031, Outcome::kChannelDown},
    Rule{131037, 131037, Outcome::kChannelDown},
    Rule{131042, 131042, Outcome::kChannelDown},
    Rule{131045, 131045, Outcome::kChannelDown},
    Rule{133010, 133010, Outcome::kChannelDown},  // the number is not registered
    // Too much from this number or account: the whole channel waits.
    Rule{4, 4, Outcome::kChannelDown, minutes(1)},
    Rule{80007, 80007, Outcome::kChannelDown, minutes(1)},
    Rule{131048, 131048, Outcome::kChannelDown, minutes(10)},
    Rule{131064, 131064, Outcome::kChannelDown, minutes(60)},
    Rule{133016, 133016, Outcome::kChannelDown, minutes(10)},
    // Passes: throughput, the same recipient too often, maintenance.
    Rule{1, 2, Outcome::kRetry},
    Rule{130429, 130429, Outcome::kRetry},
    Rule{131000, 131000, Outcome::kRetry},
    Rule{131016, 131016, Outcome::kRetry},
    Rule{131052, 131053, Outcome::kRetry},
    Rule{131056, 131056, Outcome::kRetry,
         seconds(6)},  // one message in 6 s to one person, after a burst of 45
    Rule{131057, 131057, Outcome::kRetry, minutes(1)},
    // The 24 h window is closed.
    Rule{131047, 131047, Outcome::kNeedsTemplate},
    // The person wants nothing of us any more.
    Rule{131050, 131050, Outcome::kStopContact},
    // Never: parameters, templates, a number that WhatsApp cannot reach.
    Rule{100, 100, Outcome::kGiveUp},
    Rule{130472, 130472, Outcome::kGiveUp},
    Rule{131008, 131009, Outcome::kGiveUp},
    Rule{131021, 131021, Outcome::kGiveUp},
    Rule{131026, 131026, Outcome::kGiveUp},
    Rule{131030, 131030, Outcome::kGiveUp},
    Rule{131049, 131049, Outcome::kGiveUp},
    Rule{131051, 131051, Outcome::kGiveUp},
    Rule{131062, 131063, Outcome::kGiveUp},
    Rule{132000, 132999, Outcome::kGiveUp},
    Rule{135000, 135000, Outcome::kGiveUp},
    Rule{137000, 137000, Outcome::kGiveUp},
};

const Rule* RuleFor(int64_t code) {
  auto rule = std::find_if(kRules.begin(), kRules.end(),
                           [&](const Rule& r) { return r.first <= code && code <= r.last; });
  return rule == kRules.end() ? nullptr : &*rule;
}

Outcome OutcomeOfStatus(int status) {
  if (status == 429 || status == 408) return Outcome::kRetry;
  if (status == 401 || status == 403 || status == 404) return Outcome::kChannelDown;
  return status >= 400 && status < 500 ? Outcome::kGiveUp : Outcome::kRetry;
}

void ReadError(core::JsonValue error, int status, SendOutcome& out) {
  constexpr int64_t kMaxCode = 9'999'999;
  constexpr int64_t kNoSuchObject = 33;  // phone_number_id is wrong, or the token may not see it
  auto code = IntegerAt(error, "code");
  if (!code || *code < 0 || *code > kMaxCode) return;
  out.code = std::to_string(*code);
  if (const Rule* rule = RuleFor(*code)) {
    out.outcome = rule->outcome;
    out.retry_after = std::max(out.retry_after, rule->retry_after);
  } else if (auto transient = error.Find("is_transient");
             transient && transient->kind() == core::JsonKind::kBool && transient->Bool()) {
    out.outcome = Outcome::kRetry;
  } else {
    out.outcome = status < 400 ? Outcome::kGiveUp : OutcomeOfStatus(status);
  }
  if (*code == 100 && IntegerAt(error, "error_subcode") == kNoSuchObject)
    out.outcome = Outcome::kChannelDown;
}

}  // namespace

std::optional<Outcome> OutcomeOfCode(int64_t code) {
  const Rule* rule = RuleFor(code);
  return rule == nullptr ? std::nullopt : std::optional(rule->outcome);
}

SendOutcome ReadSendReply(const core::HttpReply& reply) {
  SendOutcome out;
  out.code = std::to_string(reply.status);
  if (reply.status <= 0)
    return out;  // kRetry: there is no idempotency key, so a doubt is sent again (promise 1)
  constexpr int64_t kDay = 24 * 3600;
  auto wait = IntegerFrom(core::HeaderValue(reply.headers, "Retry-After"));
  out.retry_after = seconds(std::clamp<int64_t>(wait.value_or(0), 0, kDay));
  auto body = ParseJsonBody(reply.body);
  bool object = body && body->root().kind() == core::JsonKind::kObject;
  if (auto error = object ? ObjectAt(body->root(), "error") : std::nullopt) {
    out.outcome = OutcomeOfStatus(reply.status);
    ReadError(*error, reply.status, out);
    return out;
  }
  if (reply.status < 200 || reply.status >= 300) {
    out.outcome = OutcomeOfStatus(reply.status);
    return out;
  }
  // Without this list it is not the Graph API that spoke (a portal, a proxy): nothing was sent.
  auto messages = object ? body->root().Find("messages") : std::nullopt;
  if (!messages || messages->kind() != core::JsonKind::kArray || messages->size() == 0) return out;
  out.outcome = Outcome::kSent;
  if (messages->At(0).kind() == core::JsonKind::kObject)
    out.provider_message_id = core::SecretString(std::string(StringAt(messages->At(0), "id")));
  return out;
}

}  // namespace channels::whatsapp
