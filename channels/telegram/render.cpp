// SPDX-License-Identifier: Apache-2.0
#include "channels/telegram/render.h"

#include <algorithm>

#include "channels/payload.h"
#include "channels/text_split.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace channels::telegram {
namespace {

using core::ErrorCode;

core::Status CheckChoices(const std::vector<core::Choice>& choices) {
  for (const core::Choice& choice : choices) {
    if (choice.token.empty() || choice.token.size() > kMaxCallbackBytes) {
      return core::Err(ErrorCode::kInvalid,
                       "a choice's token must have 1 to 64 bytes (callback_data)");
    }
    if (core::Trim(choice.label).empty())
      return core::Err(ErrorCode::kInvalid, "a choice has no label");
  }
  return {};
}

void WriteKeyboard(core::JsonWriter& json, const std::vector<core::Choice>& choices) {
  json.Key("reply_markup").BeginObject().Key("inline_keyboard").BeginArray();
  for (const core::Choice& choice : choices) {
    json.BeginArray().BeginObject();
    json.Key("text").String(Shorten(choice.label, kMaxLabelUnits));
    json.Key("callback_data").String(choice.token);
    json.EndObject().EndArray();
  }
  json.EndArray().EndObject();
}

// No parse_mode: nothing in a text is markup, so nothing needs escaping. No link preview:
// Telegram's servers would fetch the address.
core::HttpCall SendMessage(const Settings& settings, int64_t chat, std::string_view text,
                           const std::vector<core::Choice>* keyboard) {
  core::JsonWriter json;
  json.BeginObject();
  json.Key("chat_id").Integer(chat);
  json.Key("text").String(text);
  json.Key("link_preview_options").BeginObject().Key("is_disabled").Bool(true).EndObject();
  if (keyboard != nullptr) WriteKeyboard(json, *keyboard);
  json.EndObject();
  return MethodCall(settings, "sendMessage", json.Take());
}

}  // namespace

core::Result<std::vector<core::HttpCall>> RenderMessage(const Settings& settings,
                                                        const core::Address& to,
                                                        const core::OutboundMessage& message) {
  auto chat = IntegerFrom(to.Reveal());
  if (!chat) return core::Err(ErrorCode::kInvalid, "the address is no Telegram chat id");
  RETURN_IF_ERROR(CheckChoices(message.choices));
  // A keyboard reports one tap at a time, so several answers are asked for by number.
  bool keyboard =
      !message.choices.empty() && !message.multiple && message.choices.size() <= kMaxButtons;
  bool all_fit = std::all_of(
      message.choices.begin(), message.choices.end(),
      [](const core::Choice& c) { return core::Utf16Length(c.label) <= kMaxLabelUnits; });
  // Where a label is cut, the numbered list above the buttons says it in full.
  bool buttons_say_all = keyboard && all_fit && !message.body.empty();
  const std::string& text = buttons_say_all ? message.body : message.text;
  if (core::Trim(text).empty()) return core::Err(ErrorCode::kInvalid, "the message has no text");
  std::vector<core::HttpCall> calls;
  std::vector<std::string> pieces = SplitText(text, kMaxTextUnits);
  for (size_t i = 0; i < pieces.size(); ++i) {
    bool last = i + 1 == pieces.size();
    calls.push_back(
        SendMessage(settings, *chat, pieces[i], keyboard && last ? &message.choices : nullptr));
  }
  return calls;
}

std::optional<core::HttpCall> DeleteMessages(const Settings& settings, std::string_view ids) {
  std::optional<int64_t> chat;
  std::vector<int64_t> numbers;
  while (!ids.empty()) {
    const std::string_view id = ids.substr(0, ids.find('\n'));
    ids.remove_prefix(std::min(ids.size(), id.size() + 1));
    const size_t colon = id.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto of_chat = IntegerFrom(id.substr(0, colon));
    const auto number = IntegerFrom(id.substr(colon + 1));
    if (!of_chat || !number || *number <= 0 || chat.value_or(*of_chat) != *of_chat)
      return std::nullopt;
    chat = of_chat;
    numbers.push_back(*number);
  }
  if (numbers.empty() || numbers.size() > kMaxErased) return std::nullopt;
  core::JsonWriter json;
  json.BeginObject().Key("chat_id").Integer(*chat).Key("message_ids").BeginArray();
  for (int64_t number : numbers) json.Integer(number);
  json.EndArray().EndObject();
  return MethodCall(settings, "deleteMessages", json.Take());
}

}  // namespace channels::telegram
