// SPDX-License-Identifier: Apache-2.0
#include "channels/twilio/twilio.h"

#include "channels/named_channel.h"
#include "channels/settings.h"
#include "channels/twilio/parse.h"
#include "channels/twilio/send.h"
#include "channels/twilio/settings.h"
#include "channels/twilio/signature.h"

namespace channels::twilio {
namespace {

class Twilio final : public NamedChannel {
 public:
  Twilio(std::string name, Settings settings)
      : NamedChannel(std::move(name)), settings_(std::move(settings)) {
    traits_.kind = settings_.whatsapp ? core::ChannelKind::kWhatsApp : core::ChannelKind::kSms;
    traits_.window_24h = settings_.whatsapp;
    traits_.repeats_after_refusal = false;  // only with #rp=all in the URL, and then five times
    traits_.messages_per_second = settings_.messages_per_second;
    traits_.max_webhook_bytes = 64 * 1024;  // 1,600 characters, escaped, and some forty parameters
    traits_.keeps_copies = true;
  }

  core::Result<Inbound> Receive(const core::HttpRequest& request) const override {
    if (request.method != "GET" && request.method != "POST")
      return core::Err(core::ErrorCode::kInvalid, "Twilio calls with POST or GET");
    RETURN_IF_ERROR(CheckSize(request));
    ASSIGN_OR_RETURN(auto parameters, VerifiedParameters(settings_, request));
    return ParseParameters(settings_, parameters, request.query);
  }

  // Nothing: replies leave through the API, where they have an id (a reply in TwiML has none, and
  // is lost when late).
  core::HttpResponse Accepted(const Inbound&) const override { return {}; }

  core::Result<std::vector<core::HttpCall>> Render(
      const core::Address& to, const core::MessageId& id,
      const core::OutboundMessage& message) const override {
    return RenderMessage(settings_, to, id, message);
  }
  SendOutcome ReadReply(const core::HttpReply& reply) const override {
    return ReadSendReply(reply);
  }

  std::optional<core::OutboundMessage> AsTemplate(
      const core::OutboundMessage& message) const override {
    const Template* known = FindByLanguage(settings_.templates, message.language);
    if (known == nullptr) return std::nullopt;
    core::OutboundMessage out;
    out.purpose = message.purpose;
    out.language = message.language;
    out.template_name = known->content_sid;
    out.template_parameters = known->parameters;
    return out;
  }

  std::optional<core::HttpCall> EraseCall(const core::SecretString& id) const override {
    return EraseMessage(settings_, id);
  }
  SendOutcome ReadEraseReply(const core::HttpReply& reply) const override {
    return ReadEraseAnswer(reply);
  }

 private:
  Settings settings_;
};

}  // namespace

std::unique_ptr<Channel> Make(core::ObjectReader& settings, const ChannelContext& context) {
  auto read = ReadSettings(settings, context);
  if (!read) return nullptr;
  return std::make_unique<Twilio>(context.name, std::move(*read));
}

}  // namespace channels::twilio
