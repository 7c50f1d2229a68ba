// SPDX-License-Identifier: Apache-2.0
// A conversation as phones show it: the engine as it runs, and the very requests that the channels
// would send.
#include <fmt/format.h>

#include <algorithm>

#include "authoring/desk.h"
#include "channels/sms/encoding.h"
#include "channels/telegram/render.h"
#include "channels/whatsapp/render.h"
#include "core/json.h"
#include "dialogs/engine.h"
#include "locales/understand.h"

namespace authoring {
namespace {

using core::ChannelKind;
using core::JsonKind;
using core::JsonValue;

constexpr std::string_view kHello = "Hello";
constexpr size_t kMaxSteps = 400;  // more is no conversation

std::optional<JsonValue> At(std::optional<JsonValue> value,
                            std::initializer_list<std::string_view> keys) {
  for (std::string_view key : keys) {
    if (!value || value->kind() != JsonKind::kObject) return std::nullopt;
    value = value->Find(key);
  }
  return value;
}

std::string TextAt(std::optional<JsonValue> value, std::initializer_list<std::string_view> keys) {
  const auto found = At(value, keys);
  return found && found->kind() == JsonKind::kString ? found->String() : "";
}

// Calls `each` for every member of every list in the lists at `value`.
void EachOf(std::optional<JsonValue> value, const std::function<void(JsonValue)>& each) {
  if (!value || value->kind() != JsonKind::kArray) return;
  for (size_t i = 0; i < value->size(); ++i) {
    if (value->At(i).kind() == JsonKind::kArray)
      EachOf(value->At(i), each);
    else
      each(value->At(i));
  }
}

std::optional<uint32_t> ChoiceOf(const core::OutboundMessage& message, const std::string& token) {
  for (uint32_t i = 0; i < message.choices.size(); ++i) {
    if (message.choices[i].token == token) return i;
  }
  return std::nullopt;
}

Bubble Sms(const core::OutboundMessage& message) {
  Bubble bubble;
  bubble.text = channels::sms::SmartEncode(message.text);
  bubble.shown = "text";
  const auto cost = channels::sms::CountSegments(bubble.text);
  bubble.encoding = cost.encoding;
  bubble.units = cost.units;
  bubble.parts = cost.segments;
  return bubble;
}

Bubble WhatsApp(const core::OutboundMessage& message, JsonValue sent) {
  Bubble bubble;
  const auto interactive = At(sent, {"interactive"});
  if (!interactive) {
    bubble.text = TextAt(sent, {"text", "body"});
    bubble.shown = "text";
    return bubble;
  }
  bubble.text = TextAt(interactive, {"body", "text"});
  const bool list = TextAt(interactive, {"type"}) == "list";
  bubble.shown = list ? "list" : "buttons";
  if (!list) {
    EachOf(At(interactive, {"action", "buttons"}), [&](JsonValue button) {
      bubble.options.push_back({TextAt(button, {"reply", "title"}), "",
                                ChoiceOf(message, TextAt(button, {"reply", "id"}))});
    });
    return bubble;
  }
  bubble.opens = TextAt(interactive, {"action", "button"});
  EachOf(At(interactive, {"action", "sections"}), [&](JsonValue section) {
    EachOf(At(section, {"rows"}), [&](JsonValue row) {
      bubble.options.push_back({TextAt(row, {"title"}), TextAt(row, {"description"}),
                                ChoiceOf(message, TextAt(row, {"id"}))});
    });
  });
  return bubble;
}

Bubble Telegram(const core::OutboundMessage& message, JsonValue sent) {
  Bubble bubble;
  bubble.text = TextAt(sent, {"text"});
  EachOf(At(sent, {"reply_markup", "inline_keyboard"}), [&](JsonValue button) {
    bubble.options.push_back(
        {TextAt(button, {"text"}), "", ChoiceOf(message, TextAt(button, {"callback_data"}))});
  });
  bubble.shown = bubble.options.empty() ? "text" : "keyboard";
  return bubble;
}

core::Result<std::vector<core::HttpCall>> Calls(const core::OutboundMessage& message,
                                                ChannelKind channel) {
  if (channel == ChannelKind::kWhatsApp)
    return channels::whatsapp::RenderMessage({}, core::Address("+10000000000"), {}, message);
  return channels::telegram::RenderMessage({}, core::Address("1"), message);
}

core::Status AddBubbles(const core::OutboundMessage& message, ChannelKind channel,
                        std::vector<Bubble>& out) {
  if (channel == ChannelKind::kSms) {
    out.push_back(Sms(message));
    return {};
  }
  ASSIGN_OR_RETURN(const auto calls, Calls(message, channel));
  for (const core::HttpCall& call : calls) {
    ASSIGN_OR_RETURN(const auto body, core::JsonDocument::Parse(call.body));
    out.push_back(channel == ChannelKind::kWhatsApp ? WhatsApp(message, body.root())
                                                    : Telegram(message, body.root()));
  }
  return {};
}

class Walk {
 public:
  Walk(const dialogs::Survey& survey, const dialogs::Deployment& deployment, ChannelKind channel,
       std::string_view language, core::Timestamp now)
      : survey_(survey),
        deployment_(deployment),
        languages_{std::string(language)},
        now_(now),
        session_(dialogs::NewSession(survey, core::Seed{}, now)) {
    input_.channel = channel;
    input_.language_hint = languages_.front();
    input_.languages = &languages_;
    phone_.channel = core::Name(channel);
  }

  core::Status Say(const Said& said) {
    if (phone_.ended) return {};
    const bool by_choice = said.choice && *said.choice < choices_.size();
    const bool taps = by_choice && input_.channel != ChannelKind::kSms;
    const std::string text = locales::Normalise(taps        ? ""
                                                : by_choice ? std::to_string(*said.choice + 1)
                                                            : said.text,
                                                &input_.text_was_cut);
    input_.kind = taps ? core::InboundKind::kTap : core::InboundKind::kText;
    const std::string tap = taps ? choices_[*said.choice].token : "";
    input_.text = text;
    input_.tap = tap;
    Bubble mine;
    mine.worker = true;
    mine.text = taps ? choices_[*said.choice].label : text;
    mine.shown = "text";
    phone_.bubbles.push_back(std::move(mine));
    dialogs::StepResult result =
        dialogs::Step(survey_, deployment_, std::move(session_), input_, now_);
    session_ = std::move(result.session);
    for (const core::OutboundMessage& message : result.messages) {
      RETURN_IF_ERROR(AddBubbles(message, input_.channel, phone_.bubbles));
      choices_ = message.choices;
    }
    phone_.ended = dialogs::NeedsNewSession(session_);
    return {};
  }
  [[nodiscard]] Phone Take() { return std::move(phone_); }

 private:
  const dialogs::Survey& survey_;
  const dialogs::Deployment& deployment_;
  const std::vector<std::string> languages_;
  const core::Timestamp now_;
  dialogs::Session session_;
  dialogs::Input input_;
  std::vector<core::Choice> choices_;
  Phone phone_;
};

}  // namespace

core::Result<std::vector<Phone>> Desk::Preview(std::string_view json, std::string_view language,
                                               std::span<const Said> said) const {
  ASSIGN_OR_RETURN(const auto survey, dialogs::Survey::Parse(json));
  const auto& known = survey->languages();
  if (std::find(known.begin(), known.end(), language) == known.end())
    return core::Err(core::ErrorCode::kInvalid,
                     fmt::format("language: the survey has {}", fmt::join(known, ", ")));
  if (said.size() > kMaxSteps)
    return core::Err(core::ErrorCode::kInvalid, "said: at most 400 answers");
  std::vector<Phone> phones;
  for (const ChannelKind channel :
       {ChannelKind::kSms, ChannelKind::kWhatsApp, ChannelKind::kTelegram}) {
    Walk walk(*survey, deployment_, channel, language, clock_.Now());
    RETURN_IF_ERROR(walk.Say({std::string(kHello), std::nullopt}));
    for (const Said& one : said) RETURN_IF_ERROR(walk.Say(one));
    phones.push_back(walk.Take());
  }
  return phones;
}

}  // namespace authoring
