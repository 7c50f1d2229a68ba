// SPDX-License-Identifier: Apache-2.0
// Shapes: Meta's OpenAPI (github.com/facebook/openapi, whatsapp/webhooks) and
// developers.facebook.com /docs/whatsapp/cloud-api/webhooks/components; what else was seen in the
// wild is said where it matters.
#include "channels/whatsapp/parse.h"

#include <string>

#include "channels/payload.h"
#include "channels/whatsapp/address.h"
#include "channels/whatsapp/statuses.h"
#include "core/base64.h"
#include "core/crypto.h"

namespace channels::whatsapp {
namespace {

using core::InboundKind;
using core::InboundMessage;
using core::JsonKind;
using core::JsonValue;

// Calls `each` for every object of the array `key`; anything else there is skipped.
template <class Each>
void ForEachObject(JsonValue holder, std::string_view key, Each each) {
  auto list = holder.Find(key);
  if (!list || list->kind() != JsonKind::kArray) return;
  for (size_t i = 0; i < list->size(); ++i) {
    if (list->At(i).kind() == JsonKind::kObject) each(list->At(i));
  }
}

// The contact that a message belongs to: by id, for there may be several, or none.
std::optional<JsonValue> ContactOf(JsonValue value, const InboundMessage& message) {
  std::optional<JsonValue> found;
  ForEachObject(value, "contacts", [&](JsonValue contact) {
    for (std::string_view key : {"wa_id", "user_id"}) {
      std::string address = AddressFrom(Scalar(contact, key));
      if (!address.empty() &&
          (address == message.from.Reveal() || address == message.also.Reveal()))
        found = contact;
    }
  });
  return found;
}

void FillFromContact(JsonValue contact, InboundMessage& message) {
  if (message.also.empty() && !IsUserId(message.from.Reveal())) {
    std::string id = Scalar(contact, "user_id");
    if (IsUserId(id)) message.also = core::Address(std::move(id));
  }
  auto profile = ObjectAt(contact, "profile");
  if (!profile) return;
  std::string name(StringAt(*profile, "name").substr(0, 256));
  std::string_view username = StringAt(*profile, "username").substr(0, 256);
  if (username.starts_with('@')) username.remove_prefix(1);  // seen with and without
  if (!username.empty()) name += (name.empty() ? "" : " ") + std::string(username);
  message.profile_name = WorkerText(name);
}

// The number where there is one, else the user id; whichever is not `from` stands in `also`. `from`
// itself has been seen holding a user id.
bool FillSender(JsonValue value, JsonValue in, InboundMessage& message) {
  std::string from = AddressFrom(Scalar(in, "from"));
  std::string id = Scalar(in, "from_user_id");
  if (!IsUserId(id)) id.clear();
  if (from.empty()) from.swap(id);
  if (from.empty()) {
    // Neither: a lone contact can only be the sender.
    size_t contacts = 0;
    ForEachObject(value, "contacts", [&](JsonValue contact) {
      ++contacts;
      from = AddressFrom(Scalar(contact, "wa_id"));
      if (from.empty()) from = AddressFrom(Scalar(contact, "user_id"));
    });
    if (contacts != 1 || from.empty()) return false;
  }
  if (id != from) message.also = core::Address(std::move(id));
  message.from = core::Address(std::move(from));
  if (auto contact = ContactOf(value, message)) FillFromContact(*contact, message);
  return true;
}

// The number changed, or the user id: everything known of the person moves to the new address.
bool FillMove(JsonValue system, InboundMessage& message) {
  std::string_view type = StringAt(system, "type");
  std::string to;
  if (type == "user_changed_number") {
    to = NumberFrom(Scalar(system, "wa_id"));
    if (to.empty()) to = NumberFrom(Scalar(system, "new_wa_id"));  // before Graph v12
  } else if (type == "user_changed_user_id") {
    to = Scalar(system, "user_id");
    std::string from = Scalar(system, "previous_user_id");
    if (IsUserId(from)) message.from = core::Address(std::move(from));
    if (!IsUserId(to)) to.clear();
  }
  if (to.empty() || message.from.empty()) return false;
  message.kind = InboundKind::kMoved;
  message.also = core::Address(std::move(to));
  return true;
}

void FillText(std::string_view text, InboundMessage& message) {
  message.kind = InboundKind::kText;
  message.text = WorkerText(text);
}

void FillInteractive(JsonValue in, InboundMessage& message) {
  message.kind = InboundKind::kUnsupported;  // a flow's reply, or nothing but an error
  auto interactive = ObjectAt(in, "interactive");
  if (!interactive) return;
  for (std::string_view key : {"button_reply", "list_reply"}) {
    auto reply = ObjectAt(*interactive, key);
    if (!reply) continue;
    message.kind = InboundKind::kTap;
    message.tap = TapToken(Scalar(*reply, "id"));
  }
}

bool FillEdit(JsonValue in, InboundMessage& message) {
  auto edit = ObjectAt(in, "edit");
  auto content = edit ? ObjectAt(*edit, "message") : std::nullopt;
  auto text = content ? ObjectAt(*content, "text") : std::nullopt;
  if (!text) return false;  // a new caption
  FillText(StringAt(*text, "body"), message);
  message.is_edit = true;
  message.target = core::SecretString(Scalar(*edit, "original_message_id"));
  return true;
}

// False: nothing that asks for an answer.
bool FillContent(JsonValue in, InboundMessage& message) {
  std::string_view type = StringAt(in, "type");
  if (type == "text") {
    auto text = ObjectAt(in, "text");
    FillText(text ? StringAt(*text, "body") : std::string_view{}, message);
    return true;
  }
  if (type == "button") {  // the button of a template: its payload is whatever the template says,
                           // its text is the worker's
    auto button = ObjectAt(in, "button");
    std::string_view text = button ? StringAt(*button, "text") : std::string_view{};
    FillText(text.empty() && button ? StringAt(*button, "payload") : text, message);
    return true;
  }
  if (type == "interactive") {
    FillInteractive(in, message);
    return true;
  }
  if (type == "edit") return FillEdit(in, message);
  if (type == "revoke") {
    auto revoke = ObjectAt(in, "revoke");
    message.kind = InboundKind::kRevoked;
    if (revoke) message.target = core::SecretString(Scalar(*revoke, "original_message_id"));
    return true;
  }
  if (type == "system") {
    auto system = ObjectAt(in, "system");
    return system && FillMove(*system, message);
  }
  if (type == "reaction" || type == "request_welcome") return false;
  message.kind =
      InboundKind::kUnsupported;  // pictures, voice, places ..., and kinds that do not exist yet
  return true;
}

// `wamid...`, the same on each repeat. It holds the number in base64: never stored but as a keyed
// hash.
core::SecretString ProviderId(JsonValue in) {
  std::string id = Scalar(in, "id");
  if (!id.empty()) return core::SecretString(std::move(id));
  std::string bytes = in.Dump();
  return core::SecretString("x" + core::HexEncode(core::Sha256(core::AsBytes(bytes))));
}

void ParseMessage(JsonValue value, JsonValue in, Inbound& out) {
  if (!Scalar(in, "group_id").empty()) return;  // a group is no place for a survey
  InboundMessage message;
  bool has_sender = FillSender(value, in, message);
  if (!FillContent(in, message)) return;
  if (!has_sender && message.kind != InboundKind::kMoved) return;  // nobody to answer
  message.provider_id = ProviderId(in);
  if (message.kind == InboundKind::kText && !message.is_edit)
    message.chat_message = message.provider_id;
  message.sent_at = UnixTime(IntegerAt(in, "timestamp"));
  out.messages.push_back(std::move(message));
}

}  // namespace

core::Result<Inbound> ParseNotification(JsonValue body, std::string_view phone_number_id) {
  auto entries = body.kind() == JsonKind::kObject ? body.Find("entry") : std::nullopt;
  if (!entries || entries->kind() != JsonKind::kArray)
    return core::Err(core::ErrorCode::kInvalid,
                     "the body is no notification of the WhatsApp Cloud API: entry is missing");
  Inbound out;
  StatusReader statuses;
  ForEachObject(body, "entry", [&](JsonValue entry) {
    ForEachObject(entry, "changes", [&](JsonValue change) {
      auto value = ObjectAt(change, "value");
      if (!value || StringAt(change, "field") != "messages") return;
      auto metadata = ObjectAt(*value, "metadata");
      std::string number = metadata ? Scalar(*metadata, "phone_number_id") : "";
      if (!number.empty() && number != phone_number_id) return;  // another number of the account
      ForEachObject(*value, "messages", [&](JsonValue in) { ParseMessage(*value, in, out); });
      ForEachObject(*value, "statuses", [&](JsonValue status) { statuses.Add(status); });
      ForEachObject(*value, "errors", [&](JsonValue error) { statuses.AddError(error); });
    });
  });
  statuses.Finish(out);
  return out;
}

}  // namespace channels::whatsapp
