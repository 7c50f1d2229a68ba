// SPDX-License-Identifier: Apache-2.0
#include "channels/webchat/webchat.h"

#include "channels/named_channel.h"
#include "channels/settings.h"
#include "channels/webchat/parse.h"
#include "channels/webchat/token.h"
#include "core/json_writer.h"
#include "core/utf8.h"

namespace channels::webchat {
namespace {

using core::Err;
using core::ErrorCode;

constexpr size_t kMaxChoiceToken = 64;

bool IsJson(std::string_view content_type) {
  return core::Trim(content_type.substr(0, content_type.find(';'))) == "application/json";
}

std::string MessageJson(const core::MessageId& id, const core::OutboundMessage& message) {
  core::JsonWriter json;
  json.BeginObject();
  json.Key("id").String(id.Text());
  json.Key("text").String(message.text);
  json.Key("body").String(message.body);
  json.Key("choices").BeginArray();
  for (const core::Choice& choice : message.choices) {
    json.BeginObject();
    json.Key("token").String(choice.token);
    json.Key("label").String(choice.label);
    json.EndObject();
  }
  json.EndArray();
  json.Key("multiple").Bool(message.multiple);
  json.Key("words").BeginObject();
  json.Key("open_list").String(message.word_open_list);
  json.Key("done").String(message.word_done);
  json.Key("more").String(message.word_more);
  json.EndObject();
  json.Key("language").String(message.language);
  json.EndObject();
  return json.Take();
}

class Webchat final : public NamedChannel {
 public:
  Webchat(const ChannelContext& context, double messages_per_second)
      : NamedChannel(context.name), public_url_(context.public_url), key_(context.signing_key) {
    traits_.kind = core::ChannelKind::kWebchat;
    traits_.messages_per_second = messages_per_second;
    traits_.send_slots = 8;
    traits_.max_webhook_bytes = 64 * 1024;  // 4,000 characters, each as two \uXXXX
    traits_.acknowledges_sends = true;
  }

  core::Result<Inbound> Receive(const core::HttpRequest& request) const override {
    if (!IsSameOrigin(request, public_url_)) {
      return Err(ErrorCode::kDenied,
                 "the post does not come from a page of this server (Origin is not Host)");
    }
    if (request.method != "POST") return Err(ErrorCode::kInvalid, "the phone page posts");
    if (!IsJson(core::HeaderValue(request.headers, "Content-Type"))) {
      return Err(ErrorCode::kInvalid, "Content-Type must be application/json");
    }
    RETURN_IF_ERROR(CheckSize(request));
    return ParsePost(request.body, key_);
  }

  core::HttpResponse Accepted(const Inbound&) const override {
    return core::JsonResponse(200, "{}");
  }

  core::Result<std::vector<core::HttpCall>> Render(
      const core::Address& to, const core::MessageId& id,
      const core::OutboundMessage& message) const override {
    if (!TokenIsOurs(key_, to.Reveal()))
      return Err(ErrorCode::kInvalid, "the address is no token of this server");
    if (core::Trim(message.text).empty())
      return Err(ErrorCode::kInvalid, "the message has no text");
    for (const core::Choice& choice : message.choices) {
      if (choice.token.empty() || choice.token.size() > kMaxChoiceToken) {
        return Err(ErrorCode::kInvalid, "a choice's token must have 1 to 64 bytes");
      }
    }
    core::HttpCall call;
    call.url = std::string(kMailboxScheme) + to.Reveal();
    call.headers = {{"Content-Type", "application/json"}};
    call.body = MessageJson(id, message);
    return std::vector<core::HttpCall>{std::move(call)};
  }

  SendOutcome ReadReply(const core::HttpReply& reply) const override {
    SendOutcome out;
    out.code = std::to_string(reply.status);
    if (reply.status >= 200 && reply.status < 300) out.outcome = Outcome::kParked;
    return out;  // 404: no page is open; anything else: the mailbox is full. Both pass.
  }

 private:
  std::string public_url_;
  core::SecretString key_;
};

}  // namespace

std::unique_ptr<Channel> Make(core::ObjectReader& settings, const ChannelContext& context) {
  constexpr size_t kKeyBytes = 32;
  constexpr double kMessagesPerSecond = 200;  // a mailbox in memory
  SettingsReader reader(settings);
  double rate = reader.Rate(kMessagesPerSecond);
  if (context.signing_key.size() != kKeyBytes)
    reader.Report("type", "webchat needs a signing key of 32 bytes");
  if (!reader.ok()) return nullptr;
  return std::make_unique<Webchat>(context, rate);
}

}  // namespace channels::webchat
