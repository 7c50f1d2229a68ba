// SPDX-License-Identifier: Apache-2.0
#include "channels/telegram/telegram.h"

#include <algorithm>

#include "channels/named_channel.h"
#include "channels/payload.h"
#include "channels/telegram/parse.h"
#include "channels/telegram/render.h"
#include "channels/telegram/reply.h"
#include "channels/telegram/settings.h"
#include "core/json_writer.h"

namespace channels::telegram {
namespace {

using core::Err;
using core::ErrorCode;

constexpr int kPollSeconds = 25;
constexpr int kPollBatch = 100;

// Omitting allowed_updates would keep whatever was set before, so it is always said.
void WriteAllowedUpdates(core::JsonWriter& json) {
  json.Key("allowed_updates").BeginArray();
  for (std::string_view kind : {"message", "edited_message", "callback_query", "my_chat_member"})
    json.String(kind);
  json.EndArray();
}

std::string AnswerTap(std::string_view id, bool name_method) {
  core::JsonWriter json;
  json.BeginObject();
  if (name_method) json.Key("method").String("answerCallbackQuery");
  json.Key("callback_query_id").String(id);
  json.EndObject();
  return json.Take();
}

class Telegram final : public NamedChannel {
 public:
  Telegram(std::string name, Settings settings)
      : NamedChannel(std::move(name)), settings_(std::move(settings)) {
    traits_.kind = core::ChannelKind::kTelegram;
    traits_.repeats_after_refusal = true;  // any answer but 2xx is repeated for 24 h
    // Telegram's FAQ on broadcasting: about 30 messages per second, one per second in one chat,
    // bursts allowed.
    traits_.messages_per_second = settings_.messages_per_second;
    traits_.per_chat_per_second = 1;
    traits_.clears_chat = true;
    traits_.per_chat_burst = 20;
    traits_.send_slots = 8;
  }

  core::Result<Inbound> Receive(const core::HttpRequest& request) const override {
    if (!IsSecret(settings_.secret,
                  core::HeaderValue(request.headers, "X-Telegram-Bot-Api-Secret-Token"))) {
      return Err(ErrorCode::kDenied,
                 "X-Telegram-Bot-Api-Secret-Token is missing or is not this channel's secret");
    }
    if (request.method != "POST") return Err(ErrorCode::kInvalid, "Telegram's webhook is a POST");
    RETURN_IF_ERROR(CheckSize(request));
    ASSIGN_OR_RETURN(auto update, ParseJsonBody(request.body));
    return ParseUpdate(update.root());
  }

  // The response may carry one method
  // (https://core.telegram.org/bots/api#making-requests-when-getting-updates). A tap's spinner is
  // stopped that way; questions are not sent so, for their outcome would stay unknown.
  core::HttpResponse Accepted(const Inbound& inbound) const override {
    for (const core::InboundMessage& message : inbound.messages) {
      if (!message.tap_ack.empty())
        return core::JsonResponse(200, AnswerTap(message.tap_ack, true));
    }
    return {};
  }

  std::vector<core::HttpCall> AcknowledgeCalls(const Inbound& inbound) const override {
    std::vector<core::HttpCall> calls;
    for (const core::InboundMessage& message : inbound.messages) {
      if (message.tap_ack.empty()) continue;
      calls.push_back(
          MethodCall(settings_, "answerCallbackQuery", AnswerTap(message.tap_ack, false)));
    }
    return calls;
  }

  core::Result<std::vector<core::HttpCall>> Render(
      const core::Address& to, const core::MessageId&,
      const core::OutboundMessage& message) const override {
    return RenderMessage(settings_, to, message);
  }
  SendOutcome ReadReply(const core::HttpReply& reply) const override {
    return ReadSendReply(reply);
  }

  std::optional<core::HttpCall> EraseCall(const core::SecretString& ids) const override {
    return DeleteMessages(settings_, ids.Reveal());
  }
  SendOutcome ReadEraseReply(const core::HttpReply& reply) const override {
    return ReadDeleteReply(reply);
  }

  std::vector<core::HttpCall> StartCalls() const override {
    core::JsonWriter json;
    json.BeginObject();
    if (!settings_.webhook_url.empty()) {
      json.Key("url").String(settings_.webhook_url);
      json.Key("secret_token").String(settings_.secret.Reveal());
      WriteAllowedUpdates(json);
    }
    json.EndObject();
    return {MethodCall(settings_, settings_.webhook_url.empty() ? "deleteWebhook" : "setWebhook",
                       json.Take())};
  }

  std::optional<core::HttpCall> PollCall(int64_t offset) const override {
    if (!settings_.webhook_url.empty()) return std::nullopt;
    core::JsonWriter json;
    json.BeginObject();
    json.Key("offset").Integer(offset);
    json.Key("limit").Integer(kPollBatch);
    json.Key("timeout").Integer(kPollSeconds);
    WriteAllowedUpdates(json);
    json.EndObject();
    return MethodCall(settings_, "getUpdates", json.Take());
  }

  core::Result<Polled> ReadPoll(const core::HttpReply& reply, int64_t offset) const override;

 private:
  Settings settings_;
};

core::Error PollError(int status) {
  switch (status) {
    case 401:
    case 404:
      return {ErrorCode::kDenied, "Telegram refuses the token, or api_base is not the Bot API"};
    case 409:
      return {ErrorCode::kConflict, "another program polls this bot, or a webhook is set"};
    default:
      return {ErrorCode::kUnavailable,
              "getUpdates failed with HTTP status " + std::to_string(status)};
  }
}

core::Result<Channel::Polled> Telegram::ReadPoll(const core::HttpReply& reply,
                                                 int64_t offset) const {
  if (reply.status != 200) return tl::unexpected<core::Error>(PollError(reply.status));
  ASSIGN_OR_RETURN(auto body, ParseJsonBody(reply.body));
  auto result = body.root().Find("result");
  if (!result || result->kind() != core::JsonKind::kArray)
    return tl::unexpected<core::Error>(PollError(reply.status));
  Polled out{{}, offset};
  for (size_t i = 0; i < result->size(); ++i) {
    auto parsed = ParseUpdate(result->At(i));
    if (!parsed) continue;  // without an id it cannot be asked for again nor told as read
    auto update_id = IntegerAt(result->At(i), "update_id");
    if (update_id && *update_id < INT64_MAX)
      out.next_offset = std::max(out.next_offset, *update_id + 1);
    for (auto& message : parsed->messages) out.inbound.messages.push_back(std::move(message));
  }
  return out;
}

}  // namespace

std::unique_ptr<Channel> Make(core::ObjectReader& settings, const ChannelContext& context) {
  auto read = ReadSettings(settings, context);
  if (!read) return nullptr;
  return std::make_unique<Telegram>(context.name, std::move(*read));
}

}  // namespace channels::telegram
