// SPDX-License-Identifier: Apache-2.0
#include "channels/whatsapp/statuses.h"

#include <optional>

#include "channels/payload.h"
#include "channels/whatsapp/address.h"
#include "channels/whatsapp/reply.h"

namespace channels::whatsapp {
namespace {

using core::DeliveryState;

// Meta, "Status messages webhook reference", 21 May 2026. nullopt: "deleted", and whatever comes
// later.
std::optional<DeliveryState> StateFrom(std::string_view status) {
  if (status == "sent") return DeliveryState::kAccepted;
  if (status == "delivered") return DeliveryState::kDelivered;
  if (status == "read" || status == "played") return DeliveryState::kRead;
  if (status == "failed") return DeliveryState::kFailed;
  return std::nullopt;
}

int Rank(DeliveryState state) {
  return state == DeliveryState::kFailed ? 0 : static_cast<int>(state);
}

}  // namespace

void StatusReader::Add(core::JsonValue status) {
  auto state = StateFrom(StringAt(status, "status"));
  std::string id = Scalar(status, "id");
  if (!state || id.empty()) return;
  if (*state == DeliveryState::kFailed) AddErrors(status, id);
  core::DeliveryStatus out;
  out.state = *state;
  out.message = core::MessageId::FromText(StringAt(status, "biz_opaque_callback_data"));
  auto [it, is_new] = place_.try_emplace(id, statuses_.size());
  if (is_new) {
    out.provider_message_id = core::SecretString(std::move(id));
    statuses_.push_back(std::move(out));
    return;
  }
  core::DeliveryStatus& known = statuses_[it->second];
  if (Rank(known.state) < Rank(out.state)) known.state = out.state;
  if (!known.message) known.message = out.message;
}

void StatusReader::AddErrors(core::JsonValue status, const std::string& id) {
  auto errors = status.Find("errors");
  for (size_t i = 0; errors && errors->kind() == core::JsonKind::kArray && i < errors->size();
       ++i) {
    if (errors->At(i).kind() != core::JsonKind::kObject ||
        Count(errors->At(i)) != Outcome::kStopContact)
      continue;
    core::InboundMessage stop;
    stop.kind = core::InboundKind::kBlocked;
    stop.provider_id = core::SecretString(id + "/blocked");
    stop.from = core::Address(AddressFrom(Scalar(status, "recipient_id")));
    std::string user = Scalar(status, "recipient_user_id");
    if (!IsUserId(user)) user.clear();
    (stop.from.empty() ? stop.from : stop.also) = core::Address(std::move(user));
    if (!stop.from.empty()) opt_outs_.push_back(std::move(stop));
  }
}

// Only codes that we know have a name in the count: what comes from outside makes no new ones.
std::optional<Outcome> StatusReader::Count(core::JsonValue error) {
  auto code = IntegerAt(error, "code");
  auto outcome = code ? OutcomeOfCode(*code) : std::nullopt;
  codes_.push_back(outcome ? std::to_string(*code) : "other");
  return outcome;
}

void StatusReader::Finish(Inbound& out) {
  place_.clear();
  out.statuses = std::move(statuses_);
  out.failure_codes = std::move(codes_);
  for (core::InboundMessage& message : opt_outs_) out.messages.push_back(std::move(message));
}

}  // namespace channels::whatsapp
