// SPDX-License-Identifier: Apache-2.0
#include "channels/whatsapp/statuses.h"

#include <optional>

#include "channels/payload.h"

namespace channels::whatsapp {
namespace {

using core::DeliveryState;

// Meta, "Status messages webhook reference", 21 May 2026. nullopt: "deleted", and whatever comes later.
std::optional<DeliveryState> StateFrom(std::string_view status) {
  if (status == "sent") return DeliveryState::kAccepted;
  if (status == "delivered") return DeliveryState::kDelivered;
  if (status == "read" || status == "played") return DeliveryState::kRead;
  if (status == "failed") return DeliveryState::kFailed;
  return std::nullopt;
}

int Rank(DeliveryState state) { return state == DeliveryState::kFailed ? 0 : static_cast<int>(state); }

}  // namespace

void StatusReader::Add(core::JsonValue status) {
  auto state = StateFrom(StringAt(status, "status"));
  std::string id(StringAt(status, "id"));
  if (!state || id.empty()) return;
  core::DeliveryStatus out;
  out.state = *state;
  out.message = core::MessageId::FromText(StringAt(status, "biz_opaque_callback_data"));
  auto [it, is_new] = place_.try_emplace(id, statuses_.size());
  if (is_new) {
    out.provider_message_id = core::SecretString(std::move(id));
    statuses_.push_back(std::move(out));
  } else if (core::DeliveryStatus& known = statuses_[it->second]; Rank(known.state) < Rank(out.state)) {
    known.state = out.state;
  }
}

std::vector<core::DeliveryStatus> StatusReader::Take() {
  place_.clear();
  return std::move(statuses_);
}

}  // namespace channels::whatsapp
