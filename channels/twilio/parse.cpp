// SPDX-License-Identifier: Apache-2.0
// https://www.twilio.com/docs/messaging/guides/webhook-request,
// .../guides/outbound-message-status-in-status-callbacks
#include "channels/twilio/parse.h"

#include <algorithm>

#include "channels/payload.h"
#include "channels/twilio/address.h"
#include "channels/twilio/error_codes.h"
#include "core/utf8.h"

namespace channels::twilio {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMaxSid = 64;  // a SID has 34 characters
constexpr size_t kMaxAddress = 160;

std::string_view Get(const core::Parameters& parameters, std::string_view name) {
  const std::string* value = core::FindParameter(parameters, name);
  return value == nullptr ? std::string_view{} : std::string_view(*value);
}

bool IsPrintable(std::string_view text, size_t max) {
  return !text.empty() && text.size() <= max &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

std::optional<core::DeliveryState> StateOf(std::string_view status) {
  if (status == "sent" || status == "sending" || status == "partially_delivered")
    return core::DeliveryState::kAccepted;
  if (status == "delivered") return core::DeliveryState::kDelivered;
  if (status == "read") return core::DeliveryState::kRead;
  if (status == "failed" || status == "undelivered" || status == "canceled")
    return core::DeliveryState::kFailed;
  return std::nullopt;  // accepted, scheduled, queued: what the API said already; or a word that
                        // came later
}

// The code is counted. One that says that the person has stopped us (at Twilio, or in WhatsApp) is
// news from the person.
void AddFailure(const Settings& settings, const core::Parameters& p, std::string_view sid,
                Inbound& out) {
  if (Get(p, "ErrorCode").empty()) return;
  const int64_t code = IntegerFrom(Get(p, "ErrorCode")).value_or(0);
  const auto outcome = OutcomeOfCode(code);
  out.failure_codes.push_back(outcome ? std::to_string(code) : "other");
  if (outcome != Outcome::kStopContact) return;
  core::InboundMessage stop;
  stop.kind = core::InboundKind::kBlocked;
  stop.provider_id = core::SecretString(std::string(sid) + "/blocked");
  stop.from = AddressFrom(settings, Get(p, "To"));
  if (!stop.from.empty()) out.messages.push_back(std::move(stop));
}

Inbound ParseStatus(const Settings& settings, const core::Parameters& p, std::string_view status,
                    std::string_view query) {
  Inbound out;
  std::string_view sid = Get(p, "MessageSid");
  auto state = StateOf(status);
  if (!state || !IsPrintable(sid, kMaxSid)) return out;
  core::DeliveryStatus found;
  found.state = *state;
  found.provider_message_id = core::SecretString(std::string(sid));
  if (auto ours = core::ParseForm(query))
    found.message = core::MessageId::FromText(Get(*ours, "message"));
  out.statuses.push_back(std::move(found));
  if (*state == core::DeliveryState::kFailed) AddFailure(settings, p, sid, out);
  return out;
}

bool IsMediaOnly(const core::Parameters& p) {
  const bool media = IntegerFrom(Get(p, "NumMedia")).value_or(0) > 0 || !Get(p, "Latitude").empty();
  return media && core::Trim(Get(p, "Body")).empty();
}

void FillContent(const core::Parameters& p, core::InboundMessage& in) {
  std::string_view opt_out =
      Get(p, "OptOutType");  // only with Advanced Opt-Out: Twilio has answered already
  std::string_view tap =
      Get(p, "ButtonPayload").empty() ? Get(p, "ListId") : Get(p, "ButtonPayload");
  if (opt_out == "STOP") {
    in.kind = core::InboundKind::kBlocked;
  } else if (opt_out == "START") {
    in.kind = core::InboundKind::kUnblocked;
  } else if (!tap.empty()) {
    in.kind = core::InboundKind::kTap;
    in.tap = TapToken(tap);
  } else if (IsMediaOnly(p)) {
    in.kind = core::InboundKind::kUnsupported;
  } else {
    in.text = WorkerText(Get(p, "Body"));
  }
}

}  // namespace

core::Result<Inbound> ParseParameters(const Settings& settings, const core::Parameters& p,
                                      std::string_view query) {
  std::string_view status = Get(p, "MessageStatus");
  if (status.empty() && Get(p, "SmsStatus") != "received") status = Get(p, "SmsStatus");
  if (!status.empty() && status != "received") return ParseStatus(settings, p, status, query);
  std::string_view sid =
      Get(p, "MessageSid").empty() ? Get(p, "SmsMessageSid") : Get(p, "MessageSid");
  if (sid.empty()) return Inbound{};  // a call, or another product's event: nothing for us
  if (!IsPrintable(sid, kMaxSid)) return Err(ErrorCode::kInvalid, "MessageSid is no message id");
  core::InboundMessage in;
  in.provider_id = core::SecretString(std::string(sid));
  in.from = AddressFrom(settings, Get(p, "From"));
  if (!IsPrintable(in.from.Reveal(), kMaxAddress))
    return Err(ErrorCode::kInvalid, "the parameter From is missing or no sender");
  // WhatsApp's user id beside the number: the same person.
  std::string_view user = Get(p, "ExternalUserId");
  if (settings.whatsapp && IsPrintable(user, kMaxAddress) &&
      AddressFrom(settings, user).Reveal() != in.from.Reveal())
    in.also = AddressFrom(settings, user);
  in.profile_name = core::SecretString(core::RepairUtf8(Get(p, "ProfileName").substr(0, 256)));
  FillContent(p, in);
  Inbound out;
  out.messages.push_back(std::move(in));
  return out;
}

}  // namespace channels::twilio
