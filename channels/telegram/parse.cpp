// SPDX-License-Identifier: Apache-2.0
#include "channels/telegram/parse.h"

#include <algorithm>
#include <string_view>

#include "channels/payload.h"

namespace channels::telegram {
namespace {

using core::InboundKind;
using core::InboundMessage;
using core::JsonValue;

// What a person can send that is no text. Anything else in a message is a service note (a pin, a
// new photo of the chat).
constexpr std::string_view kUnsupported[] = {
    "photo",   "voice",    "audio",   "video",     "video_note",   "animation",
    "sticker", "document", "contact", "location",  "venue",        "poll",
    "dice",    "story",    "game",    "checklist", "web_app_data", "paid_media"};

// The id of a chat with one person, which equals that person's id and is positive (groups have
// negative ids).
std::optional<int64_t> PrivateChat(JsonValue holder) {
  auto chat = ObjectAt(holder, "chat");
  if (!chat) return std::nullopt;
  auto id = IntegerAt(*chat, "id");
  std::string_view type = StringAt(*chat, "type");
  if (!id || *id <= 0 || (!type.empty() && type != "private")) return std::nullopt;
  return id;
}

core::SecretString ProfileName(JsonValue from) {
  std::string name;
  for (std::string_view key : {"first_name", "last_name", "username"}) {
    std::string_view part = StringAt(from, key);
    if (part.empty()) continue;
    if (!name.empty()) name += ' ';
    name += part.substr(0, 256);
  }
  return WorkerText(name);
}

// False for a bot. `from` may be missing.
bool FillSender(JsonValue holder, int64_t chat, InboundMessage& message) {
  message.from = core::Address(std::to_string(chat));
  auto from = ObjectAt(holder, "from");
  if (!from) return true;
  auto is_bot = from->Find("is_bot");
  if (is_bot && is_bot->kind() == core::JsonKind::kBool && is_bot->Bool()) return false;
  message.profile_name = ProfileName(*from);
  message.language_hint = LanguageHint(StringAt(*from, "language_code"));
  return true;
}

// Telegram repeats an update under the same update_id, but after a quiet week ids start anew at
// random: the chat and the message keep two different ones apart.
core::SecretString ProviderId(char kind, int64_t chat, std::string_view detail, int64_t update_id) {
  return core::SecretString(std::string(1, kind) + std::to_string(chat) + ':' +
                            std::string(detail) + ':' + std::to_string(update_id));
}

// As ReadSendReply() names one of ours.
core::SecretString ChatMessageId(int64_t chat, std::string_view number) {
  return core::SecretString(std::to_string(chat) + ':' + std::string(number));
}

void ParseMessage(JsonValue message, int64_t update_id, bool is_edit, Inbound& out) {
  auto chat = PrivateChat(message);
  InboundMessage in;
  if (!chat || !FillSender(message, *chat, in)) return;
  std::string number = std::to_string(IntegerAt(message, "message_id").value_or(0));
  in.provider_id = ProviderId(is_edit ? 'e' : 'm', *chat, number, update_id);
  in.is_edit = is_edit;
  (is_edit ? in.target : in.chat_message) = ChatMessageId(*chat, number);
  in.sent_at = UnixTime(IntegerAt(message, is_edit ? "edit_date" : "date"));
  auto text = message.Find("text");
  if (text && text->kind() == core::JsonKind::kString) {
    in.text = WorkerText(text->String());
  } else {
    bool known = std::any_of(std::begin(kUnsupported), std::end(kUnsupported),
                             [&](std::string_view key) { return message.Find(key).has_value(); });
    // Edits without text are new captions and every step of a live location: one answer to the
    // first was enough.
    if (!known || is_edit) return;
    in.kind = InboundKind::kUnsupported;
    // An album is several updates; under one id it is answered once.
    std::string_view album = StringAt(message, "media_group_id");
    if (!album.empty()) in.provider_id = ProviderId('a', *chat, album.substr(0, 64), 0);
  }
  out.messages.push_back(std::move(in));
}

void ParseTap(JsonValue query, int64_t update_id, Inbound& out) {
  auto data = query.Find("data");
  if (!data || data->kind() != core::JsonKind::kString) return;
  std::optional<int64_t> chat;
  if (auto message = ObjectAt(query, "message")) {
    chat = PrivateChat(*message);
  } else if (auto from = ObjectAt(query, "from")) {
    chat = IntegerAt(*from, "id");  // a private chat has the id of its person
  }
  InboundMessage in;
  if (!chat || *chat <= 0 || !FillSender(query, *chat, in)) return;
  in.kind = InboundKind::kTap;
  in.tap = TapToken(data->String());
  in.tap_ack = TapToken(StringAt(query, "id"));
  if (auto number = IntegerAt(query, "id"); in.tap_ack.empty() && number)
    in.tap_ack = std::to_string(*number);
  in.provider_id = ProviderId('t', *chat, in.tap_ack, update_id);
  out.messages.push_back(std::move(in));
}

void ParseMembership(JsonValue change, int64_t update_id, Inbound& out) {
  auto chat = PrivateChat(change);
  auto now = ObjectAt(change, "new_chat_member");
  InboundMessage in;
  if (!chat || !now || !FillSender(change, *chat, in)) return;
  std::string_view status = StringAt(*now, "status");
  if (status != "kicked" && status != "member") return;
  in.kind = status == "kicked" ? InboundKind::kBlocked : InboundKind::kUnblocked;
  in.provider_id = ProviderId('b', *chat, status, update_id);
  in.sent_at = UnixTime(IntegerAt(change, "date"));
  out.messages.push_back(std::move(in));
}

}  // namespace

core::Result<Inbound> ParseUpdate(JsonValue update) {
  auto update_id = IntegerAt(update, "update_id");
  if (!update_id)
    return core::Err(core::ErrorCode::kInvalid,
                     "the body is no update of the Bot API: update_id is missing");
  Inbound out;
  if (auto message = ObjectAt(update, "message")) ParseMessage(*message, *update_id, false, out);
  if (auto message = ObjectAt(update, "edited_message"))
    ParseMessage(*message, *update_id, true, out);
  if (auto query = ObjectAt(update, "callback_query")) ParseTap(*query, *update_id, out);
  if (auto change = ObjectAt(update, "my_chat_member")) ParseMembership(*change, *update_id, out);
  return out;
}

}  // namespace channels::telegram
