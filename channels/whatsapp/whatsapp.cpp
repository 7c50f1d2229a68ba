// SPDX-License-Identifier: Apache-2.0
#include "channels/whatsapp/whatsapp.h"

#include "channels/named_channel.h"
#include "channels/payload.h"
#include "channels/settings.h"
#include "channels/whatsapp/parse.h"
#include "channels/whatsapp/render.h"
#include "channels/whatsapp/reply.h"
#include "channels/whatsapp/settings.h"
#include "core/base64.h"
#include "core/crypto.h"
#include "core/limits.h"

namespace channels::whatsapp {
namespace {

using core::Err;
using core::ErrorCode;

class WhatsApp final : public NamedChannel {
 public:
  WhatsApp(std::string name, Settings settings)
      : NamedChannel(std::move(name)), settings_(std::move(settings)) {
    traits_.kind = core::ChannelKind::kWhatsApp;
    traits_.repeats_after_refusal = true;  // any answer but 200 is repeated for up to 7 days
    traits_.messages_per_second = settings_.messages_per_second;
    traits_.per_chat_per_second = 1.0 / 6;
    traits_.per_chat_burst = 45;
    traits_.send_slots = 8;
    traits_.max_webhook_bytes = core::limits::kMaxWhatsAppWebhookBytes;
    traits_.window_24h = true;
  }

  core::Result<Inbound> Receive(const core::HttpRequest& request) const override {
    if (request.method == "GET") return Verify(request);
    if (!SignatureHolds(request)) {
      return Err(ErrorCode::kDenied,
                 "X-Hub-Signature-256 is missing, or was not made with this channel's app_secret");
    }
    if (request.method != "POST") return Err(ErrorCode::kInvalid, "Meta's webhook is a POST");
    RETURN_IF_ERROR(CheckSize(request));
    ASSIGN_OR_RETURN(auto body, ParseJsonBody(request.body));
    return ParseNotification(body.root(), settings_.phone_number_id);
  }

  core::HttpResponse Accepted(const Inbound& inbound) const override {
    return inbound.challenge.empty() ? core::HttpResponse{}
                                     : core::TextResponse(200, inbound.challenge);
  }

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
    out.template_name = known->name;
    out.template_parameters = known->parameters;
    return out;
  }

 private:
  // ?hub.mode=subscribe&hub.verify_token=...&hub.challenge=...: the challenge goes back as it came.
  core::Result<Inbound> Verify(const core::HttpRequest& request) const {
    ASSIGN_OR_RETURN(core::Parameters given, core::ParseForm(request.query));
    const std::string* mode = core::FindParameter(given, "hub.mode");
    const std::string* token = core::FindParameter(given, "hub.verify_token");
    const std::string* challenge = core::FindParameter(given, "hub.challenge");
    if (mode == nullptr || *mode != "subscribe" || token == nullptr ||
        !IsSecret(settings_.verify_token, *token))
      return Err(ErrorCode::kDenied,
                 "hub.verify_token is missing or is not this channel's verify_token");
    if (challenge == nullptr || challenge->empty() || challenge->size() > kMaxChallenge)
      return Err(ErrorCode::kInvalid, "hub.challenge is missing");
    Inbound out;
    out.challenge = *challenge;
    return out;
  }

  // Over the bytes as they came: Meta writes \uXXXX and \/, and other bytes of the same JSON have
  // another signature.
  bool SignatureHolds(const core::HttpRequest& request) const {
    core::Digest digest =
        core::HmacSha256(core::AsBytes(settings_.app_secret.Reveal()), core::AsBytes(request.body));
    return core::ConstantTimeEqual("sha256=" + core::HexEncode(digest),
                                   core::HeaderValue(request.headers, "X-Hub-Signature-256"));
  }

  static constexpr size_t kMaxChallenge = 256;
  Settings settings_;
};

}  // namespace

std::unique_ptr<Channel> Make(core::ObjectReader& settings, const ChannelContext& context) {
  auto read = ReadSettings(settings);
  if (!read) return nullptr;
  return std::make_unique<WhatsApp>(context.name, std::move(*read));
}

}  // namespace channels::whatsapp
