// SPDX-License-Identifier: Apache-2.0
#include "channels/twilio/twilio.h"

#include "channels/twilio/parse.h"
#include "channels/twilio/send.h"
#include "channels/twilio/settings.h"
#include "channels/twilio/signature.h"

namespace channels::twilio {
namespace {

class Twilio final : public Channel {
 public:
  Twilio(std::string name, Settings settings) : name_(std::move(name)), settings_(std::move(settings)) {
    traits_.kind = settings_.whatsapp ? core::ChannelKind::kWhatsApp : core::ChannelKind::kSms;
    traits_.window_24h = settings_.whatsapp;
    traits_.repeats_after_refusal = false;  // only with #rp=all in the URL, and then five times
    traits_.messages_per_second = settings_.messages_per_second;
    traits_.max_webhook_bytes = 64 * 1024;  // 1,600 characters, escaped, and some forty parameters
    traits_.keeps_copies = true;
  }

  const std::string& name() const override { return name_; }
  const Traits& traits() const override { return traits_; }

  core::Result<Inbound> Receive(const core::HttpRequest& request) const override {
    if (request.method != "GET" && request.method != "POST")
      return core::Err(core::ErrorCode::kInvalid, "Twilio calls with POST or GET");
    if (request.body.size() + request.query.size() > traits_.max_webhook_bytes)
      return core::Err(core::ErrorCode::kTooLarge, "the message is over 64 KiB");
    ASSIGN_OR_RETURN(auto parameters, VerifiedParameters(settings_, request));
    return ParseParameters(settings_, parameters, request.query);
  }

  // Nothing: replies leave through the API, where they have an id (a reply in TwiML has none, and is lost when late).
  core::HttpResponse Accepted(const Inbound&) const override { return {}; }

  core::Result<std::vector<core::HttpCall>> Render(const core::Address& to, const core::MessageId& id,
                                                   const core::OutboundMessage& message) const override {
    return RenderMessage(settings_, to, id, message);
  }
  SendOutcome ReadReply(const core::HttpReply& reply) const override { return ReadSendReply(reply); }

  std::optional<core::HttpCall> EraseCall(const core::SecretString& id) const override {
    return EraseMessage(settings_, id);
  }
  SendOutcome ReadEraseReply(const core::HttpReply& reply) const override { return ReadEraseAnswer(reply); }

 private:
  std::string name_;
  Settings settings_;
  Traits traits_;
};

}  // namespace

std::unique_ptr<Channel> Make(core::ObjectReader& settings, const ChannelContext& context) {
  auto read = ReadSettings(settings, context);
  if (!read) return nullptr;
  return std::make_unique<Twilio>(context.name, std::move(*read));
}

}  // namespace channels::twilio
